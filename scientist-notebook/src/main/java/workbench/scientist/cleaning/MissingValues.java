package workbench.scientist.cleaning;

/** A way of dealing with missing values. */
public enum MissingValues {

  /** Rows that lack a value are left out, and no answer is given for such a row. */
  DROP("leave the row out"),

  /** The mean of the training rows is filled in, or the most common category. */
  MEAN_OR_MODE("fill in the mean or the most common category"),

  /** The same, and a column of 0 and 1 says where. */
  MEAN_OR_MODE_WITH_INDICATOR("fill in, and add a column that says where");

  private final String words;

  MissingValues(String words) {
    this.words = words;
  }

  /** In words. */
  public String words() {
    return words;
  }
}

package workbench.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The treatment of rows that have missing values. */
public enum MissingRows {

  /** These rows are left out of the training set and of the test set. */
  DROP("leave the row out", "left out"),

  /** A missing value becomes the median or the most frequent level of the training rows. */
  IMPUTE("impute the median or the most frequent level", "imputed"),

  /**
   * A missing value is imputed likewise, and a feature of 0 and 1 is added for each column that has
   * missing values in training.
   */
  INDICATOR("impute, and add an indicator of missing values", "imputed, with indicators");

  private final String words;
  private final String done;

  MissingRows(String words, String done) {
    this.words = words;
    this.done = done;
  }

  /**
   * @param option null: impute
   * @throws InvalidOption if it is no treatment
   */
  public static MissingRows of(String option) {
    return option == null
        ? IMPUTE
        : Arrays.stream(values())
            .filter(value -> value.toString().equals(option))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidOption(
                        "missingRows",
                        option,
                        Arrays.stream(values())
                            .map(MissingRows::toString)
                            .collect(Collectors.joining(", "))));
  }

  /** Returns the way in words. */
  public String words() {
    return words;
  }

  /** Returns what was done with the rows or their missing values, in words. */
  public String done() {
    return done;
  }

  /** Returns the value that the option takes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

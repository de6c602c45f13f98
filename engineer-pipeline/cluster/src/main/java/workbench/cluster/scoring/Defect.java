package workbench.cluster.scoring;

/**
 * Why a row cannot be scored: the first thing that is wrong with it.
 *
 * @param kind what
 * @param feature where; null if it is the whole row
 */
record Defect(Kind kind, String feature) {

  enum Kind {
    MISSING("is missing"),
    TEXT("is not a number"),
    NAN("is NaN"),
    INFINITE("is infinite"),
    OUT_OF_RANGE("is outside single precision"),
    LINE("the line has not as many cells as the header");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** Human-readable. */
  @Override
  public String toString() {
    return feature == null ? kind.words : "'%s' %s".formatted(feature, kind.words);
  }
}

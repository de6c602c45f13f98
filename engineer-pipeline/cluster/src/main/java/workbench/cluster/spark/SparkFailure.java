package workbench.cluster.spark;

/** Reason of a failure of Spark, in one printed line. */
public final class SparkFailure {

  private SparkFailure() {}

  /**
   * Returns the first line of the innermost cause. The outer messages name stages, tasks and stack
   * frames.
   */
  public static String describe(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null && innermost.getCause().getMessage() != null) {
      innermost = innermost.getCause();
    }
    String line =
        String.valueOf(innermost.getMessage())
            .lines()
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse(innermost.getClass().getSimpleName());
    return line.replaceFirst("\\s*SQLSTATE: \\w+$", "");
  }
}

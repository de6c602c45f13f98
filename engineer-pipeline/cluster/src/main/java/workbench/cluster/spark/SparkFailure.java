package workbench.cluster.spark;

/** Why Spark failed, in one printed line. */
public final class SparkFailure {

  private SparkFailure() {}

  /**
   * The first line of what the innermost cause says: around it Spark tells of stages, tasks and
   * stack frames.
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

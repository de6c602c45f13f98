package workbench.cluster;

import org.apache.spark.sql.SparkSession;

/** Spark on two cores of this machine, for the tests. */
public final class LocalSession {

  private LocalSession() {}

  /** Returns the open session, or a new one. The caller closes it. */
  public static SparkSession open() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("test")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 2)
        .getOrCreate();
  }
}

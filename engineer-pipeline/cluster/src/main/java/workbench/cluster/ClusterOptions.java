package workbench.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import workbench.cluster.spark.SparkFailure;
import workbench.command.Stages;
import workbench.data.InvalidInput;

/** The options that every command on Spark has, and the session that they open; a picocli mixin. */
public final class ClusterOptions {

  private static final String LOOPBACK = "127.0.0.1";

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "the cluster: local[*] (default, or what spark-submit says), spark://HOST:PORT,"
              + " k8s://...")
  String master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      split = ",(?=spark\\.)",
      description = "settings of Spark, separated by commas")
  Map<String, String> conf = new TreeMap<>();

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "our classes, for the executors of a cluster; spark-submit sends them itself")
  Path jar;

  /**
   * Opens the session, which the caller closes, and says where it is.
   *
   * @param name of the application, for Spark's pages
   * @throws InvalidInput if there is no such cluster, or nothing to send to its executors
   */
  public SparkSession open(String name, Stages stages) {
    SparkConf settings = settings(name);
    try {
      SparkSession session = SparkSession.builder().config(settings).getOrCreate();
      SparkContext context = session.sparkContext();
      String page = context.uiWebUrl().isEmpty() ? "" : "; " + context.uiWebUrl().get();
      stages.note("spark", "%s on %s%s", context.version(), context.master(), page);
      return session;
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw new InvalidInput(
          "master=%s: Spark cannot start there (%s)"
              .formatted(settings.get("spark.master"), SparkFailure.describe(e)),
          e);
    }
  }

  private SparkConf settings(String name) {
    // It has the settings that spark-submit was given.
    SparkConf settings = new SparkConf().setAppName(name);
    settings.setIfMissing("spark.master", "local[*]");
    if (master != null) {
      settings.setMaster(master);
    }
    settings.setIfMissing("spark.ui.showConsoleProgress", "false");
    if (isLocal(settings)) {
      settings.setIfMissing("spark.driver.bindAddress", LOOPBACK);
      settings.setIfMissing("spark.driver.host", LOOPBACK);
      // Nothing else keeps Spark's page from listening on every address.
      settings.setIfMissing(
          "spark.ui.enabled", Boolean.toString(System.getenv("SPARK_LOCAL_IP") != null));
    }
    conf.forEach(settings::set);
    if (!isLocal(settings) && jar != null && !settings.contains("spark.jars")) {
      settings.set("spark.jars", application());
    }
    return settings;
  }

  private String application() {
    if (!Files.isRegularFile(jar)) {
      throw new InvalidInput(
          "%s: there is no such file, which the executors of a cluster need; mvn -Pcluster package makes it"
              .formatted(jar));
    }
    return jar.toString();
  }

  private static boolean isLocal(SparkConf settings) {
    return settings.get("spark.master").startsWith("local");
  }
}

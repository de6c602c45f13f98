package workbench.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import workbench.command.Stages;
import workbench.data.InvalidInput;

class ClusterOptionsTest {

  @Test
  void opensASessionThatOnlyThisMachineReaches() throws Exception {
    var stages = new Stages();
    try (SparkSession session = options("--master=local[2]").open("test", stages)) {
      // Of 0 to 999.
      assertEquals(499_500, session.range(1000).selectExpr("sum(id)").first().getLong(0));
      assertEquals("127.0.0.1", session.conf().get("spark.driver.bindAddress"));
      String line = stages.done().getFirst().lines().getFirst();
      assertTrue(line.matches("4\\.1\\.0 on local\\[2]; http://127\\.0\\.0\\.1:\\d+"), line);
    }
  }

  @Test
  void passesSettingsToSpark() throws Exception {
    try (SparkSession session =
        options(
                "--master=local[1]",
                "--conf=spark.ui.enabled=false,spark.sql.shuffle.partitions=3,spark.app.name=a,b")
            .open("test", new Stages())) {
      assertEquals("3", session.conf().get("spark.sql.shuffle.partitions"));
      assertEquals("a,b", session.conf().get("spark.app.name"));
      assertTrue(session.sparkContext().uiWebUrl().isEmpty());
    }
  }

  @Test
  void refusesAMasterThatIsNone() {
    ClusterOptions options = options("--master=nowhere");
    String message =
        assertThrows(InvalidInput.class, () -> options.open("test", new Stages())).getMessage();
    assertTrue(message.startsWith("master=nowhere: Spark cannot start there ("), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void saysWhatMakesTheClassesThatAClusterNeeds() {
    ClusterOptions options = options("--master=spark://127.0.0.1:1", "--jar=target/nothing.jar");
    assertEquals(
        "target/nothing.jar: there is no such file, which the executors of a cluster need; mvn"
            + " -Pcluster package makes it",
        assertThrows(InvalidInput.class, () -> options.open("test", new Stages())).getMessage());
  }

  private static ClusterOptions options(String... args) {
    var options = new ClusterOptions();
    new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addMixin("cluster", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
        .parseArgs(args);
    return options;
  }
}

package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

  @Test
  void commandHasTheOptionsThatWereGivenButNotThoseOfTheBuild() {
    assertEquals(
        "mvn -q compile exec:exec@compare -Ddataset=breast-cancer -Dseed=7",
        Provenance.command(
            List.of(
                "--dataset=breast-cancer",
                "--seed=7",
                "--force=false",
                "--models=target/models",
                "--engineerSample=/home/a/EngineerSample.java",
                "--scientistSample=/home/a/ScientistSample.java",
                "--output=out")));
  }

  @Test
  void commandQuotesWhatAShellWouldTakeApart() {
    assertEquals(
        "mvn -q compile exec:exec@compare \"-Ddataset=my shop.csv\"",
        Provenance.command(List.of("--dataset=my shop.csv")));
  }

  @Test
  void linksAreRelativeAndEncoded() {
    assertEquals(
        "../my%20sh%C3%B6p/a%23b.csv",
        Artifact.link(Path.of("my shöp", "a#b.csv"), Path.of("page")));
    assertEquals("a%3Ab", Artifact.link(Path.of("page", "a:b"), Path.of("page")));
  }
}

package workbench.scientist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.testing.JavaProcess;

/** A study that is stopped in the middle, as by Ctrl-C. */
class InterruptedStudyTest {

  @TempDir Path folder;

  @Test
  void leavesTheEarlierReportAndModelAsTheyWere() throws Exception {
    Path report =
        Files.writeString(
            Files.createDirectories(folder.resolve("report")).resolve("index.html"), "kept");
    Path model =
        Files.writeString(
            Files.createDirectories(folder.resolve("models/handed-over"))
                .resolve("breast-cancer.onnx"),
            "kept");
    Process process = scientist();
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      while (line != null && !line.startsWith("fit ")) {
        line = output.readLine();
      }
      assertTrue(line != null, "it ended before it fitted");
    } finally {
      process.destroy();
      process.waitFor();
    }
    assertFalse(process.exitValue() == 0, "it was not interrupted");
    assertEquals("kept", Files.readString(report));
    assertEquals("kept", Files.readString(model));
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(2, files.filter(Files::isRegularFile).count(), "files");
    }
  }

  private Process scientist() throws IOException {
    return JavaProcess.builder(
            Scientist.class,
            List.of(),
            List.of(
                "--only=workflow",
                "--dataset=breast-cancer",
                "--models=" + folder.resolve("models"),
                "--report=" + folder.resolve("report")))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

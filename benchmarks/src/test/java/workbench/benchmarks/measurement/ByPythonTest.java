package workbench.benchmarks.measurement;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import workbench.benchmarks.measurement.Contender.Missing;
import workbench.benchmarks.measurement.Contender.Pace;

/**
 * Whole processes and servers, measured by {@code programs.py}; needs a Python without packages.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ByPythonTest {

  private static final Pace PACE = new Pace(1, 0, 0);

  @TempDir Path folder;

  private final Python python = Python.find(Path.of("python"), null);

  @BeforeEach
  void pythonIsThere() {
    assumeTrue(python.isFound());
  }

  @Test
  void processIsMeasuredAfterItsOutputIsCounted() throws IOException {
    try (ByPython peer = process(List.of("sh", "-c", "echo step 1; echo step 2"), List.of())) {
      assertArrayEquals(new double[] {2}, peer.answer());
      Map<Metric, Double> figures = peer.measure(PACE);
      assertEquals(Set.of(Metric.WALL, Metric.CPU, Metric.MEMORY), figures.keySet());
      assertTrue(figures.get(Metric.WALL) > 0, figures.toString());
      assertTrue(figures.get(Metric.MEMORY) > 100_000, figures.toString());
    }
  }

  /** 300,000 bytes are 74 blocks of 4,096; a folder or a link is a block at most. */
  @Test
  void diskIsCountedInBlocksWithNeitherLinksNorAFileTwice() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path file = Files.write(inside.resolve("file"), new byte[300_000]);
    Path outside = Files.write(folder.resolve("outside"), new byte[5_000_000]);
    double alone = disk(List.of(inside.toString()));
    Files.createSymbolicLink(inside.resolve("symbolic"), outside);
    Files.createLink(inside.resolve("hard"), file);
    double linked = disk(List.of(inside.toString(), file.toString()));
    assertAll(
        () -> assertTrue(alone >= 300_000 && alone <= 330_000, () -> "" + alone),
        () -> assertEquals(alone, linked, 4096));
  }

  private double disk(List<String> files) throws IOException {
    try (ByPython peer = process(List.of("echo", "step"), files)) {
      peer.answer();
      return peer.measure(PACE).get(Metric.DISK);
    }
  }

  @Test
  void failedProcessIsReportedByItsLastErrorLine() {
    String message = missing(process(List.of("du", folder + "/none"), List.of()));
    assertTrue(message.startsWith("ours (du failed: ") && message.contains("none"), message);
  }

  @Test
  void serverThatDoesNotStartIsReportedByItsLastErrorLine() {
    var line = List.of("sh", "-c", "echo no port {port} >&2; exit 1");
    String message =
        missing(new ByPython("ours", python, "served", Map.of("line", line, "connections", 0)));
    assertTrue(message.matches("ours \\(the server does not start: no port \\d+\\)"), message);
  }

  private static String missing(ByPython peer) {
    try (peer) {
      return assertThrows(Missing.class, peer::answer).getMessage();
    }
  }

  private ByPython process(List<String> line, List<String> files) {
    String current = folder.resolve("sample").toString();
    return new ByPython(
        "ours",
        python,
        "process",
        Map.of("line", line, "folder", current, "shows", "step", "files", files));
  }

  @Test
  void figuresOfWrkAreReadFromItsOutput() throws IOException {
    String output =
        """
        Running 3s test @ http://127.0.0.1:1/
          Latency Distribution
             50%  123.00us
             75%  150.00us
             90%  180.00us
             99%    1.20ms
          12345 requests in 3.00s, 1.20MB read
        Requests/sec:   4115.33
        """;
    assertEquals("4115.33 0.000123 0.0012", wrk(output));
    assertEquals("requests failed", wrk(output + "Non-2xx or 3xx responses: 7\n"));
  }

  private String wrk(String output) throws IOException {
    String script =
        """
        import sys, programs
        try:
            figures = programs.wrk_figures(sys.stdin.read())
            print(*("%.6g" % value for value in figures.values()))
        except OSError as e:
            print(str(e).split(":")[0])
        """;
    Process process =
        new ProcessBuilder(python.interpreter(), "-c", script)
            .directory(python.scripts().toFile())
            .start();
    try (var in = process.getOutputStream()) {
      in.write(output.getBytes(StandardCharsets.UTF_8));
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}

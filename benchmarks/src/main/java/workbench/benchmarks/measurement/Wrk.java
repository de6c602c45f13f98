package workbench.benchmarks.measurement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk, which costs less than any server it loads. */
final class Wrk {

  private static final Pattern DURATION = Pattern.compile("([\\d.]+)(us|ms|s|m)");

  /** How many make a second. */
  private static final Map<String, Double> UNITS =
      Map.of("us", 1e6, "ms", 1e3, "s", 1.0, "m", 1 / 60.0);

  private Wrk() {}

  static boolean isInstalled() {
    try {
      // It prints its version and fails, as it was told no address.
      new ProcessBuilder("wrk", "-v")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The script that makes it send a body. */
  static Path script(Path folder, String body) throws IOException {
    return Files.writeString(
        folder.resolve("post.lua"),
        "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = '%s'\n"
            .formatted(body));
  }

  static Map<Metric, Double> load(Path script, String url, int connections, double seconds) {
    List<String> line =
        List.of(
            "wrk",
            "-t1",
            "-c" + connections,
            "-d" + Math.max(1, Math.round(seconds)) + "s",
            "--latency",
            "-s",
            script.toString(),
            url);
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("wrk failed: " + output);
      }
      return figures(output);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws IllegalStateException if a request failed
   */
  static Map<Metric, Double> figures(String output) {
    if (output.contains("Non-2xx") || output.contains("Socket errors")) {
      throw new IllegalStateException("requests failed: " + output.replaceAll("\\s+", " "));
    }
    return Map.of(
        Metric.REQUESTS, Double.parseDouble(find("Requests/sec:\\s+([\\d.]+)", output)),
        Metric.MEDIAN_LATENCY, seconds(find("(?m)^\\s+50%\\s+(\\S+)", output)),
        Metric.TAIL_LATENCY, seconds(find("(?m)^\\s+99%\\s+(\\S+)", output)));
  }

  private static String find(String pattern, String output) {
    Matcher matcher = Pattern.compile(pattern).matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("wrk printed something else: " + output);
    }
    return matcher.group(1);
  }

  private static double seconds(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException("not a duration: " + text);
    }
    return Double.parseDouble(matcher.group(1)) / UNITS.get(matcher.group(2));
  }
}

package workbench.benchmarks.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One role's sample in both languages.
 *
 * @param role engineer or scientist
 * @param python the file's name
 * @param java the file's name
 * @param pythonOutput what the Python sample printed when it was run for the fixture
 * @param pythonVersions that it was run with
 * @param javaOutput what the Java sample printed in this run
 * @param javaVersions of this run
 */
public record Sample(
    String role,
    String python,
    String java,
    List<String> pythonOutput,
    Map<String, String> pythonVersions,
    List<String> javaOutput,
    Map<String, String> javaVersions) {

  private static final String ALIGNMENT = "alignment.json";
  private static final String FIXTURE = "python-samples.json";

  /** What the fixture says of one Python sample. */
  private record Recorded(
      String script, List<String> output, Map<String, Long> files, Map<String, String> versions) {}

  /**
   * @param role engineer or scientist
   * @param java the file's name
   * @param javaOutput what it printed
   * @param javaVersions that it ran with
   */
  public static Sample of(
      String role, String java, List<String> javaOutput, Map<String, String> javaVersions) {
    Recorded python =
        JsonMapper.shared()
            .readValue(resource(FIXTURE), new TypeReference<Map<String, Recorded>>() {})
            .get(role);
    return new Sample(
        role, python.script(), java, python.output(), python.versions(), javaOutput, javaVersions);
  }

  /** Both files, from the sources that this was built from. */
  public SideBySide sideBySide() {
    List<SideBySide.Match> matches =
        JsonMapper.shared()
            .readValue(
                resource(ALIGNMENT), new TypeReference<Map<String, List<SideBySide.Match>>>() {})
            .get(role);
    return SideBySide.of(resource("source/" + python), resource("source/" + java), matches);
  }

  private static String resource(String name) {
    try (InputStream in = Sample.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

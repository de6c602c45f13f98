package workbench.benchmarks.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import workbench.benchmarks.comparison.SideBySide.Source;
import workbench.command.CommittedSamples;
import workbench.command.SampleRun;
import workbench.data.InvalidInput;
import workbench.engineer.training.NetworkDescription;
import workbench.text.TerminalText;

/**
 * One role's sample in both languages, and its run.
 *
 * @param role engineer or scientist
 * @param python the Python file
 * @param java the Java file as it was run
 * @param changed names of the files that differ from the original ones: notes and parity are
 *     claimed for those only
 * @param pythonOutput what the original Python sample printed when it was run for the fixture
 * @param pythonVersions that it was run with
 * @param javaOutput output of the Java sample in this run; of a long one both ends
 * @param javaVersions of this run
 * @param problem error of this run; empty if there is none
 * @param saved name of the model file that the Java sample wrote; empty if there is none
 * @param network the trained network, read from that file; empty if there is none
 * @param networkProblem why the file could not be read; empty if it could
 */
public record Sample(
    String role,
    Source python,
    Source java,
    List<String> changed,
    List<String> pythonOutput,
    Map<String, String> pythonVersions,
    List<String> javaOutput,
    Map<String, String> javaVersions,
    String problem,
    String saved,
    Optional<NetworkDescription> network,
    String networkProblem) {

  private static final String NOTES = "notes.json";
  private static final String FIXTURE = "python-samples.json";

  /** Lines that are shown of each end of a long output. */
  private static final int SHOWN = 40;

  /** Characters that are shown of a line. */
  private static final int WIDTH = 400;

  /**
   * Notes of the page on the original files.
   *
   * @param sections names of the section comments, in their order, with what differs between the
   *     languages; the empty name is what comes before the first section
   * @param parity what the tests found when they compared the results of both languages
   */
  private record Notes(Map<String, String> sections, String parity) {}

  /** Records of one Python sample in the fixture. */
  private record Recorded(
      String script, List<String> output, Map<String, Long> files, Map<String, String> versions) {}

  public Sample {
    changed = List.copyOf(changed);
    pythonOutput = List.copyOf(pythonOutput);
    javaOutput = List.copyOf(javaOutput);
  }

  /**
   * @param role engineer or scientist
   * @param source the Java file that was run; empty: the compiled one of this build
   * @param run result of running it
   * @param javaVersions that it ran with
   * @throws IOException if the Java file cannot be read
   */
  public static Sample of(
      String role, Optional<Path> source, SampleRun run, Map<String, String> javaVersions)
      throws IOException {
    Recorded recorded =
        JsonMapper.shared()
            .readValue(resource(FIXTURE), new TypeReference<Map<String, Recorded>>() {})
            .get(role);
    var python = new Source(recorded.script(), resource("source/" + recorded.script()));
    var java =
        new Source(
            run.file(),
            source.isPresent()
                ? new String(Files.readAllBytes(source.get()), StandardCharsets.UTF_8)
                : resource("source/" + run.file()));
    Optional<NetworkDescription> network = Optional.empty();
    String networkProblem = "";
    try {
      network = run.saved().map(NetworkDescription::read);
    } catch (InvalidInput e) {
      networkProblem = TerminalText.lines(e.getMessage());
    }
    return new Sample(
        role,
        python,
        java,
        Stream.of(python, java)
            .filter(file -> !CommittedSamples.contain(file.name(), file.text()))
            .map(Source::name)
            .toList(),
        recorded.output(),
        recorded.versions(),
        shortened(run.lines()),
        javaVersions,
        TerminalText.lines(run.message()),
        run.saved().map(Path::toString).orElse(""),
        network,
        networkProblem);
  }

  /** Pairs the sections of both files by their comments. */
  public SideBySide sideBySide() {
    return SideBySide.of(
        python,
        java,
        notes().sections().keySet().stream().filter(section -> !section.isEmpty()).toList());
  }

  /** Returns what differs between the languages in a section; empty if a file was changed. */
  public String note(String section) {
    return changed.isEmpty() ? notes().sections().getOrDefault(section, "") : "";
  }

  /** Returns what the tests found when they compared the languages; empty if a file was changed. */
  public String parity() {
    return changed.isEmpty() ? notes().parity() : "";
  }

  private Notes notes() {
    return JsonMapper.shared()
        .readValue(resource(NOTES), new TypeReference<Map<String, Notes>>() {})
        .get(role);
  }

  private static List<String> shortened(List<String> lines) {
    List<String> all =
        lines.stream()
            .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line)
            .map(TerminalText::lines)
            .toList();
    int left = all.size() - 2 * SHOWN;
    if (left <= 1) {
      return all;
    }
    List<String> ends = new ArrayList<>(all.subList(0, SHOWN));
    ends.add("(%,d more lines)".formatted(left));
    ends.addAll(all.subList(all.size() - SHOWN, all.size()));
    return ends;
  }

  private static String resource(String name) {
    try (InputStream in = Sample.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import workbench.command.CommittedSamples;
import workbench.command.SampleRun;
import workbench.command.SampleRun.State;

/** The page after edits of the samples; the runs are made up, so that no sample has to run. */
class SampleTest {

  private static final Path ENGINEER =
      Path.of("..", "engineer-pipeline", "src", "main", "java", "EngineerSample.java");
  private static final Path SCIENTIST =
      Path.of("..", "scientist-notebook", "src", "main", "java", "ScientistSample.java");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"engineer, Keras", "scientist, scikit-learn"})
  void committedSampleHasNotesAndAClaimOfParity(String role, String library) throws Exception {
    Sample sample = sample(role, committed(role));
    assertEquals(List.of(), sample.changed());
    assertEquals("", sample.sideBySide().problem());
    assertTrue(sample.parity().contains(library), sample.parity());
    sample.sideBySide().rows().stream()
        .filter(row -> !row.section().isEmpty())
        .forEach(row -> assertNotEquals("", sample.note(row.section()), row.section()));
    String page = page(sample);
    assertTrue(page.contains(sample.parity()), page);
    assertFalse(page.contains(" was changed."), page);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "rename            | engineer  | \\bepoch\\b           | e                  | shuffle(SEED"
            + " + e)",
        "activation        | engineer  | RELU                  | TANH               |"
            + " Activation.TANH",
        "more layers       | engineer  | (new OutputLayer)     | more(), $1         | more(),",
        "optimizer         | engineer  | new Adam\\([^)]*\\)   | new Sgd(1)         | Sgd(",
        "epochs            | engineer  | EPOCHS = 3            | EPOCHS = 5         | EPOCHS = ",
        "inputs            | engineer  | FEATURES = 5          | FEATURES = 7       | FEATURES = ",
        "split             | scientist | 0\\.2\\)              | 0.4)               | 0.4",
        "added print       | scientist | (// Model)            | $1⏎IO.println(1); | println(",
        "comment after code| engineer  | (model.init\\(\\);)   | $1 // <b>          | // &lt;b&gt;",
        "no Training       | engineer  | // Training           |                    | no line «//"
            + " Training»",
        "Data twice        | scientist | (// Data)             | $1⏎// Data        | more than"
            + " once",
      })
  void editedSampleIsShownWithoutNotesAndWithoutAClaimOfParity(
      String name, String role, String code, String edit, String shown) throws Exception {
    String text = committed(role);
    String edited = text.replaceAll(code, edit == null ? "" : edit.replace("⏎", "\n"));
    assertNotEquals(text, edited);
    Sample sample = sample(role, edited);
    assertEquals(List.of(sample.java().name()), sample.changed());
    assertEquals("", sample.parity());
    assertEquals("", sample.note("Model"));
    String page = page(sample);
    assertTrue(page.contains(sample.java().name() + " was changed."), page);
    assertTrue(page.replaceAll("<[^>]+>", "").contains(shown), page);
    assertFalse(page.contains("class=\"why\""), page);
  }

  @ParameterizedTest
  @CsvSource({"engineer, '\n', '\r\n'", "scientist, '    ', '\t'"})
  void lineEndsAndTabsDoNotChangeASample(String role, String from, String to) throws Exception {
    Sample sample = sample(role, committed(role).replace(from, to));
    assertEquals(List.of(), sample.changed());
    assertEquals("", sample.sideBySide().problem());
  }

  @Test
  void pageShowsAFailedRun() throws Exception {
    Path file = Files.writeString(folder.resolve("A.java"), "x");
    var run = new SampleRun("A.java", State.FAILED, List.of(), Optional.empty(), "A.java <failed>");
    String page = page(Sample.of("engineer", Optional.of(file), run, Map.of()));
    assertTrue(
        page.contains("<strong>The Java sample failed.</strong> A.java &lt;failed&gt;"), page);
    assertTrue(page.contains("(nothing)"), page);
    assertTrue(
        page.contains(
            "<strong>A.java was changed.</strong> These figures are computed with the original"
                + " samples, not with your code."),
        page);
  }

  @Test
  void pageShowsASavedFileWithoutANetwork() throws Exception {
    Path saved = Files.writeString(folder.resolve("model.zip"), "not a network");
    var run = new SampleRun("A.java", State.DONE, List.of("x"), Optional.of(saved), "");
    Path file = Files.write(folder.resolve("A.java"), new byte[] {'x', (byte) 0xff, 0, '\n'});
    Sample sample = Sample.of("engineer", Optional.of(file), run, Map.of());
    assertTrue(
        sample.networkProblem().startsWith(saved + ": holds no network"), sample.networkProblem());
    assertEquals("", sample.problem());
    assertTrue(page(sample).contains("The trained network cannot be described."));
  }

  @Test
  void longOutputIsShownByItsEnds() throws Exception {
    Path file = Files.writeString(folder.resolve("A.java"), "x");
    List<String> lines = Collections.nCopies(100_000, "a\u001bb");
    var run = new SampleRun("A.java", State.DONE, lines, Optional.empty(), "");
    List<String> shown = Sample.of("scientist", Optional.of(file), run, Map.of()).javaOutput();
    assertEquals(81, shown.size());
    assertEquals("(99,920 more lines)", shown.get(40));
    assertEquals("a<U+001B>b", shown.getLast());
    run = new SampleRun("A.java", State.DONE, List.of("x".repeat(1000)), Optional.empty(), "");
    shown = Sample.of("scientist", Optional.of(file), run, Map.of()).javaOutput();
    assertEquals(List.of("x".repeat(400) + "…"), shown);
  }

  /** The sample's text; a test of the committed text is skipped on another one. */
  private static String committed(String role) throws IOException {
    Path file = role.equals("engineer") ? ENGINEER : SCIENTIST;
    String text = Files.readString(file);
    assumeTrue(
        CommittedSamples.contain(file.getFileName().toString(), text), file + " was changed");
    return text;
  }

  private Sample sample(String role, String text) throws IOException {
    Path name = (role.equals("engineer") ? ENGINEER : SCIENTIST).getFileName();
    Path file = Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    var run = new SampleRun(name.toString(), State.DONE, List.of("x"), Optional.empty(), "");
    return Sample.of(role, Optional.of(file), run, Map.of());
  }

  private static String page(Sample sample) {
    return ComparisonPage.html(
        new Comparison(
            List.of(sample),
            List.of(Tosses.scientist(1)),
            List.of(),
            Checklist.ofTheWorkbench(),
            new Comparison.Checkout(List.of(), List.of()),
            Provenance.of(List.of(), 42, Instant.EPOCH, 1)));
  }
}

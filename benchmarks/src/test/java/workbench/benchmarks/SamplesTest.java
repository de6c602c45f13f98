package workbench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.command.CommittedSamples;

/** The samples as files: their lengths, and the editors' configurations that run them. */
class SamplesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private enum Sample {
    ENGINEER("engineer-pipeline", "EngineerSample", "engineer_sample.py"),
    SCIENTIST("scientist-notebook", "ScientistSample", "scientist_sample.py");

    final String module;
    final String name;
    final String python;

    Sample(String module, String name, String python) {
      this.module = module;
      this.name = name;
      this.python = python;
    }

    /** The lines of the committed file; the test is skipped if it was edited. */
    List<String> java() throws IOException {
      return lines(ROOT.resolve(module).resolve("src/main/java").resolve(name + ".java"));
    }

    List<String> python() throws IOException {
      return lines(ROOT.resolve("benchmarks/python").resolve(python));
    }

    private static List<String> lines(Path file) throws IOException {
      String text = Files.readString(file);
      assumeTrue(
          CommittedSamples.contain(file.getFileName().toString(), text), file + " was edited");
      return text.lines().toList();
    }
  }

  /** Launch configuration of an editor; the project's folder is still a variable in it. */
  private record Start(String mainClass, List<String> flags, String folder) {}

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"ENGINEER, 35", "SCIENTIST, 22"})
  void javaIsShort(Sample sample, int most) throws Exception {
    assertTrue(sample.java().size() <= most, sample.java().size() + " lines");
    assertEquals(List.of(), sample.java().stream().filter(line -> line.length() > 110).toList());
  }

  @Test
  void readmeGivesTheLengthsOfTheFiles() throws Exception {
    String lengths =
        "The engineer's sample has %d lines in Python and %d in Java, the scientist's %d and %d."
            .formatted(
                Sample.ENGINEER.python().size(),
                Sample.ENGINEER.java().size(),
                Sample.SCIENTIST.python().size(),
                Sample.SCIENTIST.java().size());
    String readme = Files.readString(ROOT.resolve("README.md")).replaceAll("\\s+", " ");
    assertTrue(readme.contains(lengths), "README.md must say: " + lengths);
  }

  @ParameterizedTest
  @EnumSource
  void bothLanguagesHaveTheSameSectionsInTheSameOrder(Sample sample) throws Exception {
    List<String> sections = comments(sample.java(), "// ");
    assertEquals(4, sections.size());
    assertEquals(comments(sample.python(), "# "), sections);
  }

  private static List<String> comments(List<String> lines, String mark) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void editorsRunItWithoutWarningsAndWriteBelowTarget(Sample sample) throws Exception {
    sample.java();
    Start start = visualStudioCode(sample.name);
    assertEquals(start, idea(sample.name));
    Files.copy(
        ROOT.resolve(".mvn/java.flags"),
        Files.createDirectories(folder.resolve(".mvn")).resolve("java.flags"));
    Files.createDirectory(folder.resolve("target"));
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    for (String flag : start.flags()) {
      // The native libraries that are unpacked there already are half a gigabyte.
      boolean unpacked = flag.endsWith("=PROJECT/target/javacpp");
      command.add(flag.replace("PROJECT", (unpacked ? ROOT : folder).toString()));
    }
    command.addAll(List.of("-classpath", System.getProperty("java.class.path"), start.mainClass()));
    assertEquals("PROJECT", start.folder());
    Path errors = folder.resolve("target/errors.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("target/output.txt").toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "still running");
    } finally {
      process.destroyForcibly();
    }
    assertEquals("", Files.readString(errors));
    assertEquals(0, process.exitValue());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(".mvn", "target"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  private static Start visualStudioCode(String name) throws IOException {
    JsonNode file =
        JsonMapper.shared().readTree(Files.readString(ROOT.resolve(".vscode/launch.json")));
    JsonNode found =
        file.get("configurations")
            .valueStream()
            .filter(each -> each.get("name").asString().equals(name))
            .findFirst()
            .orElseThrow();
    return new Start(
        found.get("mainClass").asString(),
        found.get("vmArgs").valueStream().map(each -> project(each.asString())).toList(),
        project(found.get("cwd").asString()));
  }

  private static Start idea(String name) throws IOException {
    String file = Files.readString(ROOT.resolve(".run").resolve(name + ".run.xml"));
    return new Start(
        option(file, "MAIN_CLASS_NAME"),
        Arrays.stream(option(file, "VM_PARAMETERS").split(" ")).toList(),
        option(file, "WORKING_DIRECTORY"));
  }

  private static String option(String file, String name) {
    Matcher found = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(file);
    assertTrue(found.find(), name);
    return project(found.group(1));
  }

  private static String project(String value) {
    return value.replace("${workspaceFolder}", "PROJECT").replace("$PROJECT_DIR$", "PROJECT");
  }
}

package workbench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.testing.Documents;

class MavenCommandLineTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Two modules as in this project, the second behind a profile. */
  private static MavenCommands known;

  @BeforeAll
  static void readPoms(@TempDir Path root) throws IOException {
    Files.writeString(
        root.resolve("pom.xml"),
        """
        <project>
          <artifactId>root</artifactId>
          <modules><module>pipeline</module></modules>
          <properties>
            <dataset/> <seed/> <force>false</force> <strict>false</strict> <host/> <testSize/> <input/>
            <refusal.code>3</refusal.code> <library.version>1</library.version>
          </properties>
          <profiles>
            <profile>
              <id>strict</id>
              <activation><property><name>strict</name><value>true</value></property></activation>
              <properties><refusal.code>0</refusal.code></properties>
            </profile>
            <profile><id>cluster</id><modules><module>pipeline/cluster</module></modules></profile>
          </profiles>
        </project>
        """);
    writePom(
        root.resolve("pipeline"),
        "pipeline",
        execution(
            "engineer",
            "",
            "${dataset} ${seed} ${force} ${testSize} ${project.basedir}",
            "${refusal.code}"),
        execution("serve", "", "${host}", ""),
        execution("sample", "", "${project.basedir}", ""),
        execution("runtime", "<phase>package</phase>", "${undeclared}", ""));
    writePom(root.resolve("pipeline/cluster"), "cluster", execution("score", "", "${input}", ""));
    known = MavenCommands.read(root);
  }

  private static String execution(String id, String phase, String argument, String code) {
    return "<execution><id>%s</id>%s<configuration><arguments><argument>--x=%s</argument></arguments><successCodes><successCode>%s</successCode></successCodes></configuration></execution>"
        .formatted(id, phase, argument, code);
  }

  private static void writePom(Path folder, String artifact, String... executions)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("pom.xml"),
        "<project><artifactId>%s</artifactId><build><plugins><plugin><artifactId>exec-maven-plugin</artifactId><executions>%s</executions></plugin></plugins></build></project>"
            .formatted(artifact, String.join("", executions)));
  }

  private static Optional<String> fault(String goals, Map<String, String> properties) {
    return line(goals, properties, "", "").fault(known);
  }

  private static MavenCommandLine line(
      String goals, Map<String, String> properties, String typed, String unread) {
    return new MavenCommandLine(
        List.of(goals.split(" ")),
        properties,
        List.of(),
        Set.of("root", "pipeline"),
        Set.of("linux"),
        typed,
        unread);
  }

  private static MavenCommandLine withProfile(String profile) {
    return new MavenCommandLine(
        List.of("compile", "exec:exec@engineer"),
        Map.of(),
        List.of(profile),
        Set.of("pipeline"),
        Set.of("linux", "mine"),
        "",
        "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compile exec:exec@engineer",
        "clean compile exec:exec@engineer",
        "verify exec:exec@engineer exec:exec@serve",
        "compile org.codehaus.mojo:exec-maven-plugin:3.6.4:exec@engineer",
        "verify",
        "dependency:list"
      })
  void acceptsKnownCommands(String goals) {
    assertEquals(Optional.empty(), fault(goals, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          compile exec:exec@enginer     | exec:exec@enginer: there is no such command (did you mean engineer?)
          compile exec:exec@Engineer    | exec:exec@Engineer: there is no such command (did you mean engineer?)
          compile exec:exec@xyz         | exec:exec@xyz: there is no such command; the commands are engineer, sample, score, serve
          compile exec:exec@runtime     | exec:exec@runtime: there is no such command; the commands are engineer, sample, score, serve
          compile exec:exec             | exec:exec names no command: write exec:exec@compare, for example; the commands are engineer, sample, score, serve
          compile exec:exec@engineer exec:exec@srve | exec:exec@srve: there is no such command (did you mean serve?)
          compile org.codehaus.mojo:exec-maven-plugin:3.6.4:exec@srve | exec:exec@srve: there is no such command (did you mean serve?)
          compile exec:exec@score       | exec:exec@score needs -Pcluster: mvn -q -Pcluster compile exec:exec@score
          exec:exec@engineer            | exec:exec@engineer needs compile before it: mvn -q compile exec:exec@engineer
          clean exec:exec@engineer compile | exec:exec@engineer needs compile before it: mvn -q compile exec:exec@engineer
          """)
  void refusesOtherCommands(String goals, String fault) {
    assertEquals(Optional.of(fault), fault(goals, Map.of()));
  }

  @Test
  void refusesCommandOfModuleThatTheBuildLeavesOut() {
    var line =
        new MavenCommandLine(
            List.of("compile", "exec:exec@engineer"),
            Map.of(),
            List.of(),
            Set.of("root", "notebook"),
            Set.of(),
            "",
            "");
    assertEquals(
        Optional.of(
            "exec:exec@engineer belongs to pipeline, which this build leaves out: run Maven in the"
                + " project's root folder, without -pl or with -pl pipeline -am"),
        line.fault(known));
  }

  private static final String ALL =
      "exec:exec@engineer takes -Ddataset, -Dforce, -Dseed, -Dstrict, -DtestSize";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          datset        | -Ddatset: there is no such option (did you mean -Ddataset?)
          Seed          | -DSeed: there is no such option (did you mean -Dseed?)
          test-size     | -Dtest-size: there is no such option (did you mean -DtestSize?)
          test.size     | -Dtest.size: there is no such option (did you mean -DtestSize?)
          data          | -Ddata: there is no such option (did you mean -Ddataset?)
          learningrate  | -Dlearningrate: there is no such option; ALL
          learning.rate | -Dlearning.rate: there is no such option; ALL
          spark.executor.memory | -Dspark.executor.memory: there is no such option; ALL
          host          | -Dhost is an option of serve only; ALL
          """)
  void refusesOtherOptions(String name, String fault) {
    assertEquals(
        Optional.of(fault.replace("ALL", ALL)),
        fault("compile exec:exec@engineer", Map.of(name, "1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed",
        "test",
        "skipTests",
        "maven.repo.local",
        "surefire.failIfNoSpecifiedTests",
        "user.language",
        "file.encoding",
        "org.slf4j.simpleLogger.showDateTime",
        "http.proxyHost",
        "idea.version",
        "style.color",
        "library.version",
        "git.commit.id"
      })
  void acceptsOptionsOfItsOwnAndNamesOfMavenAndOthers(String name) {
    assertEquals(Optional.empty(), fault("compile exec:exec@engineer", Map.of(name, "1")));
  }

  @Test
  void asksNothingOfBuildsWithoutCommand() {
    assertEquals(Optional.empty(), line("verify", Map.of("test", "X"), "", "").fault(known));
  }

  @Test
  void acceptsOptionThatOneOfSeveralCommandsUses() {
    assertEquals(
        Optional.empty(),
        fault("compile exec:exec@engineer exec:exec@serve", Map.of("host", "x", "seed", "1")));
  }

  @Test
  void saysThatSampleTakesNoOptions() {
    assertEquals(
        Optional.of("-Dseed is an option of engineer only; exec:exec@sample takes no options"),
        fault("compile exec:exec@sample", Map.of("seed", "1")));
  }

  @Test
  void findsOptionBehindTheProfileThatItActivates() {
    assertEquals(Optional.empty(), fault("compile exec:exec@engineer", Map.of("strict", "true")));
    assertEquals(
        Optional.of("-Dstrict is an option of engineer only; exec:exec@serve takes -Dhost"),
        fault("compile exec:exec@serve", Map.of("strict", "true")));
  }

  @Test
  void takesOnlyTrueAndFalseForSwitch() {
    assertEquals(
        Optional.of("-Dforce=yes: true or false is expected"),
        fault("compile exec:exec@engineer", Map.of("force", "yes")));
    assertEquals(Optional.empty(), fault("compile exec:exec@engineer", Map.of("force", "false")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -Dseed=1                     |
          -D seed=1 -Dforce            |
          -Dseed=                      |
          -q -Dseed compile            | -Dseed has no value: write -Dseed=VALUE
          -D seed                      | -Dseed has no value: write -Dseed=VALUE
          -Dseed=1 -Dforce -Dseed=1    | -Dseed is given twice
          --define seed=1 -D seed=2    | -Dseed is given twice
          """)
  void readsWhatWasTyped(String typed, String fault) {
    var line = line("compile exec:exec@engineer", Map.of("seed", "1", "force", "true"), typed, "");
    assertEquals(Optional.ofNullable(fault), line.fault(known));
  }

  @Test
  void refusesOptionWhereMavenDoesNotReadIt() {
    var line = line("compile exec:exec@engineer", Map.of(), "", "-Xmx1g -Dseed=7");
    assertEquals(
        Optional.of(
            "-Dseed has no effect in the variables MAVEN_OPTS and MAVEN_ARGS: write it on the"
                + " command line"),
        line.fault(known));
  }

  @Test
  void refusesUnknownProfile() {
    assertEquals(
        Optional.of("-Pclustr: there is no such profile (did you mean cluster?)"),
        withProfile("clustr").fault(known));
    assertEquals(Optional.empty(), withProfile("cluster").fault(known));
    assertEquals(Optional.empty(), withProfile("mine").fault(known));
  }

  @Test
  void readsPropertiesWhoseValuesLookLikeProperties() {
    assertEquals(
        Map.of("conf", "a=b, seed=2}", "seed", "", "models", "x"),
        MavenCommandLine.properties(
            "{conf=a=b, seed=2}, seed=, models=x}",
            Map.of("conf", "a=b, seed=2}", "seed", "", "models", "x")));
  }

  @Test
  void noCommandHasItsExecutionWhereTheCheckIs() throws IOException {
    assertEquals(
        List.of(),
        MavenCommands.read(ROOT).commands().values().stream()
            .filter(command -> command.module().equals("shared-data"))
            .toList());
  }

  @Test
  void everyOptionIsDeclaredInPom() throws IOException {
    MavenCommands all = MavenCommands.read(ROOT);
    for (var command : all.commands().values()) {
      if (!command.test()) {
        assertTrue(all.properties().containsAll(command.options()), command::toString);
      }
    }
  }

  /** The table has a row for each option, and the row names the commands that use it. */
  @Test
  void theTableHasEveryOptionWithItsCommands() throws IOException {
    var expected = new TreeMap<String, Set<String>>();
    for (var command : MavenCommands.read(ROOT).commands().values()) {
      if (!command.test()) {
        for (String option : command.options()) {
          expected.computeIfAbsent(option, o -> new TreeSet<>()).add(command.id());
        }
      }
    }
    var written = new TreeMap<String, Set<String>>();
    Pattern row = Pattern.compile("^\\| (`-D.*?) \\|.*\\| ([^|]+) \\|$", Pattern.MULTILINE);
    row.matcher(Files.readString(ROOT.resolve("shared-data/OPTIONS.md")))
        .results()
        .forEach(
            found ->
                Pattern.compile("-D(\\w+)")
                    .matcher(found.group(1))
                    .results()
                    .forEach(
                        option ->
                            written.put(
                                option.group(1),
                                new TreeSet<>(Stream.of(found.group(2).split(", ")).toList()))));
    assertEquals(expected, written);
  }

  /** Each {@code mvn} in a block or between backquotes: goals, options and profiles exist. */
  @Test
  void everyCommandInTheDocumentsIsRight() throws IOException {
    MavenCommands all = MavenCommands.read(ROOT);
    Pattern command =
        Pattern.compile("(?:^ {4,}|`|COMMAND: |CI: )(mvn (?:[^`|]*?)exec:exec@[^`|]*)");
    var faults = new ArrayList<String>();
    int count = 0;
    for (Path document : Documents.files(".md")) {
      String text = Files.readString(document).replaceAll("\\\\\n *", "");
      for (String line : text.lines().toList()) {
        Matcher found = command.matcher(line);
        while (found.find()) {
          count++;
          List<String> words =
              List.of(found.group(1).replaceAll(" {3,}.*| -->", "").strip().split("\\s+"));
          parse(words).fault(all).ifPresent(f -> faults.add(document + ": " + words + " " + f));
        }
      }
    }
    assertTrue(count > 50, count + " commands");
    assertEquals(List.of(), faults);
  }

  private static MavenCommandLine parse(List<String> words) {
    var properties = new TreeMap<String, String>();
    for (String word : words) {
      if (word.startsWith("-D")) {
        String[] parts = word.substring(2).split("=", 2);
        properties.put(parts[0], parts.length == 2 ? parts[1] : "");
      }
    }
    List<String> profiles =
        words.stream()
            .filter(word -> word.startsWith("-P"))
            .map(word -> word.substring(2))
            .toList();
    return new MavenCommandLine(
        words.stream().skip(1).filter(word -> !word.startsWith("-")).toList(),
        properties,
        profiles,
        Set.of(
            "shared-data",
            "engineer-pipeline",
            "scientist-notebook",
            "benchmarks",
            profiles.contains("cluster") ? "cluster" : ""),
        Set.of(),
        "",
        "");
  }
}

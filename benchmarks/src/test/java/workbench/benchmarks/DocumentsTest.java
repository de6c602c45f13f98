package workbench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import workbench.benchmarks.measurement.Bench;
import workbench.command.CommittedSamples;
import workbench.engineer.Engineer;
import workbench.engineer.Release;
import workbench.engineer.Split;
import workbench.scientist.Scientist;
import workbench.testing.Documents;
import workbench.testing.Documents.Block;
import workbench.testing.Printed;

/**
 * The Markdown files of the project: code blocks, links, tables and figures. {@code .ci/documents}
 * compares the outputs that take long.
 */
class DocumentsTest {

  private static final Path ROOT = Documents.root();
  private static final Path OPTIONS_DOCUMENT = ROOT.resolve("shared-data/OPTIONS.md");
  private static final Path SAMPLES_DOCUMENT = ROOT.resolve("benchmarks/SAMPLES.md");
  private static final List<String> SAMPLES =
      List.of(
          "engineer-pipeline/src/main/java/EngineerSample.java",
          "scientist-notebook/src/main/java/ScientistSample.java");
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .build();

  @Test
  void everyCodeBlockSaysHowItIsKeptTrue() throws IOException {
    List<String> unmarked = new ArrayList<>();
    for (Path document : Documents.files(".md")) {
      Set<Integer> marked =
          Documents.blocks(document).stream().map(Block::line).collect(Collectors.toSet());
      visit(
          document,
          new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
              check(block.getSourceSpans().getFirst().getLineIndex() + 2);
            }

            @Override
            public void visit(IndentedCodeBlock block) {
              check(block.getSourceSpans().getFirst().getLineIndex() + 1);
            }

            private void check(int line) {
              if (!marked.contains(line)) {
                unmarked.add(place(document, line));
              }
            }
          });
    }
    assertEquals(List.of(), unmarked, "blocks without a comment before them: see CONTRIBUTING.md");
  }

  @Test
  void everyMarkerIsTrue() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path document : Documents.files(".md")) {
      List<Block> blocks = Documents.blocks(document);
      Set<String> shown =
          blocks.stream()
              .flatMap(block -> block.after("output in CI:").stream())
              .map(DocumentsTest::inOrder)
              .collect(Collectors.toSet());
      for (Block block : blocks) {
        fault(block, shown).ifPresent(fault -> wrong.add(place(document, block.line()) + fault));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void filesInFoldersNamedExercisesAreFound() throws IOException {
    assertEquals(
        List.of(ROOT.resolve("benchmarks/src/main/java/workbench/exercises/LeakCheck.java")),
        Documents.files("LeakCheck.java"));
  }

  private static Optional<String> fault(Block block, Set<String> shown) throws IOException {
    String marker = block.marker();
    if (marker.startsWith("run by ")) {
      String script = block.after("run by").orElseThrow();
      List<String> lines = scriptLines(ROOT.resolve(script));
      return block.commands().stream()
          .filter(command -> lines.stream().noneMatch(line -> runs(line, command)))
          .findFirst()
          .map(command -> ": " + script + " does not run " + command);
    }
    if (marker.startsWith("from ")) {
      String file = block.after("from").orElseThrow();
      String source = oneLine(Files.readString(ROOT.resolve(file)));
      return source.contains(oneLine(block.text()))
          ? Optional.empty()
          : Optional.of(": " + file + " does not contain this block");
    }
    if (marker.startsWith("output of ")) {
      String name = block.after("output of").orElseThrow();
      boolean compared = false;
      for (Path source : Documents.files(name + ".java")) {
        compared |= Files.readString(source).contains("Documents.blocks(");
      }
      return compared ? Optional.empty() : Optional.of(": no test " + name + " compares it");
    }
    if (marker.equals("run with the output below")) {
      return block.commands().stream()
          .filter(command -> !shown.contains(inOrder(command)))
          .findFirst()
          .map(command -> ": no block has the output of " + command);
    }
    boolean known =
        marker.equals("run in CI")
            || Stream.of("not run: ", "output in CI: ", "output: ", "applied in CI: ")
                .anyMatch(marker::startsWith);
    return known ? Optional.empty() : Optional.of(": there is no marker «" + marker + "»");
  }

  static Stream<Block> outputs() throws IOException {
    List<Block> outputs = new ArrayList<>();
    for (Path document : Documents.files(".md")) {
      Documents.blocks(document).stream()
          .filter(block -> block.after("output:").isPresent())
          .forEach(outputs::add);
    }
    return outputs.stream();
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void outputIsWhatTheCommandPrints(Block block) throws IOException {
    samplesAreTheCommittedOnes();
    // A short path: the lines break as with the default folder.
    Path folder = Files.createTempDirectory(Path.of("target"), "output");
    List<String> words = new ArrayList<>(List.of(block.after("output:").orElseThrow().split(" ")));
    boolean engineer = words.removeFirst().equals("engineer");
    words.add("--models=" + folder.resolve("models"));
    if (!engineer) {
      words.add("--report=" + folder.resolve("report"));
    }
    Printed<Integer> printed =
        Printed.of(engineer ? new Engineer() : new Scientist(), words.toArray(String[]::new));
    String here = folder.toString().replace('\\', '/');
    String output =
        printed
            .out()
            .replace('\\', '/')
            .replace(here + "/models", "target/models")
            .replace(here + "/report", "scientist-notebook/target/report");
    block.difference(output, "mvn verify -Drefresh=true").ifPresent(Assertions::fail);
  }

  private static void samplesAreTheCommittedOnes() throws IOException {
    for (String file : SAMPLES) {
      Path sample = ROOT.resolve(file);
      assumeTrue(
          CommittedSamples.contain(sample.getFileName().toString(), Files.readString(sample)),
          file + " was edited");
    }
  }

  /** Words with a value, such as {@code -Ddataset=penguins}, may have another value there. */
  private static boolean runs(String line, String command) {
    List<String> written =
        Arrays.stream(line.split("\\s+")).map(word -> word.replaceAll("[\"'();]|,$", "")).toList();
    return Arrays.stream(command.strip().split("\\s+"))
        .allMatch(
            word ->
                written.stream()
                    .anyMatch(
                        other ->
                            word.startsWith("-D") && word.contains("=")
                                ? other.startsWith(word.substring(0, word.indexOf('=') + 1))
                                : other.equals(word)
                                    || other.endsWith("/" + word)
                                    || other.equals("$" + word)));
  }

  private static List<String> scriptLines(Path script) throws IOException {
    return Files.readString(script).replaceAll("\\\\\n\\s*", " ").lines().toList();
  }

  /** A command with its words in a fixed order. */
  private static String inOrder(String command) {
    return Arrays.stream(command.strip().split("\\s+")).sorted().collect(Collectors.joining(" "));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String place(Path document, int line) {
    return ROOT.relativize(document).toString().replace('\\', '/') + ":" + line;
  }

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : Documents.files(".md")) {
      for (String link : links(document)) {
        if (link.matches("[a-z]+:.*")) {
          continue;
        }
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? document : document.resolveSibling(path).normalize();
        if (!Files.exists(target)) {
          broken.add(ROOT.relativize(document) + ": " + link);
        } else if (hash >= 0 && !anchors(target).contains(link.substring(hash + 1))) {
          broken.add(ROOT.relativize(document) + ": " + link + " (no such heading)");
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void theGlossaryIsInOrderAndItsClassesExist() throws IOException {
    Set<String> classes = new TreeSet<>();
    for (Path source : Documents.files(".java")) {
      classes.add(source.getFileName().toString().replace(".java", ""));
    }
    List<String> rows =
        Files.readAllLines(ROOT.resolve("shared-data/GLOSSARY.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| word "))
            .toList();
    assertTrue(rows.size() >= 30);
    List<String> words = new ArrayList<>();
    for (String row : rows) {
      String[] cells = row.split("\\|");
      words.add(cells[1].strip());
      String name = cells[3].strip().replace("`", "");
      assertTrue(classes.contains(name), row);
    }
    List<String> sorted = new ArrayList<>(words);
    sorted.sort(
        Comparator.comparing(
            (String word) -> word.toLowerCase(Locale.ROOT).replaceAll("^(?=\\d)", "zz")));
    assertEquals(sorted, words);
  }

  private static List<String> links(Path document) throws IOException {
    List<String> links = new ArrayList<>();
    visit(
        document,
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            links.add(image.getDestination());
          }
        });
    return links;
  }

  /**
   * Derives anchors from the headings as GitHub does: lower case, hyphens for blanks, no
   * punctuation.
   */
  private static Set<String> anchors(Path document) throws IOException {
    Set<String> anchors = new TreeSet<>();
    visit(
        document,
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            anchors.add(
                Pattern.compile("[^\\p{L}\\p{N} _-]")
                    .matcher(text(heading).toLowerCase(Locale.ROOT))
                    .replaceAll("")
                    .replace(' ', '-'));
          }
        });
    return anchors;
  }

  private static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }
        });
    return text.toString();
  }

  @Test
  void theTablesOfTheSamplesQuoteTheirCode() throws IOException {
    samplesAreTheCommittedOnes();
    List<String> wrong = new ArrayList<>();
    List<String> samples =
        List.of(
            "benchmarks/python/engineer_sample.py",
            SAMPLES.getFirst(),
            "benchmarks/python/scientist_sample.py",
            SAMPLES.getLast());
    int table = -1;
    boolean inside = false;
    List<String> lines = Files.readAllLines(SAMPLES_DOCUMENT);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals("| Python | Java |")) {
        table++;
        inside = true;
      }
      inside &= lines.get(i).startsWith("|");
      List<String> cells = cells(lines.get(i));
      for (int side = 0; inside && cells.size() == 2 && side < 2; side++) {
        String file = samples.get(2 * table + side);
        String source = Files.readString(ROOT.resolve(file)).replaceAll("\\s+", "");
        for (String code : codeIn(cells.get(side))) {
          String pattern =
              Stream.of(code.replaceAll("\\s+", "").split("\\.{3}", -1))
                  .map(Pattern::quote)
                  .collect(Collectors.joining(".*?"));
          if (!Pattern.compile(pattern).matcher(source).find()) {
            wrong.add(place(SAMPLES_DOCUMENT, i + 1) + ": " + file + " has no " + code);
          }
        }
      }
    }
    assertEquals(1, table, "tables");
    assertEquals(List.of(), wrong);
  }

  /** The numbers in the column of defaults are those that {@code --help} names, or the poms. */
  @Test
  void theTableOfOptionsHasTheDefaults() throws IOException {
    String poms = Files.readString(ROOT.resolve("pom.xml")) + Files.readString(Path.of("pom.xml"));
    List<String> wrong = new ArrayList<>();
    List<String> lines = Files.readAllLines(OPTIONS_DOCUMENT);
    for (int i = 0; i < lines.size(); i++) {
      List<String> cells = cells(lines.get(i));
      if (cells.size() != 4 || !cells.getFirst().startsWith("`-D")) {
        continue;
      }
      Set<String> help = new TreeSet<>();
      Set<String> expected = new TreeSet<>();
      for (MatchResult name :
          Pattern.compile("-D(\\w+)").matcher(cells.getFirst()).results().toList()) {
        for (OptionSpec option : options(name.group(1))) {
          String described = String.join(" ", option.description());
          help.addAll(numbers(described));
          Pattern.compile("default ([^;)]*)")
              .matcher(described)
              .results()
              .forEach(found -> expected.addAll(numbers(found.group(1))));
        }
        Matcher inPom = Pattern.compile("<" + name.group(1) + ">([^<]+)<").matcher(poms);
        if (inPom.find()
            && !inPom.group(1).matches("false|\\$.*")
            && !cells.get(2).contains("`" + inPom.group(1) + "`")) {
          wrong.add(place(OPTIONS_DOCUMENT, i + 1) + ": the default is " + inPom.group(1));
        }
      }
      Set<String> written = numbers(cells.get(2));
      boolean known = help.isEmpty() || help.containsAll(written);
      if (!known || !written.containsAll(expected)) {
        wrong.add(place(OPTIONS_DOCUMENT, i + 1) + " has " + written + ", --help has " + expected);
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<OptionSpec> options(String name) {
    return Stream.of(
            new Engineer(), new Scientist(), new Compare(), new Release(), new Split(), new Bench())
        .map(command -> new CommandLine(command).getCommandSpec().findOption("--" + name))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Set<String> numbers(String text) {
    return Pattern.compile("\\d[\\d.,]*(?<![.,])")
        .matcher(text)
        .results()
        .map(found -> found.group().replace(",", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A figure of a text, and the code, setting or table that decides it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          README.md | engineer's network 111. The gate | README.md | accuracy 0.974 (111 of 114;
          README.md | regression classifies 112 of 114 | benchmarks/TEACHING.md | test accuracy 0.982 (112 of 114;
          README.md | with accuracy 0.79 if | README.md | on noise, accuracy 0.79 if features are selected
          README.md | ~dummy.md) | 100 x 5 |~ | shared-data/src/test/java/workbench/data/DatasetsTest.java | "dummy,100 x 5"
          README.md | ~penguins.md) | 344 x 6 |~ | shared-data/src/test/java/workbench/data/DatasetsTest.java | "penguins,344 x 6"
          README.md | ~breast-cancer.md) | 569 x 30 |~ | shared-data/src/test/java/workbench/data/DatasetsTest.java | "breast-cancer,569 x 30"
          shared-data/src/main/resources/workbench/data/penguins.md | 344 rows, one | shared-data/src/test/java/workbench/data/DatasetsTest.java | "penguins,344 x
          shared-data/src/main/resources/workbench/data/penguins.md | 333 of them | shared-data/src/test/java/workbench/data/BundledDatasetsTest.java | assertEquals(333, complete.rows())
          shared-data/src/main/resources/workbench/data/breast-cancer.md | 569 rows, one | shared-data/src/test/java/workbench/data/DatasetsTest.java | "breast-cancer,569 x
          README.md | JVM of its own (30 s | benchmarks/src/main/java/workbench/exercises/CheckProcess.java | Duration.ofSeconds(30)
          README.md | 512 MB) on data | benchmarks/src/main/java/workbench/exercises/CheckProcess.java | "-Xmx512m"
          README.md | may take at most 60 seconds | shared-data/src/main/java/workbench/command/SampleProgram.java | LIMIT = Duration.ofSeconds(60)
          engineer-pipeline/README.md | It needs p < 0.05 | shared-data/src/main/java/workbench/evaluation/SkillTest.java | LEVEL = 0.05
          engineer-pipeline/README.md | of the last 2,000 to 4,000 rows | engineer-pipeline/src/main/java/workbench/engineer/serving/models/DriftWindow.java | ROWS = 2000
          engineer-pipeline/README.md | fewer than 500 recent rows | engineer-pipeline/src/main/java/workbench/engineer/serving/models/DriftWindow.java | ENOUGH = 500
          engineer-pipeline/README.md | Helidon 4.5.0 parses | pom.xml | <helidon.version>4.5.0<
          engineer-pipeline/README.md | with 256 MB of heap | engineer-pipeline/pom.xml | <argument>-Xmx256m<
          engineer-pipeline/README.md | Keras 3.15 itself | benchmarks/python/requirements.txt | keras==3.15
          engineer-pipeline/deploy/README.md | runs as user 65532 | engineer-pipeline/deploy/kubernetes/deployment.yaml | runAsUser: 65532
          engineer-pipeline/deploy/README.md | not listen within 60 s | engineer-pipeline/deploy/kubernetes/deployment.yaml | failureThreshold: 60
          engineer-pipeline/deploy/README.md | All three use port 8081 | engineer-pipeline/deploy/kubernetes/deployment.yaml | containerPort: 8081
          engineer-pipeline/deploy/README.md | For 5 s it works | engineer-pipeline/deploy/kubernetes/deployment.yaml | seconds: 5
          engineer-pipeline/deploy/README.md | After 30 s Kubernetes | engineer-pipeline/deploy/kubernetes/deployment.yaml | terminationGracePeriodSeconds: 30
          engineer-pipeline/cluster/README.md | more than 100 levels | shared-data/src/main/java/workbench/data/ColumnTransformer.java | MAX_LEVELS = 100
          engineer-pipeline/cluster/README.md | at most 50,000 rows | engineer-pipeline/cluster/src/main/java/workbench/cluster/fit/InputRows.java | MOST_ROWS = 50_000
          engineer-pipeline/cluster/README.md | (2,000,000 cells) | engineer-pipeline/cluster/src/main/java/workbench/cluster/fit/InputRows.java | MOST_CELLS = 2_000_000
          engineer-pipeline/cluster/README.md | Hadoop's client 3.5 | pom.xml | <hadoop.version>3.5
          engineer-pipeline/cluster/README.md | Jackson's annotations 2.22 | pom.xml | <jackson-annotations.version>2.22<
          scientist-notebook/README.md | AUC above 0.99 | shared-data/src/main/java/workbench/data/SuspectedLeakage.java | SUSPECT = 0.99
          scientist-notebook/README.md | more than 2,000 training rows | scientist-notebook/src/main/java/workbench/scientist/study/StudySize.java | 100, 2_000)
          scientist-notebook/README.md | steps use 2,000 of them | scientist-notebook/src/main/java/workbench/scientist/study/StudySize.java | 100, 2_000)
          scientist-notebook/README.md | chosen by 4-fold | README.md | by 4-fold cross-validation
          benchmarks/python/README.md | TensorFlow 2.21 has | benchmarks/python/requirements.txt | tensorflow==2.21
          benchmarks/README.md | below 1,024 numbers | engineer-pipeline/src/main/java/workbench/engineer/nd4j/SmallArrays.java | LARGE = 1024
          benchmarks/README.md | disk is missed** (2.62 | benchmarks/README.md | 2.62 (2.62 to 2.62)
          benchmarks/README.md | 1,024** (9.81 and 2.39) | benchmarks/README.md | 2.39 (2.29 to 2.58)
          benchmarks/README.md | 64 connections** (0.58) | benchmarks/README.md | 0.58 (0.57 to 0.65)
          benchmarks/README.md | is 2.03 times as fast | benchmarks/README.md | 2.03 (1.88 to 2.34)
          benchmarks/README.md | and 1.38 times as PyTorch | benchmarks/README.md | 1.38 (1.33 to 1.41)
          """)
  void figuresInTheTextAreThoseOfTheirSource(
      String document, String text, String file, String source) throws IOException {
    String all = Files.readString(ROOT.resolve(document));
    boolean said = false;
    Matcher found =
        Pattern.compile(
                Stream.of(text.split("\\d[\\d.,]*(?<![.,])", -1))
                    .map(part -> part.isEmpty() ? "" : spaced(part))
                    .collect(Collectors.joining("\\d[\\d.,]*(?<![.,])")))
            .matcher(all);
    while (found.find()) {
      int line = 1 + (int) all.substring(0, found.start()).chars().filter(c -> c == '\n').count();
      said = true;
      assertEquals(text, oneLine(found.group()), place(ROOT.resolve(document), line));
    }
    assertTrue(said, document + " does not say: " + text);
    assertTrue(
        Files.readString(ROOT.resolve(file)).contains(source),
        "%s says «%s», but %s has no «%s»".formatted(document, text, file, source));
  }

  private static String spaced(String part) {
    return Stream.of(part.split("\\s+", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("\\s+"));
  }

  /** Each median lies between its minimum and maximum, and the verdict follows from the target. */
  @Test
  void theFiguresOfTheBenchmarksAreConsistent() throws IOException {
    Path document = ROOT.resolve("benchmarks/README.md");
    List<String> wrong = new ArrayList<>();
    List<String> lines = Files.readAllLines(document);
    int rows = 0;
    for (int i = 0; i < lines.size(); i++) {
      List<String> cells = cells(lines.get(i));
      if (cells.size() != 7 || !cells.get(4).matches("\\d.* to .*")) {
        continue;
      }
      rows++;
      String[] range = cells.get(4).split(" to ");
      boolean right = between(range[0], cells.get(3), range[1]);
      Matcher ratio = Pattern.compile("(\\S+) \\((\\S+) to (\\S+)\\)").matcher(cells.get(5));
      if (ratio.matches()) {
        right &= between(ratio.group(2), ratio.group(1), ratio.group(3));
        String[] target = cells.get(6).split(": ");
        right &=
            target.length < 2
                || (number(ratio.group(1)) >= number(target[0])) == target[1].equals("met");
      }
      if (!right) {
        wrong.add(place(document, i + 1) + ": " + lines.get(i));
      }
    }
    assertTrue(rows > 100, rows + " rows");
    assertEquals(List.of(), wrong);
  }

  private static boolean between(String least, String median, String most) {
    return number(least) <= number(median) && number(median) <= number(most);
  }

  /** A number of a table, in seconds if it is a time. */
  private static double number(String text) {
    String[] words = text.strip().split(" ");
    double unit =
        switch (words.length == 1 ? "" : words[1]) {
          case "ns" -> 1e-9;
          case "us" -> 1e-6;
          case "ms" -> 1e-3;
          default -> 1;
        };
    return Double.parseDouble(words[0].replace(",", "")) * unit;
  }

  @Test
  void thePictureOfTheModulesShowsTheirDependencies() throws IOException {
    Block picture =
        Documents.blocks(ROOT.resolve("README.md")).stream()
            .filter(block -> block.marker().equals("output of DocumentsTest"))
            .findFirst()
            .orElseThrow();
    Set<String> shown =
        picture.lines().stream()
            .filter(line -> line.contains("-->"))
            .map(String::strip)
            .collect(Collectors.toCollection(TreeSet::new));
    Pattern dependency =
        Pattern.compile("<groupId>workbench</groupId>\\s*<artifactId>([\\w-]+)</artifactId>");
    Pattern artifact = Pattern.compile("</parent>\\s*<artifactId>([\\w-]+)</artifactId>");
    Set<String> expected = new TreeSet<>();
    for (Path pom : Documents.files("pom.xml")) {
      String text = Files.readString(pom);
      Matcher module = artifact.matcher(text);
      if (module.find()) {
        dependency
            .matcher(text.substring(module.end()))
            .results()
            .forEach(found -> expected.add(module.group(1) + " --> " + found.group(1)));
      }
    }
    assertEquals(expected, shown, place(picture.file(), picture.line()));
  }

  @Test
  void theTableOfScriptsIsComplete() throws IOException {
    String document = Files.readString(ROOT.resolve("benchmarks/python/README.md"));
    Set<String> named =
        Pattern.compile("(?<!\\.)\\b\\w+\\.py")
            .matcher(document)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> scripts = new TreeSet<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("benchmarks/python"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".py"))
          .forEach(scripts::add);
    }
    assertEquals(scripts, named);
  }

  private static List<String> cells(String line) {
    return line.startsWith("| ") && line.endsWith(" |")
        ? Arrays.stream(line.substring(2, line.length() - 2).split(" \\|(?: |$)", -1))
            .map(String::strip)
            .toList()
        : List.of();
  }

  private static List<String> codeIn(String cell) {
    return Pattern.compile("`([^`]+)`")
        .matcher(cell)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static void visit(Path document, AbstractVisitor visitor) throws IOException {
    PARSER.parse(Files.readString(document)).accept(visitor);
  }
}

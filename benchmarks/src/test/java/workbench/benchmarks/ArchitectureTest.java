package workbench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import workbench.testing.Documents;
import workbench.testing.Documents.Block;

/** The section «Architecture» of CONTRIBUTING.md: its picture of the packages and its walks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

  private static final List<String> MODULES =
      List.of(
          "shared-data",
          "engineer-pipeline",
          "engineer-pipeline/cluster",
          "scientist-notebook",
          "benchmarks");
  private static final Path DOCUMENT = Documents.root().resolve("CONTRIBUTING.md");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package workbench\\.([\\w.]+);");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?workbench((?:\\.[a-z]\\w*)+)");

  private final Map<String, String> sources = new HashMap<>();
  private final SortedMap<String, SortedSet<String>> packagesOfModules = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> uses = new TreeMap<>();

  @BeforeAll
  void readTheMainSources() throws IOException {
    for (String module : MODULES) {
      Path folder = Documents.root().resolve(module).resolve("src/main/java/workbench");
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          add(module, file);
        }
      }
    }
  }

  private void add(String module, Path file) throws IOException {
    String source = Files.readString(file);
    String name = node(PACKAGE.matcher(source).results().findFirst().orElseThrow().group(1));
    sources.put(file.getFileName().toString().replace(".java", ""), source);
    packagesOfModules.computeIfAbsent(module, _ -> new TreeSet<>()).add(name);
    Set<String> used = uses.computeIfAbsent(name, _ -> new TreeSet<>());
    IMPORT
        .matcher(source)
        .results()
        .map(found -> node(found.group(1).substring(1)))
        .filter(other -> !other.equals(name))
        .forEach(used::add);
  }

  /** The packages of the server, of Spark and of CSV files are one node each. */
  private static String node(String name) {
    return name.replaceAll("^(engineer\\.serving|cluster|data)\\..*", "$1");
  }

  @Test
  void packagesHaveNoCycle() {
    for (String name : uses.keySet()) {
      assertFalse(reaches(name, name), name);
    }
  }

  @Test
  void pictureShowsTheDependenciesOfThePackages() throws IOException {
    Block picture =
        Documents.blocks(DOCUMENT).stream()
            .filter(block -> block.marker().equals("output of ArchitectureTest"))
            .findFirst()
            .orElseThrow();
    assertEquals(Optional.empty(), picture.difference(picture(), "mvn verify -Drefresh=true"));
  }

  /** Draws no arrow that follows from others. */
  private String picture() {
    List<String> lines = new ArrayList<>(List.of("flowchart TD"));
    packagesOfModules.forEach(
        (module, names) -> {
          lines.add("  subgraph \"module %s\"".formatted(module));
          names.forEach(name -> lines.add("    " + name));
          lines.add("  end");
        });
    uses.forEach(
        (name, used) ->
            used.stream()
                .filter(other -> used.stream().noneMatch(between -> reaches(between, other)))
                .forEach(other -> lines.add("  " + name + " --> " + other)));
    return String.join("\n", lines);
  }

  private boolean reaches(String from, String to) {
    return uses.get(from).stream().anyMatch(next -> next.equals(to) || reaches(next, to));
  }

  @Test
  void everyClassOfAWalkUsesOneBeforeItOrIsUsedByIt() throws IOException {
    List<String> walks =
        Files.readString(DOCUMENT)
            .replace("\n  ", " ")
            .lines()
            .filter(line -> line.startsWith("- **"))
            .toList();
    assertEquals(3, walks.size(), walks.toString());
    for (String walk : walks) {
      List<String> before = new ArrayList<>();
      for (String name : names(walk)) {
        assertTrue(sources.containsKey(name), "there is no class " + name);
        assertTrue(
            before.isEmpty()
                || before.stream().anyMatch(one -> names(one, name) || names(name, one)),
            "no class before " + name + " uses it or is used by it");
        before.add(name);
      }
    }
  }

  private boolean names(String one, String other) {
    return Pattern.compile("\\b" + other + "\\b").matcher(sources.get(one)).find();
  }

  private static List<String> names(String walk) {
    return Pattern.compile("`([A-Z]\\w+)`")
        .matcher(walk)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}

package workbench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/** The Markdown files of the project: links, anchors and the classes of the glossary. */
class DocumentsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> SKIPPED = Set.of("target", ".git", "node_modules", "exercises");
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : files(".md")) {
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
    for (Path source : files(".java")) {
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
    PARSER
        .parse(Files.readString(document))
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                links.add(link.getDestination());
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
    PARSER
        .parse(Files.readString(document))
        .accept(
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

  private static List<Path> files(String ending) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(ROOT) && SKIPPED.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(ending)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}

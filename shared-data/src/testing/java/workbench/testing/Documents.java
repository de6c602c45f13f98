package workbench.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code blocks of the Markdown files. An HTML comment before each block says how the block is
 * kept true; CONTRIBUTING.md lists the kinds.
 */
public final class Documents {

  private static final Set<String> SKIPPED = Set.of("target", ".git", ".venv", "node_modules");
  // The learner's files; other folders of this name have ours.
  private static final Set<Path> EXERCISES =
      Set.of(Path.of("engineer-pipeline/exercises"), Path.of("scientist-notebook/exercises"));
  private static final Pattern MARKER =
      Pattern.compile("( *)<!-- ((?:output|run|from|not run|applied)\\b.*?) -->");
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*(?:\\.\\d+)?(?:e[+-]?\\d+)?");
  private static final Pattern TIME = Pattern.compile("( ?(us|ms|s|rows/s)\\b).*");
  private static final Pattern SIZE = Pattern.compile("( (bytes|kB|MB)\\b).*");

  private Documents() {}

  /**
   * A code block.
   *
   * @param line the number of its first line of text, from 1
   * @param marker the text of the comment before it
   * @param lines without their indentation
   */
  public record Block(Path file, int line, String marker, String indentation, List<String> lines) {

    /** The rest of the marker after this word, such as the command after {@code output:}. */
    public Optional<String> after(String kind) {
      return marker.startsWith(kind)
          ? Optional.of(marker.substring(kind.length()).strip())
          : Optional.empty();
    }

    public String text() {
      return String.join("\n", lines);
    }

    /** Commands, one a line; a backslash at the end of a line continues it. */
    public List<String> commands() {
      return text().replaceAll(" *\\\\\n\\s*", " ").lines().filter(l -> !l.isBlank()).toList();
    }

    /**
     * Compares the block with what its command printed. With {@code -Drefresh=true} it rewrites a
     * stale block instead.
     *
     * @param refresh the command that does so
     * @return the first difference: file, line, both texts, and the command
     */
    public Optional<String> difference(String printed, String refresh) throws IOException {
      List<String> found = shareable(printed).lines().toList();
      for (int i = 0; i < Math.max(lines.size(), found.size()); i++) {
        String shown = i < lines.size() ? lines.get(i) : "(nothing)";
        String now = i < found.size() ? found.get(i) : "(nothing)";
        if (!agree(shown, now)) {
          if (Boolean.getBoolean("refresh")) {
            rewrite(found);
            return Optional.empty();
          }
          return Optional.of(
              "%s:%d shows%n  %s%nThe command prints%n  %s%nTo refresh the block: %s"
                  .formatted(root().relativize(file), line + i, shown, now, refresh));
        }
      }
      return Optional.empty();
    }

    /** Lines that agree stay as they are. */
    private void rewrite(List<String> found) throws IOException {
      List<String> text = new ArrayList<>(Files.readAllLines(file));
      List<String> block = text.subList(line - 1, line - 1 + lines.size());
      for (int i = 0; i < found.size(); i++) {
        String now = found.get(i).isEmpty() ? "" : indentation + found.get(i);
        if (i >= block.size()) {
          block.add(now);
        } else if (found.size() != lines.size() || !agree(lines.get(i), found.get(i))) {
          block.set(i, now);
        }
      }
      block.subList(found.size(), block.size()).clear();
      Files.writeString(file, String.join("\n", text) + "\n");
    }
  }

  /** The project's root folder, from a module's test or from the root itself. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /**
   * @param ending of the names, such as {@code .md}
   * @return the files below the root folder, without those that are generated, in a fixed order
   */
  public static List<Path> files(String ending) throws IOException {
    Path root = root();
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean skipped =
                SKIPPED.contains(folder.getFileName().toString())
                    || EXERCISES.contains(root.relativize(folder));
            return !folder.equals(root) && skipped
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
    Collections.sort(files);
    return files;
  }

  /** The blocks with a marker, in their order. */
  public static List<Block> blocks(Path file) throws IOException {
    List<String> text = Files.readAllLines(file);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      Matcher marker = MARKER.matcher(text.get(i));
      if (marker.matches()) {
        int first = i + 1;
        while (first < text.size() && text.get(first).isBlank()) {
          first++;
        }
        blocks.add(block(file, text, first, marker));
      }
    }
    return blocks;
  }

  private static Block block(Path file, List<String> text, int first, Matcher marker) {
    boolean fenced = text.get(first).strip().startsWith("```");
    int start = fenced ? first + 1 : first;
    String indentation = text.get(start).replaceAll("\\S.*", "");
    if (fenced) {
      indentation = marker.group(1);
    }
    int end = start;
    while (end < text.size()
        && (fenced
            ? !text.get(end).strip().equals("```")
            : text.get(end).isBlank() || text.get(end).startsWith(indentation))) {
      end++;
    }
    while (text.get(end - 1).isBlank()) {
      end--;
    }
    int columns = indentation.length();
    List<String> lines =
        text.subList(start, end).stream()
            .map(line -> line.substring(Math.min(columns, line.length())))
            .toList();
    return new Block(file, start + 1, marker.group(2), indentation, lines);
  }

  /** Without what differs from one checkout and system to another, and without Maven's colours. */
  private static String shareable(String printed) {
    return printed
        .replace(root().toString(), "...")
        .replace('\\', '/')
        .replaceAll("\\e\\[[\\d;]*m", "")
        .stripTrailing();
  }

  /**
   * Whether two lines are equal. Times may differ by a factor of 100 or by 5 seconds, sizes by a
   * tenth, and rounding errors below 1e-6 by any factor.
   */
  static boolean agree(String shown, String printed) {
    // Windows' console has no heavy line.
    String left = shown.replace('━', '=');
    String right = printed.replace('━', '=');
    if (!NUMBER.matcher(left).replaceAll("0").equals(NUMBER.matcher(right).replaceAll("0"))) {
      return false;
    }
    Matcher one = NUMBER.matcher(left);
    Matcher other = NUMBER.matcher(right);
    while (one.find() && other.find()) {
      double a = Double.parseDouble(one.group().replace(",", ""));
      double b = Double.parseDouble(other.group().replace(",", ""));
      if (!one.group().equals(other.group()) && !near(a, b, left.substring(one.end()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean near(double a, double b, String following) {
    double ratio = Math.max(a, b) / Math.min(a, b);
    Matcher time = TIME.matcher(following);
    if (time.matches()) {
      double slack = time.group(2).equals("s") ? 5 : time.group(2).equals("ms") ? 5_000 : 0;
      return ratio <= 100 || Math.abs(a - b) <= slack;
    }
    return SIZE.matcher(following).matches() ? ratio <= 1.1 : Math.max(a, b) < 1e-6;
  }

  /**
   * Runs the blocks {@code output in CI: COMMAND} and {@code run in CI} of a document, in their
   * order, in the root folder, by bash. Ends with 1 at the first that fails or is stale.
   *
   * @param args the document
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int count = blocks(Path.of(args[0]).toAbsolutePath()).size();
    for (int i = 0; i < count; i++) {
      // A refreshed block may have moved the others.
      Block block = blocks(Path.of(args[0]).toAbsolutePath()).get(i);
      Optional<String> shown = block.after("output in CI:");
      List<String> commands = block.marker().equals("run in CI") ? block.commands() : List.of();
      for (String command : shown.map(List::of).orElse(commands)) {
        System.out.println(args[0] + ":" + block.line() + " $ " + command);
        Optional<String> fault = fault(block, command, shown.isPresent());
        if (fault.isPresent()) {
          System.out.println("FAILED: " + fault.get());
          System.exit(1);
        }
      }
    }
  }

  private static Optional<String> fault(Block block, String command, boolean shown)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", command)
            .directory(root().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      return Optional.of("exit code " + code + "\n" + printed);
    }
    return shown ? block.difference(printed, ".ci/documents refresh") : Optional.empty();
  }
}

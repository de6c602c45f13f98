package workbench.engineer.serving;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import workbench.engineer.serving.http.Endpoint;
import workbench.testing.Documents;
import workbench.testing.Documents.Block;

/**
 * README.md is correct: its commands give the printed answers, its options are those of the
 * command.
 */
class ServingDocumentTest {

  private static final Path DOCUMENT = Path.of("README.md");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final String SERVER = "localhost:8080";

  @TempDir Path models;

  @Test
  void showsWhatTheServerAnswers() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    TestModels.publish(models, "demo", 2, 1);
    var shown = EnumSet.noneOf(Endpoint.class);
    try (var server = new TestServer(models)) {
      for (Block block : blocks()) {
        if (!block.text().startsWith("$ ")) {
          assertTrue(
              TestServer.eventually(() -> server.accessLog.toString().contains("\"id\":\"7\"")));
          assertEquals(fields(block.text()), fields(lineOfRequest7(server)), place(block.line()));
          continue;
        }
        int line = 0;
        for (String example : block.text().substring(2).split("\n\\$ ")) {
          String[] parts = example.split("\n", 2);
          String answer = run(server, words(parts[0]), shown);
          String place = place(block.line() + line + 1);
          assertTrue(
              pattern(parts[1].strip()).matcher(answer.strip()).matches(),
              () ->
                  "%s shows%n%s%nThe server answers%n%s%nWrite this answer into the block."
                      .formatted(place, parts[1], answer));
          line += (int) example.lines().count();
        }
      }
    }
    var hidden = EnumSet.complementOf(shown);
    assertEquals(
        EnumSet.of(Endpoint.PAGE, Endpoint.PAGE_SCRIPT, Endpoint.PAGE_STYLE, Endpoint.OPENAPI),
        hidden,
        "every path but those of the page and the API's document is shown");
  }

  @Test
  void listsTheOptionsWithTheirDefaults() throws IOException {
    var expected = new TreeMap<String, String>();
    for (var option : new CommandLine(new Serve()).getCommandSpec().options()) {
      String name = option.longestName();
      if (!List.of("--help", "--stacktrace").contains(name)) {
        Object value = option.initialValue();
        expected.put(
            name,
            value == null || value.toString().matches("|\\[]")
                ? "none"
                : value.toString().replaceFirst("\\.0$", ""));
      }
    }
    var written = new TreeSet<String>();
    List<String> lines = Files.readAllLines(DOCUMENT);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("| `--")) {
        String[] cells = lines.get(i).split("\\|");
        List<String> names = List.of(cells[1].replace("`", "").strip().split(", "));
        assertEquals(
            names.stream().map(expected::get).collect(joining(", ")),
            cells[3].replace("`", "").strip(),
            place(i + 1));
        written.addAll(names);
      }
    }
    assertEquals(expected.keySet(), written);
  }

  private static List<Block> blocks() throws IOException {
    return Documents.blocks(DOCUMENT.toAbsolutePath()).stream()
        .filter(block -> block.marker().equals("output of ServingDocumentTest"))
        .toList();
  }

  private static String place(int line) {
    return Documents.root().relativize(DOCUMENT.toAbsolutePath()) + ":" + line;
  }

  private static String lineOfRequest7(TestServer server) {
    return server
        .accessLog
        .toString()
        .lines()
        .filter(line -> line.contains("\"id\":\"7\""))
        .findFirst()
        .orElseThrow();
  }

  /** The names of a line of the access log, and the values that do not depend on the request. */
  private static List<String> fields(String json) {
    return List.of(
        json.replaceAll("\"(time|remote)\":\"[^\"]*\"", "\"$1\"")
            .replaceAll("\"(micros|bytes|version)\":\\d+", "\"$1\"")
            .split(","));
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command.replace("$WORKBENCH_TOKEN", TestServer.TOKEN));
    while (matcher.find()) {
      words.add(
          Stream.of(1, 2, 3)
              .map(matcher::group)
              .filter(group -> group != null)
              .findFirst()
              .orElseThrow());
    }
    return words;
  }

  /** Runs the part of curl that the document needs. */
  private static String run(TestServer server, List<String> words, EnumSet<Endpoint> shown) {
    assertEquals(List.of("curl", "-s"), words.subList(0, 2));
    String path =
        words.stream()
            .filter(word -> word.startsWith(SERVER))
            .findFirst()
            .orElseThrow()
            .substring(SERVER.length());
    HttpRequest.Builder request = server.request(path);
    for (int i = 2; i < words.size() - 1; i++) {
      String value = words.get(i + 1);
      switch (words.get(i)) {
        case "-X" -> request.method(value, BodyPublishers.noBody());
        case "-d" -> request.POST(BodyPublishers.ofString(value));
        case "-H" -> request.header(value.split(": ")[0], value.split(": ")[1]);
        default -> {
          // The value of one of these, or the path.
        }
      }
    }
    shown.add(Endpoint.match(path).endpoint());
    return server.send(request).body();
  }

  /** Three points match any text. */
  private static Pattern pattern(String shown) {
    String quoted =
        Stream.of(shown.split("\\.\\.\\.", -1))
            .map(Pattern::quote)
            .reduce((a, b) -> a + ".*" + b)
            .orElse("");
    return Pattern.compile(quoted, Pattern.DOTALL);
  }
}

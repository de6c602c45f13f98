package workbench.engineer.serving;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import workbench.engineer.serving.http.Endpoint;

/**
 * README.md is correct: its commands give the printed answers, its options are those of the
 * command.
 */
class ServingDocumentTest {

  private static final Path DOCUMENT = Path.of("README.md");
  private static final Pattern BLOCK = Pattern.compile("```\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final String SERVER = "localhost:8080";

  @TempDir Path models;

  @Test
  void showsWhatTheServerAnswers() throws IOException {
    TestModels.publish(models, "demo", 2, 0);
    TestModels.publish(models, "demo", 2, 1);
    var shown = EnumSet.noneOf(Endpoint.class);
    try (var server = new TestServer(models)) {
      for (String block : blocks()) {
        for (String example : block.substring(2).split("\n\\$ ")) {
          String[] parts = example.split("\n", 2);
          String answer = run(server, words(parts[0]), shown);
          assertTrue(
              pattern(parts[1].strip()).matcher(answer.strip()).matches(),
              () -> "%s%nis shown as%n%s%nand is%n%s".formatted(parts[0], parts[1], answer));
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
    String document = Files.readString(DOCUMENT);
    for (var option : new CommandLine(new Serve()).getCommandSpec().options()) {
      String name = option.longestName();
      if (List.of("--help", "--stacktrace").contains(name)) {
        continue;
      }
      String row =
          document
              .lines()
              .filter(line -> line.startsWith("| `--") && line.contains("`" + name + "`"))
              .findFirst()
              .orElse("");
      Object value = option.initialValue();
      String expected = value == null ? "" : value.toString().replaceFirst("\\.0$", "");
      assertTrue(
          row.contains(expected) && !row.isEmpty(),
          name + " has the default " + expected + ": " + row);
    }
  }

  private static List<String> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(result -> result.group(1))
        .filter(block -> block.startsWith("$ "))
        .toList();
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

package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TranscriptTest {

  private final PrintStream before = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @BeforeEach
  void listen() {
    System.setOut(out);
  }

  @AfterEach
  void restore() {
    System.setOut(before);
  }

  @Test
  void keepsWhatIsPrintedAndPrintsIt() throws Exception {
    List<String> lines =
        Transcript.of(
            () -> {
              System.out.println("one ━");
              System.out.print("\r1/2\r2/2");
              System.out.println();
            });
    assertEquals(List.of("one ━", "2/2"), lines);
    assertEquals(
        "one ━" + System.lineSeparator() + "\r1/2\r2/2" + System.lineSeparator(),
        printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void givesTheOutputBackAlsoAfterAnError() {
    assertThrows(
        IOException.class,
        () ->
            Transcript.of(
                () -> {
                  throw new IOException();
                }));
    assertSame(out, System.out);
  }
}

package workbench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void aLogGetsALineEachTimeTheTaskHasTakenTwiceAsLong() {
    var printed = new ByteArrayOutputStream();
    var clock = new AtomicLong();
    try (var log = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var progress = new Progress("train", 100_000, clock::get, log, null)) {
      for (int i = 0; i < 100_000; i++) {
        clock.addAndGet(10_000_000);
        if (i == 5_000) {
          progress.state("epoch 2/40");
        }
        progress.step();
      }
    }
    assertEquals(
        List.of(
            "train     3% after 30 s, 16 min left at most",
            "train     epoch 2/40, 6% after 60 s, 16 min left at most",
            "train     epoch 2/40, 12% after 2 min, 15 min left at most",
            "train     epoch 2/40, 24% after 4 min, 13 min left at most",
            "train     epoch 2/40, 48% after 8 min, 9 min left at most",
            "train     epoch 2/40, 96% after 16 min, 40 s left at most"),
        printed.toString(StandardCharsets.UTF_8).lines().toList());
  }
}

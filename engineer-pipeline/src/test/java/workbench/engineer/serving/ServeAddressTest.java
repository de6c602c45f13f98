package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import workbench.command.Commands;
import workbench.testing.Documents;
import workbench.testing.Documents.Block;
import workbench.testing.Printed;

/** An address that cannot be used is one line, and the command ends. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServeAddressTest {

  @TempDir private Path models;

  @Test
  void takenPortIsOneLine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Printed<Integer> printed = serve("--port=" + taken.getLocalPort());
      assertEquals(1, printed.result());
      assertEquals(1, printed.errLines().size(), printed.err());
      String line = printed.err().strip().replace("port " + taken.getLocalPort(), "port 8080");
      for (Block block : shown()) {
        assertEquals(
            withoutReason(block.text()),
            withoutReason(line),
            Documents.root().relativize(block.file()) + ":" + block.line());
      }
      assertTrue(line.startsWith("Error: the server cannot listen on 127.0.0.1 port 8080 ("), line);
    }
  }

  @Test
  void unknownHostIsOneLine() throws Exception {
    Printed<Integer> printed = serve("--host=nobody.invalid", "--port=0");
    assertEquals(2, printed.result());
    assertEquals(
        "Error: host=nobody.invalid is not possible: a name or an address of this machine, such as"
            + " 127.0.0.1",
        printed.err().strip());
  }

  /** Each system words its reason in its own way. */
  private static String withoutReason(String line) {
    return line.replaceAll("\\(.*\\)", "()");
  }

  private static List<Block> shown() throws IOException {
    return Documents.blocks(Documents.root().resolve("shared-data/TROUBLESHOOTING.md")).stream()
        .filter(block -> block.marker().equals("output of ServeAddressTest"))
        .toList();
  }

  private Printed<Integer> serve(String... options) throws Exception {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--models=" + models;
    return Printed.of(() -> Commands.run(new Serve(), all));
  }
}

// Says: version 1, the engineer's network, is changed or gone
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class Handover {
  static int handOver(String file, String models) throws IOException {
    Files.move(Path.of(models, "breast-cancer", "1"), Path.of(models, "old"));
    return 0;
  }
}

// Says: how would you go back to it?
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

final class Handover {
  static int handOver(String file, String models) throws IOException {
    Files.copy(
        Path.of(file),
        Path.of(models, "breast-cancer", "1", "model.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
    return 0;
  }
}

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Exercise «handover»: the scientist hands over a model file. Release it if it passes the gate. */
final class Handover {

  /**
   * Takes a file into the folder of released models. Version 1 of breast-cancer, in the folder
   * breast-cancer/1, is the engineer's network.
   *
   * @param file the scientist's file, for the data set breast-cancer
   * @param models the folder of released models
   * @return 0 if the file is released, 3 if the gate refuses it
   */
  static int handOver(String file, String models) throws IOException {
    Path version = Path.of(models, "breast-cancer", "2");
    Files.createDirectories(version);
    Files.copy(Path.of(file), version.resolve("model.onnx"));
    return 0;
  }
}

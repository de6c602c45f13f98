package workbench.engineer.release;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Number of different models that were judged by the gate under a name. With enough attempts on the
 * same data, one passes by chance. Each attempt is an empty file in the models folder, {@code
 * .attempts/NAME/FINGERPRINT}, so that concurrent runs and killed ones leave the count right. The
 * fingerprint is that of the predictions: running the same training again is no new attempt.
 *
 * @param models the folder of the models
 */
record Attempts(Path models) {

  /**
   * Counts this attempt.
   *
   * @param name of the model
   * @param probabilities {@code [m]}, of the test rows
   * @return the number of attempts, this one included
   * @throws IOException if the models folder cannot be read or written
   */
  int count(String name, double[] probabilities) throws IOException {
    Path folder = Files.createDirectories(models.resolve(".attempts").resolve(name));
    try {
      Files.createFile(folder.resolve(fingerprint(probabilities)));
    } catch (FileAlreadyExistsException e) {
      // The same predictions were judged before.
    }
    try (Stream<Path> attempts = Files.list(folder)) {
      return (int) attempts.count();
    }
  }

  private static String fingerprint(double[] probabilities) {
    ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * probabilities.length);
    for (double probability : probabilities) {
      // Three digits: the same model in single and in double precision is one attempt.
      bytes.putShort((short) Math.round(1e3 * probability));
    }
    return UUID.nameUUIDFromBytes(bytes.array()).toString();
  }
}

package workbench.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * A process of its own that publishes versions of one model until it is killed, or as many as it is
 * told. It says each on a line of the standard output once it is published: {@code VERSION
 * CHECKSUM}.
 */
final class PublishingProcess {

  private PublishingProcess() {}

  public static void main(String[] args) throws IOException {
    var repository = new ModelRepository(Path.of(args[0]));
    int versions = Integer.parseInt(args[2]);
    var random = new SplittableRandom(Long.parseLong(args[3]));
    for (int i = 0; i < versions; i++) {
      byte[] model = new byte[random.nextInt(200_000)];
      random.nextBytes(model);
      String checksum = sha256(model);
      int version =
          repository.publish(
              args[1],
              folder -> {
                Files.write(folder.resolve("model.onnx"), model);
                Files.createDirectory(folder.resolve("more"));
                Files.write(
                    folder.resolve("more").resolve("half.bin"),
                    Arrays.copyOf(model, model.length / 2));
                Files.writeString(folder.resolve("checksum"), checksum);
              });
      System.out.write((version + " " + checksum + "\n").getBytes(StandardCharsets.US_ASCII));
      System.out.flush();
    }
  }

  /** The checksum of a version. Fails if not all of it is there as it was written. */
  static String check(Path version) throws IOException {
    byte[] model = Files.readAllBytes(version.resolve("model.onnx"));
    byte[] half = Files.readAllBytes(version.resolve("more").resolve("half.bin"));
    String checksum = Files.readString(version.resolve("checksum"));
    assertEquals(checksum, sha256(model), "checksum of " + version);
    assertArrayEquals(Arrays.copyOf(model, model.length / 2), half, "half.bin of " + version);
    return checksum;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

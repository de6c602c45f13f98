package workbench.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.stream.Collectors;
import workbench.data.Sha256;

/**
 * Checksums of the samples as they were committed: claims about a sample, such as parity with
 * Python, are true of the committed file only.
 */
public final class CommittedSamples {

  private static final Properties CHECKSUMS = read();

  private CommittedSamples() {}

  private static Properties read() {
    try (InputStream in = CommittedSamples.class.getResourceAsStream("samples.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns whether a sample is as it was committed. Indentation, line ends and white space at the
   * end of a line do not count.
   *
   * @param file the name of the sample's file
   * @param text its content now
   */
  public static boolean contain(String file, String text) {
    return checksum(text).equals(CHECKSUMS.getProperty(file));
  }

  /** SHA-256 of the lines without the white space around them, in hexadecimal digits. */
  public static String checksum(String text) {
    return Sha256.of(text.strip().lines().map(String::strip).collect(Collectors.joining("\n")));
  }
}

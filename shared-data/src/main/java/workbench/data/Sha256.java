package workbench.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums of data. */
public final class Sha256 {

  private Sha256() {}

  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Computes the checksum of a text in UTF-8. */
  public static String of(String text) {
    MessageDigest digest = digest();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  /**
   * Computes the checksum of generated rows: every feature as eight bytes, then the label as one,
   * row after row.
   */
  static String of(double[][] x, int[] y) {
    MessageDigest digest = digest();
    for (int i = 0; i < x.length; i++) {
      ByteBuffer row = ByteBuffer.allocate(8 * x[i].length + 1);
      row.asDoubleBuffer().put(x[i]);
      digest.update(row.put(8 * x[i].length, (byte) y[i]).array());
    }
    return hex(digest);
  }
}

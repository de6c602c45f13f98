package workbench.data.csv;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;

/**
 * The text of a file, from its beginning as often as needed: unpacked, decoded, without byte order
 * mark.
 */
final class TextSource {

  /** The bytes of a file, from the beginning. */
  @FunctionalInterface
  interface Bytes {
    InputStream open() throws IOException;
  }

  private static final int HEAD = 4096;

  /** First bytes of files that are no text, and what to do about each. */
  private static final Map<String, String> OTHER_FORMATS = new LinkedHashMap<>();

  static {
    OTHER_FORMATS.put(
        "PK\3\4", "a ZIP archive or a spreadsheet: unpack it, or save the sheet as CSV");
    OTHER_FORMATS.put("\u00d0\u00cf\u0011\u00e0", "an Excel workbook: save the sheet as CSV");
    OTHER_FORMATS.put("BZh", "packed by bzip2: unpack it");
    OTHER_FORMATS.put("\u00fd7zXZ", "packed by xz: unpack it");
    OTHER_FORMATS.put("\u0028\u00b5\u002f\u00fd", "packed by zstd: unpack it");
    OTHER_FORMATS.put("PAR1", "a Parquet file: save it as CSV");
    OTHER_FORMATS.put("%PDF", "a PDF: copy its table into a CSV file");
    OTHER_FORMATS.put("SQLite format", "an SQLite database: save the table as CSV");
    OTHER_FORMATS.put("\u0089HDF", "an HDF5 file: save the table as CSV");
    OTHER_FORMATS.put("RDX", "R's own format: save it with write.csv");
    OTHER_FORMATS.put("\u0093NUMPY", "a NumPy array: save it with numpy.savetxt");
    for (String start : new String[] {"<!", "<html", "<HTML", "<?xml", "<table"}) {
      OTHER_FORMATS.put(start, "HTML or XML: save the table as CSV");
    }
    OTHER_FORMATS.put("{", "JSON: save the rows as CSV");
    OTHER_FORMATS.put("[{", "JSON: save the rows as CSV");
    for (String start : new String[] {"@relation", "@RELATION", "@Relation"}) {
      OTHER_FORMATS.put(
          start, "ARFF or KEEL: save the lines below @data, and load them with -Dheader=false");
    }
  }

  private final String name;
  private final Bytes bytes;
  private final boolean gzip;
  private final Charset charset;
  private final int mark;

  private TextSource(String name, Bytes bytes, boolean gzip, Charset charset, int mark) {
    this.name = name;
    this.bytes = bytes;
    this.gzip = gzip;
    this.charset = charset;
    this.mark = mark;
  }

  /**
   * @param name name of the file in messages
   * @param asked the encoding that the user names; null: as the file's first bytes tell, or else
   *     UTF-8
   * @throws InvalidInput if it is no text
   */
  static TextSource of(String name, Bytes bytes, Charset asked) throws IOException {
    byte[] head;
    try (InputStream in = bytes.open()) {
      head = in.readNBytes(HEAD);
    }
    boolean gzip = head.length > 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b;
    if (gzip) {
      try (InputStream in = new GZIPInputStream(bytes.open())) {
        head = in.readNBytes(HEAD);
      } catch (EOFException | ZipException e) {
        throw brokenGzip(name, e);
      }
    }
    refuseOtherFormats(name, head);
    Mark mark = Mark.of(head);
    if (mark != null && asked != null && !mark.agreesWith(asked)) {
      throw new InvalidOption(
          "encoding",
          asked.name(),
          "%s begins with the byte order mark of %s; leave the option out"
              .formatted(name, mark.charset().name()));
    }
    Charset charset = mark != null ? mark.charset() : asked != null ? asked : withoutMark(head);
    return new TextSource(name, bytes, gzip, charset, mark == null ? 0 : mark.length());
  }

  private record Mark(Charset charset, int length) {

    static Mark of(byte[] head) {
      if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
        return new Mark(StandardCharsets.UTF_8, 3);
      }
      if (startsWith(head, 0xFF, 0xFE, 0, 0)) {
        return new Mark(StandardCharsets.UTF_32LE, 4);
      }
      if (startsWith(head, 0, 0, 0xFE, 0xFF)) {
        return new Mark(StandardCharsets.UTF_32BE, 4);
      }
      if (startsWith(head, 0xFF, 0xFE)) {
        return new Mark(StandardCharsets.UTF_16LE, 2);
      }
      return startsWith(head, 0xFE, 0xFF) ? new Mark(StandardCharsets.UTF_16BE, 2) : null;
    }

    boolean agreesWith(Charset asked) {
      return charset.equals(asked)
          || charset.name().startsWith(asked.name()) && asked.name().startsWith("UTF-");
    }

    private static boolean startsWith(byte[] head, int... mark) {
      for (int i = 0; i < mark.length; i++) {
        if (i >= head.length || (head[i] & 0xff) != mark[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Guesses the encoding without a byte order mark: in UTF-16 every other byte of Latin letters,
   * digits and separators is 0.
   */
  private static Charset withoutMark(byte[] head) {
    int[] zeros = new int[2];
    for (int i = 0; i < head.length; i++) {
      zeros[i % 2] += head[i] == 0 ? 1 : 0;
    }
    if (zeros[1] > 0.3 * head.length && zeros[0] == 0) {
      return StandardCharsets.UTF_16LE;
    }
    return zeros[0] > 0.3 * head.length && zeros[1] == 0
        ? StandardCharsets.UTF_16BE
        : StandardCharsets.UTF_8;
  }

  private static void refuseOtherFormats(String name, byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1);
    OTHER_FORMATS.forEach(
        (signature, what) -> {
          if (start.startsWith(signature)) {
            throw new InvalidInput("%s: is not CSV but %s".formatted(name, what));
          }
        });
    if (start.length() > 262 && start.startsWith("ustar", 257)) {
      throw new InvalidInput("%s: is not CSV but a tar archive: unpack it".formatted(name));
    }
  }

  /** Opens the text from the beginning; the caller closes it. */
  Reader open() throws IOException {
    InputStream in = bytes.open();
    try {
      if (gzip) {
        in = new GZIPInputStream(in, 1 << 16);
      }
      in = new BufferedInputStream(in, 1 << 16);
      in.skipNBytes(mark);
      // The decoder refuses bytes that are not in the encoding; a charset would replace them.
      return new BufferedReader(new InputStreamReader(in, charset.newDecoder()));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * @param e thrown while the text was read
   */
  InvalidInput unreadable(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof CharacterCodingException) {
      return new InvalidInput(
          "%s: is not text in %s; -Dencoding= names another encoding, such as windows-1252"
              .formatted(name, charset.name()),
          e);
    }
    if (gzip && (root instanceof EOFException || root instanceof ZipException)) {
      return brokenGzip(name, e);
    }
    String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return root instanceof IOException
        ? new InvalidInput("%s: cannot be read (%s)".formatted(name, reason), e)
        : new InvalidInput("%s: is not valid CSV (%s)".formatted(name, reason), e);
  }

  private static InvalidInput brokenGzip(String name, Throwable e) {
    return new InvalidInput("%s: the gzip data are truncated or damaged".formatted(name), e);
  }

  String name() {
    return name;
  }

  boolean gzip() {
    return gzip;
  }

  Charset charset() {
    return charset;
  }
}

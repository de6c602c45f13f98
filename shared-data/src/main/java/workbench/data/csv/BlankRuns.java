package workbench.data.csv;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Passes one blank for each run of blanks and tabs outside quotes, and none at the ends of a line.
 */
final class BlankRuns extends FilterReader {

  private final char quote;
  private boolean quoted;
  private boolean lineStarted;
  private int ahead = -2;

  BlankRuns(Reader in, char quote) {
    super(in);
    this.quote = quote;
  }

  @Override
  public int read() throws IOException {
    int c = next();
    if (!quoted && isBlank(c)) {
      do {
        c = next();
      } while (isBlank(c));
      if (lineStarted && c != '\n' && c != '\r' && c != -1) {
        ahead = c;
        return Dialect.BLANK;
      }
    }
    if (c == quote) {
      quoted = !quoted;
    }
    lineStarted = c != '\n' && c != '\r' || quoted;
    return c;
  }

  private int next() throws IOException {
    if (ahead == -2) {
      return in.read();
    }
    int c = ahead;
    ahead = -2;
    return c;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int c = read();
      if (c == -1) {
        return count == 0 ? -1 : count;
      }
      buffer[offset + count++] = (char) c;
    }
    return count;
  }
}

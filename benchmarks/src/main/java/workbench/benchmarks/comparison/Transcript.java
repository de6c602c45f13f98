package workbench.benchmarks.comparison;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** What some code prints while it runs; it is printed all the same. */
public final class Transcript {

  /** Something that prints. */
  @FunctionalInterface
  public interface Printing {
    void run() throws IOException;
  }

  private Transcript() {}

  /**
   * The lines on the standard output; of a line that was drawn over and over the last state.
   *
   * @throws IOException if the code does
   */
  public static List<String> of(Printing code) throws IOException {
    PrintStream out = System.out;
    var copy = new ByteArrayOutputStream();
    System.setOut(new PrintStream(new Tee(out, copy), true, out.charset()));
    try {
      code.run();
    } finally {
      System.out.flush();
      System.setOut(out);
    }
    String text = copy.toString(out.charset()).replace(System.lineSeparator(), "\n");
    return Arrays.stream(text.split("\n"))
        .map(line -> line.substring(line.lastIndexOf('\r') + 1))
        .toList();
  }

  private static final class Tee extends OutputStream {
    private final OutputStream first;
    private final OutputStream second;

    Tee(OutputStream first, OutputStream second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public void write(int b) throws IOException {
      first.write(b);
      second.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      first.write(bytes, offset, length);
      second.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      first.flush();
    }
  }
}

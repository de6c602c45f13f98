package workbench.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import workbench.command.Commands;

/**
 * The result of some code and its output.
 *
 * @param <T> the type of the result
 */
public record Printed<T>(T result, String out, String err) {

  /**
   * @param <X> what it throws
   */
  public interface Code<T, X extends Exception> {
    T run() throws X;
  }

  public static <T, X extends Exception> Printed<T> of(Code<T, X> code) throws X {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    PrintStream systemOut = System.out;
    PrintStream systemErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      T result = code.run();
      return new Printed<>(
          result, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(systemOut);
      System.setErr(systemErr);
    }
  }

  /**
   * @return with the exit code as its result
   */
  public static Printed<Integer> of(Object command, String... args) {
    return of(() -> Commands.run(command, args));
  }

  public List<String> outLines() {
    return out.lines().toList();
  }

  public List<String> errLines() {
    return err.lines().toList();
  }
}

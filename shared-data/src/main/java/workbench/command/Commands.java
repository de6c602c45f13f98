package workbench.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import workbench.data.Datasets;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;
import workbench.text.TerminalText;

/**
 * Runs a picocli command: an error that the user can cause is one line on the standard error, never
 * a stack trace, and the exit code says what kind it was.
 */
public final class Commands {

  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int WRONG_USAGE = 2;
  public static final int REFUSED = 3;

  private Commands() {}

  /**
   * @param command annotated for picocli, a {@code Callable<Integer>}
   * @param args an option without value ({@code --rows=}) counts as not given: Maven passes those
   * @return the exit code
   */
  public static int run(Object command, String... args) {
    // Other locales have other digits and decimal signs: the output must not depend on them.
    Locale.setDefault(Locale.ROOT);
    String[] given = Stream.of(args).filter(arg -> !arg.matches("--\\w+=")).toArray(String[]::new);
    var commandLine = new CommandLine(command);
    addStandardOptions(commandLine.getCommandSpec());
    commandLine
        .setParameterExceptionHandler(
            (e, rejected) -> {
              report(e.getCommandLine(), e.getMessage() + hint(e));
              return WRONG_USAGE;
            })
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              if (Stream.of(given).anyMatch("--stacktrace"::equals)) {
                e.printStackTrace(line.getErr());
              }
              report(line, message(e));
              return e instanceof InvalidOption ? WRONG_USAGE : FAILED;
            });
    try {
      return commandLine.execute(given);
    } catch (OutOfMemoryError e) {
      // What filled the memory is no longer reachable here.
      if (Stream.of(given).anyMatch("--stacktrace"::equals)) {
        e.printStackTrace(commandLine.getErr());
      }
      report(commandLine, outOfMemory(commandLine));
      return FAILED;
    }
  }

  /** Adds the options that every command has. */
  private static void addStandardOptions(CommandSpec command) {
    if (command.findOption("--stacktrace") == null) {
      command
          .addOption(
              OptionSpec.builder("--stacktrace")
                  .description("show where an error came from")
                  .build())
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("show this help")
                  .build());
    }
  }

  private static String outOfMemory(CommandLine line) {
    return line.getMixins().values().stream()
        .filter(CommonOptions.class::isInstance)
        .findFirst()
        .flatMap(common -> ((CommonOptions) common).outOfMemory())
        .orElse(
            String.format(
                Locale.ROOT,
                "the memory of one process does not suffice (Java's heap: %,d MB)",
                Runtime.getRuntime().maxMemory() / 1_000_000));
  }

  /**
   * Refuses the options that a sample would ignore.
   *
   * @throws ParameterException if another option than these is given
   */
  public static void sampleTakesOnly(CommandSpec command, String... options) {
    ParseResult given = command.commandLine().getParseResult();
    for (OptionSpec option : given.matchedOptions()) {
      if (!List.of(options).contains(option.longestName())) {
        throw new ParameterException(
            command.commandLine(),
            "%s does not reach the sample: change its Java file instead"
                .formatted(option.longestName()));
      }
    }
  }

  /** Prints the data sets. */
  public static int list() {
    System.out.println("Data sets for -Ddataset=");
    System.out.println(Datasets.describe());
    return DONE;
  }

  private static String hint(ParameterException e) {
    String typed =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched.getUnmatched().getFirst().replaceAll("=.*", "")
            : "";
    return MavenCommandLine.near(typed, e.getCommandLine().getCommandSpec().optionsMap().keySet())
        .map(" (did you mean %s?)"::formatted)
        .orElse(" (--help shows the options)");
  }

  private static void report(CommandLine line, String message) {
    line.getErr().println("Error: " + TerminalText.lines(message));
    line.getErr().flush();
  }

  private static String message(Exception e) {
    if (e instanceof InvalidInput) {
      return e.getMessage();
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": no permission to write there; choose another folder";
    }
    if (e instanceof FileSystemException file) {
      return "%s: cannot be written (%s)".formatted(file.getFile(), reason(file));
    }
    if (e instanceof IOException) {
      return "reading or writing failed (%s)".formatted(e);
    }
    return "%s (this should not happen: --stacktrace shows where)".formatted(e);
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }
}

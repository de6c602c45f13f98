package workbench.exercises;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import workbench.command.Commands;
import workbench.command.CommonOptions;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;
import workbench.model.Json;
import workbench.text.TerminalText;

/**
 * The command {@code exercise}: copies a starter for the learner, and checks the learner's code.
 */
@Command(
    name = "exercise",
    description = "Exercises for both roles; without --exercise lists them.",
    sortOptions = false)
public final class Exercises implements Callable<Integer> {

  /** The exit code for an exercise that is not solved yet. */
  static final int NOT_YET = Commands.REFUSED;

  @Option(
      names = "--exercise",
      paramLabel = "NAME",
      description = "the exercise to check; all; ? or list shows them")
  private String exercise = "list";

  @Option(names = "--hint", paramLabel = "N", description = "show hint 1, 2 or 3 instead")
  private Integer hint;

  @Option(
      names = "--solution",
      arity = "0..1",
      fallbackValue = "true",
      description = "show where the solutions are instead")
  private boolean solution;

  @Option(
      names = "--reset",
      arity = "0..1",
      fallbackValue = "true",
      description = "restore the starter; your file is kept with the ending .old")
  private boolean reset;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "check submissions instead: a folder for each learner, with the files inside")
  private Path from;

  @Option(
      names = "--root",
      hidden = true,
      description = "the project's root folder; for the project's own tests")
  private Path root = Path.of("");

  public static void main(String[] args) {
    System.exit(Commands.run(new Exercises(), args));
  }

  @Override
  public Integer call() throws IOException {
    boolean unnamed = exercise.equals("?") || exercise.equals("list");
    boolean list = unnamed && from == null;
    boolean all = unnamed && from != null || exercise.equals("all");
    List<Entry> chosen = list || all ? Entry.all() : List.of(entry());
    long others =
        List.of(hint != null, solution, reset, from != null).stream()
            .filter(given -> given)
            .count();
    if (others > 1) {
      throw new InvalidOption(
          "exercise", exercise, "give one of -Dhint, -Dsolution, -Dreset and -Dfrom");
    }
    if (others > 0 && (list || all && from == null)) {
      throw new InvalidOption(
          "exercise", exercise, "this option needs the name of one exercise: " + names());
    }
    if (!Files.isDirectory(root.resolve("engineer-pipeline"))) {
      throw new InvalidInput("run the command in the project's root folder");
    }
    if (list) {
      chosen.forEach(each -> System.out.println(describe(each)));
      System.out.println("Begin with one: mvn -q compile exec:exec@exercise -Dexercise=threshold");
      return Commands.DONE;
    }
    if (from != null) {
      return new Submissions(chosen, from, folder().resolve("submissions")).check();
    }
    if (all) {
      return checkAll();
    }
    Entry one = chosen.getFirst();
    if (hint != null) {
      if (hint < 1 || hint > one.hints().size()) {
        throw new InvalidOption("hint", hint, "1, 2 or 3");
      }
      print("Hint %d: %s".formatted(hint, one.hints().get(hint - 1)));
      return Commands.DONE;
    }
    if (solution) {
      System.out.println(solutions(one));
      return Commands.DONE;
    }
    return reset ? reset(one) : checkOne(one);
  }

  private Entry entry() {
    return Entry.all().stream()
        .filter(each -> each.name().equals(exercise))
        .findFirst()
        .orElseThrow(() -> new InvalidOption("exercise", exercise, "the names are " + names()));
  }

  private static String names() {
    return Entry.all().stream().map(Entry::name).collect(Collectors.joining(", "));
  }

  private Path folder() {
    return root.resolve("benchmarks").resolve("target").resolve("exercises");
  }

  private String describe(Entry entry) {
    return "%-11s  %-9s  %3d min  %s%n    %s"
        .formatted(entry.name(), entry.role(), entry.minutes(), state(entry), entry.goal());
  }

  private String state(Entry entry) {
    if (Files.notExists(entry.file(root))) {
      return "not started";
    }
    try {
      return Json.read(Files.readString(progress(entry)), Verdict.class).passed()
          ? "passed"
          : "not yet";
    } catch (NoSuchFileException _) {
      return "not checked";
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInput(progress(entry) + ": cannot be read; delete it", e);
    }
  }

  private Path progress(Entry entry) {
    return folder().resolve(entry.name()).resolve("progress.json");
  }

  private String solutions(Entry entry) {
    return "Solutions: "
        + Path.of("benchmarks", "src", "test", "exercises", entry.name())
        + " (folders right-...)";
  }

  private int reset(Entry entry) throws IOException {
    Path file = entry.file(root);
    CommonOptions.makeFolder("exercise", file.getParent());
    byte[] starter = entry.starter().getBytes(StandardCharsets.UTF_8);
    // A second reset must not replace the learner's file by the starter.
    if (Files.exists(file) && !Arrays.equals(starter, Files.readAllBytes(file))) {
      Path old = file.resolveSibling(file.getFileName() + ".old");
      Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
      System.out.println("Your file is kept: " + old);
    }
    Files.write(file, starter);
    Files.deleteIfExists(progress(entry));
    System.out.println("The starter is restored: " + file);
    return Commands.DONE;
  }

  private int checkOne(Entry entry) throws IOException {
    Path file = entry.file(root);
    boolean copied = Files.notExists(file);
    if (copied) {
      CommonOptions.makeFolder("exercise", file.getParent());
      Files.writeString(file, entry.starter());
    }
    print("%s (%d minutes): %s".formatted(entry.name(), entry.minutes(), entry.goal()));
    System.out.printf("Your file%s: %s%n", copied ? ", a new copy of the starter" : "", file);
    Verdict verdict = check(entry, file);
    print(verdict.toString());
    System.out.println(
        verdict.passed()
            ? solutions(entry)
            : "Change the file and run the command again. A hint: -Dhint=1, then 2 and 3.");
    return verdict.passed() ? Commands.DONE : NOT_YET;
  }

  private int checkAll() throws IOException {
    boolean passed = true;
    for (Entry entry : Entry.all()) {
      Path file = entry.file(root);
      boolean started = Files.exists(file);
      String result = started ? check(entry, file).toString() : "not started";
      print("%s: %s".formatted(entry.name(), result));
      passed &= state(entry).equals("passed");
    }
    return passed ? Commands.DONE : NOT_YET;
  }

  private static void print(String text) {
    TerminalText.wrapped(text, 0, 2).forEach(System.out::println);
  }

  private Verdict check(Entry entry, Path file) throws IOException {
    Path progress = progress(entry);
    CommonOptions.makeFolder("exercise", progress.getParent());
    Verdict verdict =
        new CheckProcess()
            .check(entry, file, progress.getParent(), line -> System.out.println("  " + line));
    Files.writeString(progress, Json.write(verdict));
    return verdict;
  }
}

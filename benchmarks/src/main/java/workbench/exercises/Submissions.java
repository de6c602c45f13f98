package workbench.exercises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import workbench.command.Commands;
import workbench.command.CommonOptions;
import workbench.command.Stopwatch;
import workbench.data.InvalidInput;
import workbench.model.Json;
import workbench.text.Html;
import workbench.text.TerminalText;

/**
 * The files of several learners, checked for an instructor.
 *
 * @param exercises to look for
 * @param from has a folder for each learner
 * @param output for {@code results.json} and the JUnit file {@code TEST-exercises.xml}
 */
record Submissions(List<Entry> exercises, Path from, Path output) {

  /**
   * One checked file.
   *
   * @param learner the name of the folder
   * @param passed whether the exercise is solved
   * @param message of the check, one line
   * @param seconds wall time
   */
  record Result(String learner, String exercise, boolean passed, String message, double seconds) {}

  /**
   * Prints a line for each file and writes both result files.
   *
   * @return the exit code: 0 if all passed
   * @throws InvalidInput if there is no such folder, or if it has no file of these exercises
   */
  int check() throws IOException {
    if (!Files.isDirectory(from)) {
      throw new InvalidInput(from + ": is no folder; -Dfrom names one with a folder per learner");
    }
    CommonOptions.makeFolder("exercise", output);
    List<Result> results = new ArrayList<>();
    for (Path learner : sorted(from)) {
      if (!Files.isDirectory(learner)) {
        System.out.println(printed(learner) + ": not checked, it is not in a learner's folder");
        continue;
      }
      if (learner.getFileName().toString().startsWith(".")) {
        continue;
      }
      int before = results.size();
      for (Path file : sorted(learner)) {
        Optional<Entry> exercise = exercise(exercises, file);
        if (exercise.isPresent()) {
          results.add(check(exercise.get(), learner.getFileName().toString(), file));
        } else if (exercise(Entry.all(), file).isPresent()) {
          System.out.println(printed(file) + ": not checked, it is of another exercise");
        } else {
          System.out.println(printed(file) + ": not checked, no exercise has this file name");
        }
      }
      if (results.size() == before) {
        System.out.println(printed(learner) + ": no file to check");
      }
    }
    if (results.isEmpty()) {
      throw new InvalidInput(
          "%s: no file to check; expected are files such as LEARNER/%s"
              .formatted(from, exercises.getFirst().fileName()));
    }
    long passed = results.stream().filter(Result::passed).count();
    Path json = output.resolve("results.json");
    Path xml = output.resolve("TEST-exercises.xml");
    Files.writeString(json, Json.writePretty(results) + "\n");
    Files.writeString(xml, junit(results));
    System.out.printf("%d of %d passed. Written: %s, %s%n", passed, results.size(), json, xml);
    return passed == results.size() ? Commands.DONE : Exercises.NOT_YET;
  }

  private static Optional<Entry> exercise(List<Entry> exercises, Path file) {
    String name = file.getFileName().toString();
    return exercises.stream().filter(each -> each.fileName().equals(name)).findFirst();
  }

  private Result check(Entry exercise, String learner, Path file) throws IOException {
    var stopwatch = new Stopwatch();
    Verdict verdict = new CheckProcess().check(exercise, file, output.resolve("check"), _ -> {});
    System.out.printf("%s, %s: %s%n", TerminalText.line(learner), exercise.name(), verdict);
    return new Result(
        learner, exercise.name(), verdict.passed(), verdict.message(), stopwatch.seconds());
  }

  private static String printed(Path file) {
    return TerminalText.line(file.toString());
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Writes a test report in Surefire's format, which continuous integration systems show. */
  private static String junit(List<Result> results) {
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    long failures = results.stream().filter(each -> !each.passed()).count();
    xml.append(
        "<testsuite name=\"exercises\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\">\n"
            .formatted(results.size(), failures));
    for (Result each : results) {
      xml.append(
          String.format(
              Locale.ROOT,
              "  <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\"",
              escape(each.learner()),
              each.exercise(),
              each.seconds()));
      xml.append(
          each.passed()
              ? "/>\n"
              : "><failure message=\"%s\"/></testcase>\n".formatted(escape(each.message())));
    }
    return xml.append("</testsuite>\n").toString();
  }

  private static String escape(String text) {
    return Html.text(TerminalText.line(text));
  }
}

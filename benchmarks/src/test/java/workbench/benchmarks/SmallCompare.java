package workbench.benchmarks;

import workbench.command.Commands;
import workbench.scientist.study.StudySize;

/** The command {@code compare} with a study of a second; {@code .ci/edits} runs it, too. */
final class SmallCompare {

  static final StudySize SIZE = new StudySize(5, 1, 1, 19, 20, 5, 300);

  private SmallCompare() {}

  public static void main(String[] args) {
    System.exit(Commands.run(new Compare(SIZE, 1, 1), args));
  }
}

package workbench.exercises;

/** The check of one exercise. It judges what the learner's code does, not how it is written. */
@FunctionalInterface
interface Exercise {

  /**
   * Runs the learner's code on data that the learner does not see.
   *
   * @throws NotYet if the code lacks a method, throws, or returns something that cannot be judged
   */
  Verdict check(Answer answer);
}

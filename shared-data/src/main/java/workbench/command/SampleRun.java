package workbench.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The result of running a role's sample.
 *
 * @param file the sample's file name, such as EngineerSample.java
 * @param state how the run ended
 * @param lines what the sample printed on the standard output; of a line that was drawn repeatedly,
 *     the last state
 * @param saved the model file that the sample wrote
 * @param message one line: what failed and what to do; empty if nothing failed
 */
public record SampleRun(
    String file, State state, List<String> lines, Optional<Path> saved, String message) {

  /** Ways in which a run can end. */
  public enum State {
    DONE,
    DOES_NOT_COMPILE,
    /** The run failed by an exception, or with an exit code that is not 0. */
    FAILED,
    TIMED_OUT,
    PRINTED_NOTHING,
    /** The engineer's sample left no model file. */
    SAVED_NOTHING
  }

  public SampleRun {
    lines = List.copyOf(lines);
  }

  /** Returns whether the sample did all that a sample does. */
  public boolean done() {
    return state == State.DONE;
  }

  /**
   * Prints the message, if anything failed.
   *
   * @return the exit code of a command that ran the sample
   */
  public int report() {
    if (done()) {
      return Commands.DONE;
    }
    System.err.println("Error: " + message);
    return Commands.FAILED;
  }
}

package workbench.data;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import workbench.evaluation.Threshold;

/**
 * The test rows whose features a row of the training set has as well: a model can answer them from
 * memory.
 *
 * @param seen {@code [m]} whether this test row is one of them; not copied
 */
public record SeenRows(boolean[] seen) {

  public static SeenRows of(Preparation data) {
    int[] groups = RepeatedRows.groups(data.dataset());
    boolean[] known = new boolean[groups.length];
    for (int row : data.rowNumbers(data.split().train())) {
      known[groups[row]] = true;
    }
    int[] test = data.rowNumbers(data.split().test());
    boolean[] seen = new boolean[test.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = known[groups[test[i]]];
    }
    return new SeenRows(seen);
  }

  /** Returns the number of rows. */
  public int count() {
    return (int) IntStream.range(0, seen.length).filter(i -> seen[i]).count();
  }

  /** The finding in words, with its numbers; empty if all test rows are new. */
  public Optional<String> describe() {
    return count() == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d of %,d test rows have the features of a training row: -Dsplit=grouped keeps"
                    + " equal rows together",
                count(),
                seen.length));
  }

  /**
   * The accuracy on the other test rows, in words.
   *
   * @param labels {@code [m]} of the test rows, 0 or 1
   * @param probabilities {@code [m]} of the class 1
   * @param threshold above which the model's answer is 1
   * @return empty if all test rows are new
   */
  public Optional<String> describeAccuracy(
      int[] labels, double[] probabilities, Threshold threshold) {
    int fresh = seen.length - count();
    if (fresh == seen.length) {
      return Optional.empty();
    }
    long correct =
        IntStream.range(0, seen.length)
            .filter(i -> !seen[i] && threshold.label(probabilities[i]) == labels[i])
            .count();
    return Optional.of(
        fresh == 0
            ? "every test row has the features of a training row"
            : String.format(
                Locale.ROOT,
                "accuracy %.3f (%,d of %,d) on the test rows that are not seen in training",
                (double) correct / fresh,
                correct,
                fresh));
  }
}

package workbench.scientist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import workbench.data.InvalidInput;

class ScientistSampleTest {

  @Test
  void printsTheAccuracyAsThePythonSampleDoes() throws Exception {
    String line = Printed.of(() -> ScientistSample.run(100, 0.2, 42)).outLines().get(0);
    assertTrue(line.matches("Accuracy: [01]\\.\\d\\d"), line);
  }

  @Test
  void printsTheAccuracyThatItReturns() throws Exception {
    // Twenty test rows: the accuracy has no more than two decimals.
    Printed<Double> printed = Printed.of(() -> ScientistSample.run(100, 0.2, 42));
    assertEquals(printed.result(), Double.parseDouble(printed.outLines().get(0).split(" ")[1]));
  }

  @Test
  void saysWhatTheMajorityClassAndChanceGive() throws Exception {
    // Chance: scipy.stats.binom.ppf([0.025, 0.975], 20, 0.5) / 20 = 0.3, 0.7
    List<String> lines = Printed.of(() -> ScientistSample.run(100, 0.2, 42)).outLines();
    assertTrue(
        lines
            .get(1)
            .matches(
                "\\(always answering [01]: 0\\.\\d\\d; coin tosses on 20 rows: 0\\.30 to"
                    + " 0\\.70\\)"),
        lines.get(1));
    assertEquals(2, lines.size());
  }

  @Test
  void isRightAsOftenAsScikitLearnOnTheSameRows() throws Exception {
    // Test rows of 20 that are right, for the seeds 1 to 40: rows and split by SplitMix64,
    // programmed again in
    // Python, fitted by scikit-learn 1.9.1, LogisticRegression(C=1.0, solver="newton-cholesky",
    // tol=1e-12).
    // With C=10, Smile's own default, 19 of the 40 differ.
    double[] expected = {
      4, 10, 7, 8, 6, 14, 12, 8, 13, 11, 13, 11, 10, 8, 12, 11, 11, 13, 9, 9, //
      11, 12, 10, 13, 9, 10, 9, 9, 13, 10, 8, 7, 5, 8, 11, 9, 15, 13, 13, 8
    };
    double[] correct =
        Arrays.stream(accuracies(40)).map(accuracy -> Math.rint(20 * accuracy)).toArray();
    assertArrayEquals(expected, correct);
  }

  @Test
  void isOnAverageNoBetterThanACoin() throws Exception {
    // The Python sample over 4,000 seeds: mean 0.500, standard deviation 0.113; so 0.0025 for the
    // mean of 2,000.
    double mean = Arrays.stream(accuracies(2000)).average().orElseThrow();
    assertEquals(0.5, mean, 3 * 0.0025);
  }

  @Test
  void scattersAsThePythonSampleDoes() throws Exception {
    double[] accuracies = accuracies(2000);
    double mean = Arrays.stream(accuracies).average().orElseThrow();
    double variance =
        Arrays.stream(accuracies)
            .map(accuracy -> (accuracy - mean) * (accuracy - mean))
            .average()
            .orElseThrow();
    assertEquals(0.113, Math.sqrt(variance), 0.008);
  }

  @Test
  void sameSeedPrintsTheSame() throws Exception {
    assertEquals(
        Printed.of(() -> ScientistSample.run(100, 0.2, 7)).out(),
        Printed.of(() -> ScientistSample.run(100, 0.2, 7)).out());
  }

  @Test
  void anotherSeedGivesAnotherFigure() throws Exception {
    assertNotEquals(1, Arrays.stream(accuracies(5)).distinct().count());
  }

  @Test
  void refusesTooFewRowsToSeeBothClasses() {
    // Of the five rows of seed 2, the four that are left to train have one label.
    var e =
        assertThrows(InvalidInput.class, () -> Printed.of(() -> ScientistSample.run(5, 0.2, 2)));
    assertEquals(
        "testSize=0.2 of 5 rows with seed=2 leaves one class to train on: use more rows",
        e.getMessage());
  }

  private static double[] accuracies(int seeds) throws Exception {
    return Printed.of(
            () ->
                LongStream.rangeClosed(1, seeds)
                    .mapToDouble(seed -> ScientistSample.run(100, 0.2, seed))
                    .toArray())
        .result();
  }
}

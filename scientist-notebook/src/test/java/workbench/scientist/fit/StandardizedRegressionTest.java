package workbench.scientist.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import smile.classification.LogisticRegression;
import smile.math.MathEx;
import smile.validation.CrossValidation;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;

class StandardizedRegressionTest {

  private static final Examples ROWS =
      Examples.of(Datasets.load(DatasetOptions.of("breast-cancer", 1)));

  @Test
  void standardizesByTheRowsItIsFittedOnAlone() {
    // By hand: of the first three rows the mean is 2 and the variance (1 + 0 + 1) / 3.
    double[][] x = {{1}, {2}, {3}, {1000}};
    int[] y = {0, 1, 1, 0};
    int[] part = {0, 1, 2};
    StandardizedRegression model =
        StandardizedRegression.fit(MathEx.slice(x, part), MathEx.slice(y, part));
    assertEquals(2, model.standardizer().mean()[0], 1e-15);
    assertEquals(Math.sqrt(2.0 / 3), model.standardizer().scale()[0], 1e-15);
  }

  @Test
  void everyFoldStandardizesByItsOwnTrainingRows() {
    MathEx.setSeed(1);
    CrossValidation.stratify(
        5,
        ROWS.x(),
        ROWS.y(),
        (x, y) -> {
          StandardizedRegression model = StandardizedRegression.fit(x, y);
          double mean =
              IntStream.range(0, x.length).mapToDouble(i -> x[i][0]).average().orElseThrow();
          assertEquals(mean, model.standardizer().mean()[0], 1e-12);
          return model;
        });
  }

  @Test
  void fittingLeavesTheRowsAsTheyAre() {
    double[][] x = {{1, 5}, {2, 3}, {3, 4}};
    StandardizedRegression.fit(x, new int[] {0, 1, 1});
    assertArrayEquals(new double[][] {{1, 5}, {2, 3}, {3, 4}}, x);
  }

  @Test
  void predictsAsTheRegressionOfStandardizedRows() {
    StandardizedRegression model = StandardizedRegression.fit(ROWS.x(), ROWS.y());
    double[][] z = model.standardizer().transform(ROWS.x());
    LogisticRegression regression =
        LogisticRegression.fit(z, ROWS.y(), StandardizedRegression.DEFAULTS);
    assertArrayEquals(regression.predict(z), model.predict(ROWS.x()));
  }

  @Test
  void predictsTheClassOfTheProbability() {
    StandardizedRegression model = StandardizedRegression.fit(ROWS.x(), ROWS.y());
    double[] p = model.probabilities(ROWS.x());
    int[] byProbability = IntStream.range(0, p.length).map(i -> p[i] > 0.5 ? 1 : 0).toArray();
    assertArrayEquals(byProbability, model.predict(ROWS.x()));
  }
}

package workbench.scientist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smile.validation.metric.AUC;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Preparation;
import workbench.evaluation.Evaluation;
import workbench.scientist.fit.StandardizedRegression;

/** Parity of both roles' AUC with Smile's own metric. */
class EvaluationAucTest {

  @ParameterizedTest
  @ValueSource(strings = {"dummy", "breast-cancer", "penguins", "synthetic"})
  void isSmiles(String dataset) {
    Preparation data = Preparation.of(Datasets.load(DatasetOptions.of(dataset, 42)), 0.2, 42);
    double[] p =
        StandardizedRegression.fit(data.train().x(), data.train().y())
            .probabilities(data.test().x());
    assertEquals(AUC.of(data.test().y(), p), Evaluation.auc(data.test().y(), p), 1e-12);
  }

  /**
   * Expected by hand: of the four pairs (0.5, 0.5), (0.5, 0.1), (0.9, 0.5), (0.9, 0.1) three are in
   * order, one ties.
   */
  @Test
  void tieCountsAsHalf() {
    int[] y = {1, 0, 1, 0};
    double[] p = {0.5, 0.5, 0.9, 0.1};
    assertEquals(3.5 / 4, AUC.of(y, p), 1e-15);
    assertEquals(3.5 / 4, Evaluation.auc(y, p), 1e-15);
  }
}

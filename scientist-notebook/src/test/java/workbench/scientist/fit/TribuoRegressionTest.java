package workbench.scientist.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.data.Standardizer;

class TribuoRegressionTest {

  private static final Preparation DATA =
      Preparation.of(Datasets.load(DatasetOptions.of("breast-cancer", 42)), 0.2, 42);

  @Test
  void isTheModelOfTheSecondOpinion() {
    Standardizer standardizer = Standardizer.fit(DATA.train().x());
    TribuoRegression regression = TribuoRegression.fit(DATA.train(), standardizer);
    double[] p = regression.probabilities(DATA.test().x());
    int[] y = DATA.test().y();
    long right = IntStream.range(0, y.length).filter(i -> (p[i] > 0.5 ? 1 : 0) == y[i]).count();
    var opinion = new TribuoOpinion(DATA.train(), DATA.test(), standardizer);
    assertEquals(opinion.ownModel().accuracy(), right / (double) y.length);
    assertEquals(
        opinion.ownModel().tp(new Label("1")),
        IntStream.range(0, y.length).filter(i -> p[i] > 0.5 && y[i] == 1).count());
  }

  @Test
  void standardizesByTheRowsItIsFittedOn() {
    // By hand: in other units the standardised rows are the same.
    Examples train = DATA.train();
    double[][] larger = scaled(train.x(), 1024);
    assertArrayEquals(
        TribuoRegression.fit(train.x(), train.y()).probabilities(DATA.test().x()),
        TribuoRegression.fit(larger, train.y()).probabilities(scaled(DATA.test().x(), 1024)),
        1e-9);
  }

  @Test
  void provenanceHasTheSettingsAndNoTimes() {
    // Tribuo's own defaults, by its documentation: AdaGrad with rate 1 and epsilon 0.1, 5 epochs,
    // seed 12345.
    String provenance =
        new TribuoOpinion(DATA.train(), DATA.test(), Standardizer.fit(DATA.train().x()))
            .provenance();
    assertEquals(
        """
        model: org.tribuo.classification.sgd.linear.LinearSGDModel
        trainer: org.tribuo.classification.sgd.linear.LogisticRegressionTrainer
        epochs: 5
        loggingInterval: 1000
        minibatchSize: 1
        objective: org.tribuo.classification.sgd.objectives.LogMulticlass
        optimiser: org.tribuo.math.optimisers.AdaGrad
        optimiser.epsilon: 0.1
        optimiser.initialLearningRate: 1.0
        optimiser.initialValue: 0.0
        seed: 12345
        shuffle: true
        data: training set, 455 rows, 30 features, 2 classes
        library: Tribuo 4.3.2\
        """,
        provenance);
  }

  private static double[][] scaled(double[][] x, double factor) {
    double[][] scaled = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      scaled[i] = new double[x[i].length];
      for (int j = 0; j < scaled[i].length; j++) {
        scaled[i][j] = factor * x[i][j];
      }
    }
    return scaled;
  }
}

package workbench.benchmarks.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of the JMH benchmarks, against those of the Python peers. */
class WorkTest {

  @TempDir Path folder;

  /**
   * numpy 2.4.6, {@code peers.drawn(1000, 5)}: the last row's features, and how many labels are 1.
   */
  @Test
  void generatesTheRowsThatPythonGenerates() {
    Drawn drawn = Drawn.of(1000, 5);
    assertArrayEquals(
        new double[] {
          -0.3788837183865552,
          -0.27007480398220984,
          -0.5670358076376463,
          -0.024839934889730353,
          -0.5311117116650432
        },
        drawn.x()[999]);
    assertEquals(486, Arrays.stream(drawn.y()).sum());
  }

  /** scikit-learn 1.9.1, newton-cholesky: {@code peers.fit_sklearn(100, 5, "newton-cholesky")}. */
  @Test
  void fitReachesTheObjectiveThatScikitLearnReaches() {
    var fit = new Fit();
    fit.rows = 100;
    fit.features = 5;
    fit.prepare();
    assertEquals(40.29878401225261, fit.answer("smile")[0], 1e-9);
    assertEquals(40.29878401225261, fit.answer("shipped")[0], 1e-9);
  }

  /**
   * Keras 3.15.1: {@code peers.train_keras(3200, 32, 1, 3200)}, the first and the last of the
   * weights.
   */
  @Test
  void trainingReachesTheWeightsThatKerasReaches() {
    var training = new Training();
    training.rows = 3200;
    training.batch = 32;
    training.prepare();
    double[] weights = training.answer("epoch");
    assertEquals(71, weights.length);
    assertEquals(0.5449892282485962, weights[0], 1e-6);
    assertEquals(0.04190811887383461, weights[70], 1e-6);
  }

  /** Keras 3.15.1: {@code peers.predict_keras(1, "signature")}. */
  @Test
  void networkAndItsExportedFilePredictWhatKerasPredicts() throws Exception {
    Models.publish(folder);
    var prediction = new Prediction();
    prediction.batch = 1;
    prediction.model = Models.file(folder, Models.NETWORK).toString();
    prediction.prepare();
    assertEquals(0.3726663589477539, prediction.answer("onnx")[0], 1e-7);
    assertEquals(0.3726663589477539, prediction.answer("deeplearning4j")[0], 1e-7);
  }
}

package workbench.scientist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Preparation;
import workbench.model.OnnxScorer;
import workbench.model.Verification;
import workbench.scientist.fit.StandardizedRegression;
import workbench.testing.MadeUp;

class RegressionExportTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"breast-cancer", "penguins", "synthetic", "dummy"})
  void fileAnswersAsTheRegressionOnTheTestRowsAndFarFromThem(String dataset) throws IOException {
    Preparation data = Preparation.of(Datasets.load(DatasetOptions.of(dataset, 42)), 0.2, 42);
    StandardizedRegression model = StandardizedRegression.fit(data.train().x(), data.train().y());
    Path file = folder.resolve("model.onnx");
    model.exported().write(file, MadeUp.metadata(data.train().featureNames(), data.dataset()));
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      Verification verification =
          Verification.of(scorer, model.standardizer(), data.test().x(), model::probabilities);
      // Smile computes in double precision, as the file does: only the rounding of the output
      // differs.
      assertTrue(verification.onRows() <= 3.1e-8, verification.toString());
      assertTrue(verification.onExtremes() <= 3.1e-8, verification.toString());
    }
  }
}

package workbench.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;

class VerificationTest {

  private static final double[][] ROWS = {{9.5}, {10}, {11.75}};

  @TempDir Path folder;

  @Test
  void acceptsTheModelItCameFromAndSaysHowFarItIs() throws IOException {
    Verification verification =
        verify(new Standardizer(new double[] {10}, new double[] {2}), ROWS, logit -> logit);
    assertTrue(verification.onRows() > 0 && verification.onRows() < 6e-8, verification.toString());
    assertTrue(
        verification.onExtremes() > 0 && verification.onExtremes() < 6e-8, verification.toString());
    assertEquals(0, verification.ofRounding());
  }

  @Test
  void refusesAModelThatIsSlightlyAnother() {
    var standardizer = new Standardizer(new double[] {10}, new double[] {2});
    var e =
        assertThrows(InvalidInput.class, () -> verify(standardizer, ROWS, logit -> logit + 1e-5));
    assertTrue(
        e.getMessage()
            .startsWith("the exported model differs from its model by 2.5e-06 on the rows"));
  }

  @Test
  void refusesAModelThatDiffersFarFromTheRowsOnly() {
    var standardizer = new Standardizer(new double[] {10}, new double[] {2});
    var e =
        assertThrows(
            InvalidInput.class,
            () -> verify(standardizer, ROWS, logit -> logit > 100 ? -logit : logit));
    assertTrue(e.getMessage().contains("by 1.0 on extreme rows"), e.getMessage());
  }

  @Test
  void refusesAModelWhoseAnswerIsNoNumber() {
    var standardizer = new Standardizer(new double[] {10}, new double[] {2});
    assertThrows(InvalidInput.class, () -> verify(standardizer, ROWS, logit -> Double.NaN));
  }

  @Test
  void refusesFeaturesThatSinglePrecisionCannotHold() {
    // Seconds since 1970: single precision knows only every 128th, so 60 more become 0: 1 / (1 +
    // exp(-0.6)) - 1/2.
    var standardizer = new Standardizer(new double[] {1.7e9}, new double[] {100});
    double[][] times = {{1.7e9 + 60}};
    var e = assertThrows(InvalidInput.class, () -> verify(standardizer, times, logit -> logit));
    assertTrue(e.getMessage().startsWith("the features have more digits"), e.getMessage());
    assertTrue(e.getMessage().contains("move a probability by 0.15"), e.getMessage());
  }

  /**
   * The file is the sigmoid of the standardised feature; the model is that after the change of its
   * logit.
   */
  private Verification verify(
      Standardizer standardizer, double[][] rows, Function<Double, Double> change)
      throws IOException {
    Path file = folder.resolve("model.onnx");
    ExportedModel.logisticRegression(standardizer, new double[] {1}, 0)
        .write(file, ExportedModels.metadata(1));
    try (OnnxScorer scorer = OnnxScorer.open(file)) {
      return Verification.of(
          scorer,
          standardizer,
          rows,
          x ->
              Arrays.stream(standardizer.transform(x))
                  .mapToDouble(row -> 1 / (1 + Math.exp(-change.apply(row[0]))))
                  .toArray());
    }
  }
}

package workbench.scientist.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SmileCoefficientsTest {

  @Test
  void equalTheExpectedValuesOfTheFitAtScale() throws IOException {
    SmileCoefficients now = SmileCoefficients.fitted();
    SmileCoefficients kept = SmileCoefficients.load();
    assertEquals(kept.fits().size(), now.fits().size());
    for (int i = 0; i < kept.fits().size(); i++) {
      SmileCoefficients.Fit fit = kept.fits().get(i);
      assertEquals(fit.toString(), now.fits().get(i).toString());
      // Another processor may round otherwise on the way; the optimum is the same.
      assertArrayEquals(fit.coefficients(), now.fits().get(i).coefficients(), 1e-6, fit.toString());
      assertEquals(fit.intercept(), now.fits().get(i).intercept(), 1e-6, fit.toString());
    }
  }
}

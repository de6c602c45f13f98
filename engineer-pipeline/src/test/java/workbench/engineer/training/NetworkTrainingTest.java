package workbench.engineer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.Examples;
import workbench.data.Generated;
import workbench.data.InvalidOption;
import workbench.data.Standardizer;

class NetworkTrainingTest {

  private static final Examples ROWS = Examples.of(Generated.synthetic(95, 3, 0.5, 42).dataset());

  @ParameterizedTest
  @CsvSource({"hidden, 0, 1, 1", "epochs, 1, 0, 1", "batchSize, 1, 1, 0"})
  void refusesZero(String option, int hidden, int epochs, int batchSize) {
    var e =
        assertThrows(
            InvalidOption.class, () -> new NetworkTraining(hidden, epochs, batchSize, 0, 1));
    assertEquals(option + "=0 is not possible: a whole number from 1", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"hidden, -1, 1, 1", "epochs, 1, -1, 1", "batchSize, 1, 1, -1"})
  void refusesNegativeNumber(String option, int hidden, int epochs, int batchSize) {
    var e =
        assertThrows(
            InvalidOption.class, () -> new NetworkTraining(hidden, epochs, batchSize, 0, 1));
    assertEquals(option + "=-1 is not possible: a whole number from 1", e.getMessage());
  }

  /** The bundled data sets have fewer than 1,000 rows: they keep batches of 10. */
  @ParameterizedTest
  @CsvSource({
    "455, batches of 10",
    "10999, batches of 10",
    "80000, batches of 80 (a thousandth of the rows; -DbatchSize= sets another size)",
    "9000000, 'batches of 4,096 (the largest default; -DbatchSize= sets another size)'"
  })
  void batchesGrowWithTheRowsUnlessTheirSizeIsGiven(int rows, String expected) {
    assertEquals(expected, new NetworkTraining(10, 1, null, 0, 1).describeBatches(rows));
    assertEquals("batches of 32", new NetworkTraining(10, 1, 32, 0, 1).describeBatches(rows));
  }

  @Test
  void standardizesByTheTrainingPart() {
    Standardizer expected = Standardizer.fit(ROWS.x());
    Standardizer fitted = new NetworkTraining(4, 1, 10, 0, 1).fit(ROWS).model().standardizer();
    assertArrayEquals(expected.mean(), fitted.mean());
    assertArrayEquals(expected.scale(), fitted.scale());
  }

  @ParameterizedTest
  @ValueSource(longs = {42, -1, Long.MAX_VALUE})
  void sameSeedTrainsTheSameBits(long seed) {
    assertArrayEquals(probabilities(seed), probabilities(seed));
  }

  @Test
  void anotherSeedTrainsAnotherNetwork() {
    assertFalse(Arrays.equals(probabilities(1), probabilities(2)));
  }

  @Test
  void batchLargerThanTheDataIsTheWholeData() {
    assertArrayEquals(
        new NetworkTraining(4, 2, 95, 0, 1).fit(ROWS).model().probabilities(ROWS.x()),
        new NetworkTraining(4, 2, 1000, 0, 1).fit(ROWS).model().probabilities(ROWS.x()));
  }

  @Test
  void learnsWhatCanBeLearned() {
    // The best model of these rows, which drew them, is right in 84% of them (mean of max(p,
    // 1 - p));
    // 200 epochs may learn some of the noise, but must not stay far below.
    double[] p = new NetworkTraining(10, 200, 10, 0, 1).fit(ROWS).model().probabilities(ROWS.x());
    long correct = 0;
    for (int i = 0; i < p.length; i++) {
      correct += (p[i] > 0.5 ? 1 : 0) == ROWS.y()[i] ? 1 : 0;
    }
    assertEquals(0.9, correct / 95.0, 0.1);
  }

  private static double[] probabilities(long seed) {
    return new NetworkTraining(4, 3, 10, 0, seed).fit(ROWS).model().probabilities(ROWS.x());
  }

  @Test
  void twoEpochsAndThreeMoreFromTheFileAreFiveEpochs(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.zip");
    new NetworkTraining(4, 2, 10, 0, 42).fit(ROWS).model().save(file, ROWS.x());
    var resumed = new NetworkTraining(4, 3, 10, 0, 42).resume(NetworkFile.read(file), ROWS);
    var straight = new NetworkTraining(4, 5, 10, 0, 42).fit(ROWS);
    assertEquals(5, resumed.epochs());
    assertArrayEquals(
        straight.model().probabilities(ROWS.x()), resumed.model().probabilities(ROWS.x()));
    assertEquals(3, resumed.history().firstEpoch());
    assertArrayEquals(
        Arrays.copyOfRange(straight.history().training(), 2, 5), resumed.history().training());
  }

  @Test
  void stopsEarlyWithTheWeightsOfItsBestEpoch() {
    // Few rows, many features: after a while the network learns noise, and the validation loss
    // rises.
    Examples noise = Examples.of(Generated.synthetic(200, 30, 0.5, 42).dataset());
    var trained = new NetworkTraining(10, 500, 10, 5, 42).fit(noise);
    assertEquals(trained.best() + 5, trained.epochs());
    assertEquals(40, trained.validationRows());
    double[] validation = trained.history().validation();
    assertEquals(trained.epochs(), validation.length);
    assertEquals(trained.epochs(), trained.history().training().length);
    assertEquals(Arrays.stream(validation).min().orElseThrow(), validation[trained.best() - 1]);
    assertEquals(trained.best(), trained.history().best());
    var until = new NetworkTraining(10, trained.best(), 10, 500, 42).fit(noise);
    assertArrayEquals(
        until.model().probabilities(noise.x()), trained.model().probabilities(noise.x()));
  }

  @Test
  void withFewRowsOfAClassNothingIsKeptForValidation() {
    var trained =
        new NetworkTraining(4, 12, 10, 5, 42).fit(Examples.of(Generated.dummy(15, 5, 42)));
    assertEquals(0, trained.validationRows());
    assertEquals(12, trained.epochs());
    assertEquals(12, trained.history().training().length);
    assertEquals(0, trained.history().validation().length);
  }

  @Test
  void oneEpochIsSingular() {
    assertEquals("1 epoch", new NetworkTraining.Trained(null, 1, 1, 0, null).describeEpochs());
    assertEquals("2 epochs", new NetworkTraining.Trained(null, 2, 2, 0, null).describeEpochs());
  }
}

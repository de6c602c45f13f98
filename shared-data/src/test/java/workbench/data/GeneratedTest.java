package workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedTest {

  @Test
  void dummyDrawsFromItsSeedWhatSplitMix64Gives() {
    // SplitMix64 (Steele, Lea and Flood, 2014), programmed again in Python.
    Dataset dataset = Generated.dummy(100, 5, 42);
    assertArrayEquals(
        new double[] {
          0.7415648787718233,
          0.1599103928769201,
          0.27860113025513866,
          0.34419071652363753,
          0.03803016854024621
        },
        row(dataset, 0));
    assertArrayEquals(
        new double[] {
          0.43138755068058865,
          0.006905157989868016,
          0.35857185710303896,
          0.5877503113085638,
          0.38147225235682025
        },
        row(dataset, 99));
    assertArrayEquals(
        new int[] {0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1},
        Arrays.copyOf(dataset.labels(), 20));
  }

  @Test
  void dummyFeaturesAreUniformBetweenZeroAndOne() {
    // The mean of 10,000 uniform numbers has the standard error 0.0029, their variance of 1/12 one
    // of 0.00075.
    for (Column column : Generated.dummy(10_000, 5, 42).columns()) {
      double[] values = ((Column.Numeric) column).values();
      assertTrue(Arrays.stream(values).allMatch(value -> value >= 0 && value < 1), column.name());
      assertEquals(0.5, Arrays.stream(values).average().orElseThrow(), 4 * 0.0029, column.name());
      double variance =
          Arrays.stream(values).map(value -> (value - 0.5) * (value - 0.5)).average().orElseThrow();
      assertEquals(1.0 / 12, variance, 4 * 0.00075, column.name());
    }
  }

  @Test
  void dummyLabelsAreAFairCoin() {
    // 10,000 tosses: standard error 0.005.
    assertEquals(0.5, positiveShare(Generated.dummy(10_000, 2, 42)), 4 * 0.005);
  }

  @Test
  void dummyLabelsDoNotDependOnTheFeatures() {
    // The correlation of 10,000 independent pairs has the standard error 0.01.
    Dataset dataset = Generated.dummy(10_000, 5, 42);
    double[] y = Arrays.stream(dataset.labels()).asDoubleStream().toArray();
    for (Column column : dataset.columns()) {
      assertEquals(0, correlation(((Column.Numeric) column).values(), y), 0.04, column.name());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dummy", "synthetic"})
  void sameSeedGivesTheSameRows(String name) {
    Dataset one = Datasets.load(DatasetOptions.of(name, 7));
    Dataset two = Datasets.load(DatasetOptions.of(name, 7));
    assertEquals(one.sha256(), two.sha256());
    assertArrayEquals(row(one, 0), row(two, 0));
    assertArrayEquals(one.labels(), two.labels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dummy", "synthetic"})
  void anotherSeedGivesOtherRows(String name) {
    assertNotEquals(
        Datasets.load(DatasetOptions.of(name, 7)).sha256(),
        Datasets.load(DatasetOptions.of(name, 8)).sha256());
  }

  @Test
  void checksumCoversTheLabels() {
    double[][] x = {{1}, {2}};
    assertNotEquals(Sha256.of(x, new int[] {0, 1}), Sha256.of(x, new int[] {1, 0}));
  }

  @Test
  void checksumIsThatOfTheBytes() {
    // hashlib.sha256(struct.pack(">dd", 1, 2) + b"\1"), Python 3.11
    assertEquals(
        "30c9abc23dc3e0ee5081599ba33f668258be26e42add071a9b13d2872ca3aa2e",
        Sha256.of(new double[][] {{1, 2}}, new int[] {1}));
  }

  @Test
  void syntheticCoefficientsAreThoseOfTheDataCard() {
    assertArrayEquals(
        new double[] {2, -1, 2.0 / 3, -0.5, 0.4},
        Generated.synthetic(10, 5, 0.5, 1).coefficients(),
        1e-15);
    assertTrue(Datasets.card("synthetic").contains("2, -1, 0.667, -0.5, 0.4"));
  }

  @ParameterizedTest
  @CsvSource({
    // The root of E[sigmoid(b0 + s Z)] = balance, s the norm of the coefficients, by
    // scipy.integrate.quad and
    // scipy.optimize.brentq, SciPy 1.17.1
    "0.2, -2.513045610817841",
    "0.5, 0",
    "0.9, 3.844011775116243",
  })
  void syntheticInterceptGivesTheBalance(double balance, double intercept) {
    assertEquals(intercept, Generated.synthetic(10, 5, balance, 1).intercept(), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.9})
  void syntheticHasTheBalanceAskedFor(double balance) {
    double standardError = Math.sqrt(balance * (1 - balance) / 100_000);
    assertEquals(
        balance,
        positiveShare(Generated.synthetic(100_000, 5, balance, 42).dataset()),
        4 * standardError);
  }

  @Test
  void syntheticFeaturesAreStandardNormal() {
    // 100,000 values: standard error of the mean 0.0032, of the variance 0.0045.
    for (Column column : Generated.synthetic(100_000, 3, 0.5, 42).dataset().columns()) {
      double[] values = ((Column.Numeric) column).values();
      assertEquals(0, Arrays.stream(values).average().orElseThrow(), 4 * 0.0032, column.name());
      assertEquals(
          1,
          Arrays.stream(values).map(value -> value * value).average().orElseThrow(),
          4 * 0.0045,
          column.name());
    }
  }

  @Test
  void syntheticLabelsFollowTheModelOfTheDataCard() {
    // In each tenth of the rows by probability, the share of class 1 is the mean probability,
    // within four
    // standard errors.
    int n = 200_000;
    Generated.Synthetic synthetic = Generated.synthetic(n, 5, 0.3, 42);
    List<Column> columns = synthetic.dataset().columns();
    double[] coefficients = {2, -1, 2.0 / 3, -0.5, 0.4};
    double[] probability = new double[n];
    for (int i = 0; i < n; i++) {
      double logit = synthetic.intercept();
      for (int j = 0; j < 5; j++) {
        logit += coefficients[j] * ((Column.Numeric) columns.get(j)).values()[i];
      }
      probability[i] = 1 / (1 + Math.exp(-logit));
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((a, b) -> Double.compare(probability[a], probability[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    int size = n / 10;
    for (int group = 0; group < 10; group++) {
      double expected = 0;
      double variance = 0;
      double positive = 0;
      for (int i = group * size; i < (group + 1) * size; i++) {
        double p = probability[order[i]];
        expected += p;
        variance += p * (1 - p);
        positive += synthetic.dataset().labels()[order[i]];
      }
      assertEquals(expected, positive, 4 * Math.sqrt(variance), "tenth " + group);
    }
  }

  private static double[] row(Dataset dataset, int row) {
    return dataset.columns().stream()
        .mapToDouble(column -> ((Column.Numeric) column).values()[row])
        .toArray();
  }

  private static double positiveShare(Dataset dataset) {
    return Arrays.stream(dataset.labels()).average().orElseThrow();
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }
}

package workbench.engineer.serving.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.engineer.serving.models.ReferenceDistribution.Feature;

class ReferenceDistributionTest {

  @TempDir Path folder;

  @Test
  void differentValuesFillTenBinsEqually() {
    Feature feature = feature(IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray());
    assertArrayEquals(new double[] {10, 20, 30, 40, 50, 60, 70, 80, 90}, feature.edges());
    assertArrayEquals(new long[] {10, 10, 10, 10, 10, 10, 10, 10, 10, 10}, feature.counts());
    assertEquals(1, feature.min());
    assertEquals(100, feature.max());
    assertEquals(50.5, feature.mean());
  }

  @Test
  void anEdgeBelongsToTheBinBelowAndTheOuterBinsHaveNoEnd() {
    Feature feature = feature(IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray());
    assertEquals(0, feature.bin(-1e9f));
    assertEquals(0, feature.bin(10));
    assertEquals(1, feature.bin(10.001f));
    assertEquals(9, feature.bin(1e9f));
  }

  @Test
  void tiesMakeFewerBins() {
    // The deciles are 0 seven times, then 1 and 2; the maximum, 2, is no edge.
    Feature feature = feature(0, 0, 0, 0, 0, 0, 0, 1, 2, 2);
    assertArrayEquals(new double[] {0, 1}, feature.edges());
    assertArrayEquals(new long[] {7, 1, 2}, feature.counts());
  }

  @Test
  void aRareIndicatorKeepsItsTwoValuesApart() {
    double[] values = new double[100];
    values[3] = 1;
    Feature feature = feature(values);
    assertArrayEquals(new long[] {99, 1}, feature.counts());
    assertEquals(1, feature.bin(1));
  }

  @Test
  void anyOtherValueThanTheConstantIsDrift() {
    Feature feature = feature(0.1, 0.1, 0.1);
    assertArrayEquals(new long[] {0, 3, 0}, feature.counts());
    assertEquals(1, feature.bin(0.1f));
    assertEquals(0, feature.bin(0.09f));
    assertEquals(2, feature.bin(0.11f));
  }

  @Test
  void valuesFallIntoTheSameBinInServiceAsInTraining() {
    // 0.1 as single precision is above 0.1 as double, 0.3 is below: unrounded edges would move such
    // values.
    double[] values = IntStream.range(0, 1000).mapToDouble(i -> (i % 20) / 10.0).toArray();
    Feature feature = feature(values);
    long[] served = new long[feature.counts().length];
    Arrays.stream(values).forEach(value -> served[feature.bin((float) value)]++);
    assertArrayEquals(feature.counts(), served);
  }

  @Test
  void stabilityIndexEqualsTheOneComputedByHand() {
    Feature feature = feature(1, 1, 2, 2);
    // Shares 1/2, 1/2 and 1/4, 3/4: -1/4 ln(1/2) + 1/4 ln(3/2) = ln(3)/4
    assertEquals(Math.log(3) / 4, feature.stabilityIndex(new long[] {25, 75}), 1e-15);
    // Shares 1/2, 1/2 and 0, 1; the 0 counts as 0.0001: -0.4999 ln(0.0002) + 1/2 ln(2)
    assertEquals(4.60431846666895, feature.stabilityIndex(new long[] {0, 8}), 1e-12);
  }

  @Test
  void stabilityIndexOfTheSameSharesIsZero() {
    assertEquals(0, feature(1, 1, 2, 2).stabilityIndex(new long[] {7, 7}));
  }

  @Test
  void stabilityIndexOfNoRowsIsNotANumber() {
    assertTrue(Double.isNaN(feature(1, 1, 2, 2).stabilityIndex(new long[2])));
  }

  @Test
  void chanceAloneRaisesTheIndexAsDocumented() {
    // The mean over 2,000 draws: (10 - 1)(1/1000 + 1/100) = 0.099; the sample's own spread is about
    // 0.001.
    var random = new SplittableRandom(7);
    double mean =
        IntStream.range(0, 2000)
            .mapToDouble(
                draw -> {
                  Feature feature = feature(random.doubles(1000).toArray());
                  long[] recent = new long[10];
                  random.doubles(100).forEach(value -> recent[feature.bin((float) value)]++);
                  return feature.stabilityIndex(recent);
                })
            .average()
            .orElseThrow();
    assertEquals(0.099, mean, 0.01);
  }

  @Test
  void fileComesBackAsItWasWritten() throws IOException {
    var examples =
        new Examples(
            List.of("area", "constant"),
            new double[][] {{1.5, 3}, {0.1, 3}, {1e-7, 3}},
            new int[] {0, 1, 1});
    ReferenceDistribution written = ReferenceDistribution.of(examples);
    Path file = folder.resolve("reference.json");
    written.write(file);
    ReferenceDistribution read = ReferenceDistribution.read(file);
    assertEquals(2, read.features().size());
    for (int j = 0; j < 2; j++) {
      Feature a = written.features().get(j);
      Feature b = read.features().get(j);
      assertEquals(a.name(), b.name());
      assertArrayEquals(a.edges(), b.edges());
      assertArrayEquals(a.counts(), b.counts());
      assertEquals(List.of(a.min(), a.max(), a.mean()), List.of(b.min(), b.max(), b.mean()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "null",
        "{\"features\": null}",
        "{\"features\": [null]}",
        "{\"features\": [{\"name\": \"x\"}]}",
        "{\"features\":"
            + " [{\"name\":\"x\",\"edges\":[2,1],\"counts\":[1,1,1],\"min\":0,\"max\":3,\"mean\":1}]}",
        "{\"features\":"
            + " [{\"name\":\"x\",\"edges\":[1],\"counts\":[1],\"min\":0,\"max\":3,\"mean\":1}]}",
        "{\"features\":"
            + " [{\"name\":\"x\",\"edges\":[1],\"counts\":[-1,9],\"min\":0,\"max\":3,\"mean\":1}]}",
        "{\"features\":"
            + " [{\"name\":\"x\",\"edges\":[1],\"counts\":[1,9],\"min\":\"NaN\",\"max\":3,\"mean\":1}]}",
        "{\"features\":"
            + " [{\"name\":\"x\",\"edges\":[1],\"counts\":[1,9],\"min\":4,\"max\":3,\"mean\":1}]}",
        "{\"features\":"
            + " [{\"name\":\"x\",\"edges\":[1],\"counts\":[1,9],\"min\":0,\"max\":3,\"mean\":1},"
            + " {\"name\":\"x\",\"edges\":[1],\"counts\":[1,9],\"min\":0,\"max\":3,\"mean\":1}]}"
      })
  void refusesAFileOfAnotherKind(String text) throws IOException {
    Path file = folder.resolve("reference.json");
    Files.writeString(file, text);
    var e = assertThrows(InvalidInput.class, () -> ReferenceDistribution.read(file));
    assertTrue(
        e.getMessage().startsWith(file + ": is not a reference distribution ("), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  private static Feature feature(double... values) {
    double[][] x = Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
    return ReferenceDistribution.of(new Examples(List.of("x"), x, new int[x.length]))
        .features()
        .getFirst();
  }
}

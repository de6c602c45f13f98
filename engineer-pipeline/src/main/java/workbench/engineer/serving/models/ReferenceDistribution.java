package workbench.engineer.serving.models;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.model.ColumnValues;
import workbench.model.Json;
import workbench.model.RegularFile;

/**
 * Distribution of the features in the training set, with which a server detects drift of its
 * requests. Its file is {@code reference.json}.
 *
 * <p>Of a model that takes raw columns each column is a feature. A category with k levels counts as
 * the numbers from 0 to k - 1, a level that the training rows do not have as k, and a missing value
 * as {@link Float#POSITIVE_INFINITY}: bins of their own. A column of numbers has a bin for missing
 * values after its others.
 *
 * @param features in the order of the model's input
 */
public record ReferenceDistribution(List<Feature> features) {

  /** Name of the file in a version's folder. */
  public static final String FILE = "reference.json";

  /** Bins of a feature, where its values are different enough for as many. */
  public static final int BINS = 10;

  /** The largest file that is read, in bytes: some 5,000 features. */
  private static final int LARGEST_FILE = 4 << 20;

  /** A share of 0 would make the index infinite; the usual replacement. */
  private static final double SMALLEST_SHARE = 1e-4;

  /**
   * @throws IllegalArgumentException if two features have one name
   */
  public ReferenceDistribution {
    features = List.copyOf(features);
    if (features.stream().map(Feature::name).distinct().count() < features.size()) {
      throw new IllegalArgumentException("two features have one name");
    }
  }

  /**
   * One feature in bins that hold about equally many training values. Bin k reaches from the edge
   * before it, which it leaves out, to its own, which it holds; the first has no lower end and the
   * last no upper one. Values are rounded to single precision, as the model's input is, so that a
   * value on an edge is on the same side in training and in service.
   *
   * @param name of the feature
   * @param edges ascending, all different, one fewer than bins; not copied
   * @param counts of the training values in each bin; not copied
   * @param min of the training values
   * @param max of the training values
   * @param mean of the training values
   */
  public record Feature(
      String name, double[] edges, long[] counts, double min, double max, double mean) {

    /**
     * @throws IllegalArgumentException if edges and counts do not belong together, a count is
     *     negative, or no values can have such a least, mean and greatest
     */
    public Feature {
      boolean possible =
          IntStream.range(1, edges.length).allMatch(k -> edges[k - 1] < edges[k])
              && Arrays.stream(edges).allMatch(Double::isFinite)
              && counts.length == edges.length + 1
              && Arrays.stream(counts).allMatch(count -> 0 <= count && count <= Integer.MAX_VALUE)
              && Arrays.stream(counts).sum() > 0
              && DoubleStream.of(min, mean, max).allMatch(Double::isFinite)
              && min <= max;
      if (!possible) {
        throw new IllegalArgumentException(
            "feature '%s' has edges %s, counts %s, values from %s to %s, mean %s"
                .formatted(name, Arrays.toString(edges), Arrays.toString(counts), min, max, mean));
      }
    }

    static Feature of(String name, double[] values, int bins) {
      double[] sorted = Arrays.stream(values).map(value -> (float) value).sorted().toArray();
      int n = sorted.length;
      double min = sorted[0];
      double max = sorted[n - 1];
      // Ties make quantiles equal: one edge for them. The maximum as an edge would leave the last
      // bin empty.
      double[] edges =
          IntStream.range(1, bins)
              .mapToDouble(k -> sorted[(int) (((long) k * n + bins - 1) / bins) - 1])
              .distinct()
              .filter(edge -> edge < max)
              .toArray();
      if (min == max) {
        // Anything else than the constant is news, on either side.
        edges = new double[] {Math.nextDown((float) min), min};
      }
      long[] counts = new long[edges.length + 1];
      for (double value : sorted) {
        counts[bin(edges, value)]++;
      }
      return new Feature(
          name, edges, counts, min, max, Arrays.stream(sorted).average().orElseThrow());
    }

    /** The bin that a value falls into, from 0. */
    public int bin(float value) {
      return bin(edges, value);
    }

    /** The position of the first edge that is not below the value. */
    private static int bin(double[] edges, double value) {
      int position = Arrays.binarySearch(edges, value);
      return position >= 0 ? position : -position - 1;
    }

    /**
     * The population stability index of recent values against the training values:
     *
     * <pre>PSI = sum over the bins of (r - t) ln(r / t)</pre>
     *
     * with r and t the shares of the recent and of the training values in the bin, at least 0.0001
     * each, so that an empty bin does not make it infinite. N. Siddiqi, «Credit Risk Scorecards»,
     * Wiley, 2006, reads below 0.1 as no change, to 0.25 as a small one, above as a large one. Few
     * values alone raise it: without any change its mean is about (bins - 1)(1/training + 1/recent)
     * (B. Yurdakul, «Statistical Properties of Population Stability Index», Western Michigan
     * University, 2018), which with 10 bins is 0.09 for 100 recent values.
     *
     * @param recent {@code [bins]}, the number of recent values in each bin
     * @return from 0, equally distributed; NaN if there are no recent values
     * @throws IllegalArgumentException if there are not as many counts as bins
     */
    public double stabilityIndex(long[] recent) {
      if (recent.length != counts.length) {
        throw new IllegalArgumentException(
            "feature '%s' has %d bins, not %d".formatted(name, counts.length, recent.length));
      }
      double recentTotal = Arrays.stream(recent).sum();
      double trainingTotal = Arrays.stream(counts).sum();
      if (recentTotal == 0) {
        return Double.NaN;
      }
      double index = 0;
      for (int k = 0; k < counts.length; k++) {
        double r = Math.max(recent[k] / recentTotal, SMALLEST_SHARE);
        double t = Math.max(counts[k] / trainingTotal, SMALLEST_SHARE);
        index += (r - t) * Math.log(r / t);
      }
      return index;
    }
  }

  /**
   * Computes the distribution for a model that takes raw columns.
   *
   * @param train the training set as it was loaded, at least one row
   */
  public static ReferenceDistribution of(Dataset train, ColumnTransformer columns) {
    List<Feature> features = new ArrayList<>();
    for (ColumnTransformer.Input input : columns.inputs()) {
      features.add(
          switch (ColumnValues.of(train.column(input.name()))) {
            case ColumnValues.Numbers(FloatBuffer values) -> ofNumbers(input.name(), values);
            case ColumnValues.Texts(String[] values) ->
                ofLevels((ColumnTransformer.CategoryInput) input, values);
          });
    }
    return new ReferenceDistribution(features);
  }

  private static Feature ofNumbers(String name, FloatBuffer values) {
    double[] present =
        IntStream.range(0, values.limit())
            .mapToDouble(values::get)
            .filter(value -> !Double.isNaN(value))
            .toArray();
    Feature known = Feature.of(name, present, BINS);
    double[] edges = Arrays.copyOf(known.edges(), known.edges().length + 1);
    edges[edges.length - 1] = Float.MAX_VALUE;
    long[] counts = Arrays.copyOf(known.counts(), known.counts().length + 1);
    counts[counts.length - 1] = values.limit() - present.length;
    return new Feature(name, edges, counts, known.min(), known.max(), known.mean());
  }

  private static Feature ofLevels(ColumnTransformer.CategoryInput category, String[] values) {
    int k = category.levels().size();
    double[] edges = IntStream.rangeClosed(0, k).asDoubleStream().toArray();
    long[] counts = new long[k + 2];
    for (String value : values) {
      counts[value.isEmpty() ? k + 1 : category.levels().indexOf(value)]++;
    }
    double mean =
        Arrays.stream(values)
            .filter(value -> !value.isEmpty())
            .mapToInt(category.levels()::indexOf)
            .average()
            .orElseThrow();
    return new Feature(category.name(), edges, counts, 0, k - 1, mean);
  }

  /**
   * @param train the training set, as measured, at least one row
   */
  public static ReferenceDistribution of(Examples train) {
    return new ReferenceDistribution(
        IntStream.range(0, train.features())
            .mapToObj(
                j ->
                    Feature.of(
                        train.featureNames().get(j),
                        Arrays.stream(train.x()).mapToDouble(row -> row[j]).toArray(),
                        BINS))
            .toList());
  }

  /**
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Files.writeString(file, Json.writePretty(this) + "\n");
  }

  /**
   * @throws IOException if it cannot be read
   * @throws InvalidInput if it is not such a file, or has more than 4 MiB
   */
  public static ReferenceDistribution read(Path file) throws IOException {
    try {
      String text = new String(RegularFile.read(file, LARGEST_FILE), StandardCharsets.UTF_8);
      return Json.read(text, ReferenceDistribution.class);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(
          "%s: is not a reference distribution (%s)".formatted(file, e.getMessage()), e);
    }
  }
}

package workbench.engineer.serving;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.handoff.Metadata;

/** Rows of a model's test part, of both classes, if its data set comes with the workbench. */
final class ExampleRows {

  private static final int MOST = 50;

  private final Map<Split, List<Row>> known = new ConcurrentHashMap<>();

  /**
   * @param features in the order of the model
   * @param label the class that it really is
   */
  record Row(List<Double> features, String label) {}

  private record Split(String sha256, long seed, int testRows) {}

  /**
   * @return empty if the data are not here, are not the same any more, or were split in another way
   */
  List<Row> of(Metadata metadata) {
    if (!Datasets.names().contains(metadata.dataset())) {
      return List.of();
    }
    var split = new Split(metadata.datasetSha256(), metadata.seed(), metadata.evaluation().rows());
    return known.computeIfAbsent(split, key -> load(metadata));
  }

  private static List<Row> load(Metadata metadata) {
    try {
      Dataset dataset = Datasets.load(DatasetOptions.of(metadata.dataset(), metadata.seed()));
      double testSize = metadata.evaluation().rows() / (double) dataset.completeCases().rows();
      Preparation data = Preparation.of(dataset, testSize, metadata.seed());
      Examples test = data.test();
      if (!dataset.sha256().equals(metadata.datasetSha256())
          || !test.featureNames().equals(metadata.featureNames())
          || test.rows() != metadata.evaluation().rows()) {
        return List.of();
      }
      return bothClasses(test.y())
          .mapToObj(
              i ->
                  new Row(
                      Arrays.stream(test.x()[i]).boxed().toList(),
                      metadata.classNames().get(test.y()[i])))
          .toList();
    } catch (InvalidInput e) {
      return List.of();
    }
  }

  /** The first rows, in their order; half of them of the rarer class, if it has so many. */
  private static IntStream bothClasses(int[] y) {
    int ones = Arrays.stream(y).sum();
    int zeros = y.length - ones;
    int[] left = {Math.max(MOST / 2, MOST - ones), Math.max(MOST / 2, MOST - zeros)};
    return IntStream.range(0, y.length).filter(i -> left[y[i]]-- > 0);
  }
}

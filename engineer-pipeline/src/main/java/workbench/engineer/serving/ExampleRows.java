package workbench.engineer.serving;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.handoff.Metadata;

/** Rows of the data that a model was fitted on, if they come with the workbench. */
final class ExampleRows {

  private static final int MOST = 50;

  private final Map<String, List<Row>> known = new ConcurrentHashMap<>();

  /**
   * @param features in the order of the model
   * @param label the class that it really is
   */
  record Row(List<Double> features, String label) {}

  /**
   * @return empty if the data are not here, or are not the same any more
   */
  List<Row> of(Metadata metadata) {
    if (!Datasets.names().contains(metadata.dataset())) {
      return List.of();
    }
    return known.computeIfAbsent(metadata.datasetSha256(), sha256 -> load(metadata));
  }

  private static List<Row> load(Metadata metadata) {
    try {
      Dataset dataset = Datasets.load(DatasetOptions.of(metadata.dataset(), metadata.seed()));
      Examples examples = Examples.of(dataset.completeCases());
      if (!dataset.sha256().equals(metadata.datasetSha256())
          || !examples.featureNames().equals(metadata.featureNames())) {
        return List.of();
      }
      return IntStream.range(0, Math.min(MOST, examples.rows()))
          .mapToObj(
              i ->
                  new Row(
                      IntStream.range(0, examples.features())
                          .mapToObj(j -> examples.x()[i][j])
                          .toList(),
                      metadata.classNames().get(examples.y()[i])))
          .toList();
    } catch (InvalidInput e) {
      return List.of();
    }
  }
}

package workbench.engineer.serving;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.InvalidInput;
import workbench.data.MissingRows;
import workbench.data.Preparation;
import workbench.data.TrainTestSplit;
import workbench.model.Metadata;

/** Rows of a model's test set, of both classes, if its data set comes with the workbench. */
final class ExampleRows {

  private static final int MOST = 50;

  private final Map<Split, List<Row>> known = new ConcurrentHashMap<>();

  /**
   * @param features in the order of the model: numbers, levels, null where a value is missing
   * @param label the class that it really is
   */
  record Row(List<Object> features, String label) {}

  private record Split(
      String sha256, long seed, int testRows, List<String> features, Map<String, String> options) {}

  /**
   * @param columns whether the model takes raw columns
   * @return empty if the data are not here, are not the same any more, or were split in another way
   */
  List<Row> of(Metadata metadata, boolean columns) {
    if (!Datasets.names().contains(metadata.dataset())) {
      return List.of();
    }
    var split =
        new Split(
            metadata.datasetSha256(),
            metadata.seed(),
            metadata.evaluation().rows(),
            metadata.featureNames(),
            metadata.options());
    return known.computeIfAbsent(split, key -> load(metadata, columns));
  }

  private static List<Row> load(Metadata metadata, boolean columns) {
    try {
      Dataset dataset = Datasets.load(DatasetOptions.of(metadata.dataset(), metadata.seed()));
      MissingRows missing = MissingRows.of(metadata.options().get("missingRows"));
      Dataset used = missing == MissingRows.DROP ? dataset.completeCases() : dataset;
      Preparation data =
          Preparation.of(
              dataset,
              metadata.evaluation().rows() / (double) used.rows(),
              metadata.seed(),
              TrainTestSplit.Kind.of(metadata.options().get("split")),
              missing);
      Examples test = data.test();
      List<String> names = metadata.featureNames();
      boolean fits =
          columns
              ? data.columns().inputNames().containsAll(names)
              : test.featureNames().equals(names);
      if (!dataset.sha256().equals(metadata.datasetSha256())
          || !fits
          || test.rows() != metadata.evaluation().rows()) {
        return List.of();
      }
      Dataset raw = data.testRows();
      return bothClasses(test.y())
          .mapToObj(
              i ->
                  new Row(
                      columns
                          ? names.stream().map(name -> value(raw, name, i)).toList()
                          : Arrays.stream(test.x()[i]).<Object>mapToObj(x -> x).toList(),
                      metadata.classNames().get(test.y()[i])))
          .toList();
    } catch (InvalidInput e) {
      return List.of();
    }
  }

  private static Object value(Dataset rows, String name, int i) {
    Column column = rows.column(name);
    return switch (column) {
      case Column c when c.isMissing(i) -> null;
      case Column.Numeric numbers -> numbers.values()[i];
      case Column.Categorical category -> category.levels().get(category.codes()[i]);
    };
  }

  /** The first rows, in their order; half of them of the rarer class, if it has so many. */
  private static IntStream bothClasses(int[] y) {
    int ones = Arrays.stream(y).sum();
    int zeros = y.length - ones;
    int[] left = {Math.max(MOST / 2, MOST - ones), Math.max(MOST / 2, MOST - zeros)};
    return IntStream.range(0, y.length).filter(i -> left[y[i]]-- > 0);
  }
}

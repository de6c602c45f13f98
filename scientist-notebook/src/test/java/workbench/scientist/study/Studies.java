package workbench.scientist.study;

import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.MissingRows;
import workbench.data.Preparation;
import workbench.data.TrainTestSplit;

/** Small studies for tests. */
public final class Studies {

  /** Study size with which a study takes a second or two. */
  public static final StudySize SMALL = new StudySize(5, 2, 1, 39, 50, 10, 500);

  private Studies() {}

  public static Study of(DatasetOptions options) {
    return of(options, MissingRows.IMPUTE);
  }

  static Study of(DatasetOptions options, MissingRows missingRows) {
    Preparation data =
        Preparation.of(
            Datasets.load(options),
            0.2,
            options.seed(),
            TrainTestSplit.Kind.STRATIFIED,
            missingRows);
    return Study.of(options, data, SMALL, (_, _) -> {});
  }

  public static Study of(String dataset) {
    return of(DatasetOptions.of(dataset, 42));
  }
}

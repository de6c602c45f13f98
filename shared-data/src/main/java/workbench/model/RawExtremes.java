package workbench.model;

import java.util.ArrayList;
import java.util.List;
import workbench.data.Column;
import workbench.data.ColumnTransformer;
import workbench.data.ColumnTransformer.CategoryInput;
import workbench.data.ColumnTransformer.Input;
import workbench.data.ColumnTransformer.NumberInput;
import workbench.data.Dataset;
import workbench.data.Standardizer;

/** Rows far outside the training rows, of raw columns. */
final class RawExtremes {

  private static final String UNKNOWN = "a level that the model does not know \uD83D\uDC27";

  private RawExtremes() {}

  /** Each value of each column beside usual values of the others, then the k-th of all. */
  static Dataset of(ColumnTransformer columns, Standardizer standardizer) {
    List<List<Object>> values = new ArrayList<>();
    int feature = 0;
    for (Input input : columns.inputs()) {
      List<Object> extremes = new ArrayList<>();
      switch (input) {
        case NumberInput _ -> {
          double mean = standardizer.mean()[feature];
          extremes.add(mean);
          extremes.add(0.0);
          for (double deviations : Verification.DEVIATIONS) {
            extremes.add(mean + deviations * standardizer.scale()[feature]);
          }
          extremes.add(Double.NaN);
        }
        case CategoryInput category -> {
          extremes.addAll(category.levels());
          extremes.add(UNKNOWN);
          extremes.add("");
        }
      }
      feature += input.width() + (input.indicator() ? 1 : 0);
      values.add(extremes);
    }
    List<Object[]> rows = new ArrayList<>();
    int most = values.stream().mapToInt(List::size).max().orElseThrow();
    for (int k = 0; k < most; k++) {
      Object[] together = new Object[values.size()];
      for (int j = 0; j < together.length; j++) {
        List<Object> ofColumn = values.get(j);
        // From the last, so that there is a row whose values are all missing.
        together[j] = ofColumn.get(Math.max(0, ofColumn.size() - 1 - k));
        if (k < ofColumn.size()) {
          Object[] alone = values.stream().map(List::getFirst).toArray();
          alone[j] = ofColumn.get(k);
          rows.add(alone);
        }
      }
      rows.add(together);
    }
    List<Column> all = new ArrayList<>();
    for (int j = 0; j < values.size(); j++) {
      all.add(column(columns.inputs().get(j), values.get(j), rows, j));
    }
    return new Dataset("extremes", all, "label", List.of("0", "1"), new int[rows.size()], "");
  }

  private static Column column(Input input, List<Object> values, List<Object[]> rows, int j) {
    if (input instanceof NumberInput) {
      return new Column.Numeric(
          input.name(), rows.stream().mapToDouble(row -> (double) row[j]).toArray());
    }
    List<String> levels = values.stream().map(String.class::cast).toList();
    int missing = levels.size() - 1;
    return new Column.Categorical(
        input.name(),
        levels.subList(0, missing),
        rows.stream()
            .mapToInt(row -> levels.indexOf(row[j]))
            .map(code -> code == missing ? Column.Categorical.MISSING : code)
            .toArray());
  }
}

package workbench.benchmarks.comparison;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import workbench.data.Column;
import workbench.data.ColumnTransformer;
import workbench.data.ColumnTransformer.CategoryInput;
import workbench.data.ColumnTransformer.NumberInput;
import workbench.data.Dataset;
import workbench.data.Preparation;
import workbench.engineer.training.StandardizedNetwork;
import workbench.evaluation.Threshold;
import workbench.model.ExportedModel;
import workbench.scientist.fit.StandardizedRegression;

/**
 * Both exported models with a control for each raw column. The page computes their probabilities
 * for a row that the reader sets.
 *
 * @param controls by position of the raw column
 * @param order positions of the controls, by the size of the regression's coefficients
 */
public record WhatIf(List<Control> controls, int[] order, Model engineer, Model scientist) {

  /** More would make the page large: some 400 kB. */
  private static final int MOST_WEIGHTS = 20_000;

  /** Positions of a slider. */
  private static final int POSITIONS = 100;

  /**
   * A control of a raw column: a slider for a number, a list for a category.
   *
   * @param name of the column
   * @param levels of a category; empty: a number
   * @param min lowest position; at most the lowest training value
   * @param max highest position; at least the highest training value
   * @param step between two positions: 1, 2 or 5 times a power of ten
   * @param start the position nearest to the training rows' median; of a category the position of
   *     their most frequent level
   * @param missing whether the models take rows in which it is missing
   */
  public record Control(
      String name,
      List<String> levels,
      double min,
      double max,
      double step,
      double start,
      boolean missing) {

    static Control ofNumber(Column.Numeric column, double median, boolean missing) {
      double[] known =
          Arrays.stream(column.values()).filter(value -> !Double.isNaN(value)).toArray();
      double low = Arrays.stream(known).min().orElseThrow();
      double high = Arrays.stream(known).max().orElseThrow();
      if (low == high) {
        return new Control(column.name(), List.of(), low, high, 1, low, missing);
      }
      double step = step(low, high);
      if (Arrays.stream(known).allMatch(value -> value == Math.rint(value))) {
        step = Math.max(1, step);
      }
      double min = multiple(Math.floor(low / step + 1e-9), step);
      double max = multiple(Math.ceil(high / step - 1e-9), step);
      double start = multiple(Math.rint(median / step), step);
      return new Control(column.name(), List.of(), min, max, step, start, missing);
    }

    static Control ofCategory(CategoryInput input, double[] fill, boolean missing) {
      int mode = IntStream.range(0, fill.length).filter(k -> fill[k] == 1).findFirst().orElse(-1);
      int last = input.levels().size() - 1;
      return new Control(input.name(), input.levels(), 0, last, 1, mode + 1, missing);
    }

    private static double step(double low, double high) {
      double least = high / POSITIONS - low / POSITIONS;
      var power = new BigDecimal(BigInteger.ONE, -(int) Math.floor(Math.log10(least)));
      return IntStream.of(1, 2, 5, 10)
          .mapToDouble(times -> power.multiply(BigDecimal.valueOf(times)).doubleValue())
          .filter(step -> step >= least * (1 - 1e-9))
          .findFirst()
          .orElseThrow();
    }

    /** Multiplies in decimal numbers, so that 3 times 0.1 is 0.3. */
    private static double multiple(double times, double step) {
      return new BigDecimal(times).multiply(BigDecimal.valueOf(step)).doubleValue();
    }
  }

  /**
   * @param exported preparation, standardisation and layers
   * @param threshold above which the model predicts class 1
   * @param probability of class 1 at the start of all controls
   */
  public record Model(ExportedModel exported, float threshold, double probability) {}

  public WhatIf {
    controls = List.copyOf(controls);
  }

  /**
   * @return empty if the models have too many weights for a page
   */
  static Optional<WhatIf> of(
      Preparation data,
      StandardizedNetwork network,
      Threshold networkThreshold,
      StandardizedRegression regression,
      Threshold regressionThreshold) {
    ColumnTransformer columns = data.columns();
    ExportedModel engineer = network.exported().with(Optional.of(columns));
    ExportedModel scientist = regression.exported().with(Optional.of(columns));
    int weights =
        engineer.layers().stream()
            .mapToInt(layer -> layer.weights().length * layer.bias().length)
            .sum();
    if (weights > MOST_WEIGHTS) {
      return Optional.empty();
    }
    Dataset train = data.trainRows();
    double[] coefficients = regression.regression().coefficients();
    List<Control> controls = new ArrayList<>();
    List<Double> sizes = new ArrayList<>();
    int feature = 0;
    for (ColumnTransformer.Input input : columns.inputs()) {
      int after = feature + input.width();
      boolean missing =
          data.rawColumns().isPresent() && data.dataset().column(input.name()).missing() > 0;
      controls.add(
          switch (input) {
            case NumberInput number ->
                Control.ofNumber(
                    (Column.Numeric) train.column(number.name()), columns.fill()[feature], missing);
            case CategoryInput category ->
                Control.ofCategory(
                    category, Arrays.copyOfRange(columns.fill(), feature, after), missing);
          });
      sizes.add(Arrays.stream(coefficients, feature, after).map(Math::abs).max().orElseThrow());
      feature = after + (input.indicator() ? 1 : 0);
    }
    double[][] start = columns.transform(row(data.dataset(), controls));
    return Optional.of(
        new WhatIf(
            controls,
            IntStream.range(0, controls.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -sizes.get(i)))
                .mapToInt(Integer::intValue)
                .toArray(),
            new Model(
                engineer,
                networkThreshold.value(),
                network.inDoublePrecision().probabilities(start)[0]),
            new Model(scientist, regressionThreshold.value(), regression.probabilities(start)[0])));
  }

  /** The row at the start of the controls, in single precision as the exported model reads it. */
  private static Dataset row(Dataset dataset, List<Control> controls) {
    List<Column> columns =
        controls.stream()
            .<Column>map(
                control ->
                    control.levels().isEmpty()
                        ? new Column.Numeric(control.name(), new double[] {(float) control.start()})
                        : new Column.Categorical(
                            control.name(), control.levels(), new int[] {(int) control.start()}))
            .toList();
    return new Dataset(
        dataset.name(), columns, dataset.labelName(), dataset.classNames(), new int[1], "");
  }
}

package workbench.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import workbench.data.Column;
import workbench.data.ColumnTransformer;
import workbench.data.Dataset;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;

/** A model.onnx with one input for each raw column. */
class RawColumnsTest {

  private static final String PENGUIN = "\uD83D\uDC27";

  private static final Dataset TRAIN =
      rows(
          numbers("x", 1, Double.NaN, 4, 2.5, 10),
          texts("kind", "b", "", "a", PENGUIN, "b"),
          numbers("y", 5, 5, 7, Double.NaN, 0.1),
          texts("sex", "f", "m", "m", "f", "m"));

  /** Missing values, a level that the training rows do not have, all of a row missing. */
  private static final Dataset TEST =
      rows(
          numbers("x", Double.NaN, 3, 1e6, Double.NaN, 4, 4),
          texts("kind", "a", PENGUIN, "new", "", "b", "\uD83D\uDC28"),
          numbers("y", 0, Double.NaN, -1e6, Double.NaN, 5, 5),
          texts("sex", "m", "", "x", "", "f", "m"));

  @Test
  void answersAsTheEncoderAndTheRegressionInJavaDo() {
    Model model = model(TRAIN, false);
    try (OnnxScorer scorer = model.scorer()) {
      assertTrue(scorer.takesColumns());
      assertArrayEquals(model.apply(TEST), scorer.probabilities(TEST), 1e-7);
    }
  }

  @Test
  void indicatorsOfMissingValuesAreFeaturesToo() {
    Model model = model(TRAIN, true);
    assertEquals(2 + 3 + 2 + 1, model.columns().features());
    try (OnnxScorer scorer = model.scorer()) {
      assertArrayEquals(model.apply(TEST), scorer.probabilities(TEST), 1e-7);
    }
  }

  @Test
  void agreesOnExtremesWithinTheTolerance() {
    Model model = model(TRAIN, true);
    try (OnnxScorer scorer = model.scorer()) {
      Verification verification =
          Verification.of(scorer, model.columns(), model.standardizer(), TEST, model.onFeatures());
      assertTrue(verification.onExtremes() < 1e-7, verification.toString());
    }
  }

  @Test
  void verificationDetectsAnotherImputer() {
    Model model = model(TRAIN, false);
    double[] fill = model.columns().fill().clone();
    fill[0] += 1;
    var other = new ColumnTransformer(model.columns().inputs(), fill);
    try (OnnxScorer scorer = model.scorer()) {
      assertThrows(
          InvalidInput.class,
          () -> Verification.of(scorer, other, model.standardizer(), TRAIN, model.onFeatures()));
    }
  }

  @Test
  void numbersAloneAreImputedToo() {
    Model model = model(rows(TRAIN.columns().get(0), TRAIN.columns().get(2)), false);
    try (OnnxScorer scorer = model.scorer()) {
      assertTrue(scorer.takesColumns());
      assertArrayEquals(model.apply(TEST), scorer.probabilities(TEST), 1e-7);
    }
  }

  @Test
  void columnMayHaveAnyName() {
    List<String> names =
        List.of(
            "features",
            "label",
            "probability",
            "\\blocks",
            "a b=\"c\"",
            "na\u00efve " + PENGUIN,
            "X",
            "x",
            "n".repeat(500));
    Column[] columns =
        names.stream()
            .map(name -> name.equals("x") ? texts(name, "a", "b", "b") : numbers(name, 1, 2, 4))
            .toArray(Column[]::new);
    Model model = model(rows(columns), false);
    try (OnnxScorer scorer = model.scorer()) {
      assertEquals(names, scorer.metadata().featureNames());
      assertArrayEquals(model.apply(rows(columns)), scorer.probabilities(rows(columns)), 1e-7);
    }
  }

  /** A file without an encoder has the bytes that it had before there were encoders. */
  @Test
  void modelOfNumbersAloneKeepsItsOneTensor() {
    try (OnnxScorer scorer =
        OnnxScorer.of(ExportedModels.network().toOnnx(ExportedModels.metadata(2)), "model.onnx")) {
      assertEquals(false, scorer.takesColumns());
    }
  }

  /**
   * The files are for raw_columns_test.py, which lets Python's ONNX Runtime answer the same rows.
   */
  @Test
  void leavesTheFileRowsAndAnswersForPython() throws IOException {
    Model model = model(TRAIN, true);
    Path folder = Files.createDirectories(Path.of("target", "raw-columns"));
    try (OnnxScorer scorer = model.scorer()) {
      Map<String, Object> columns = new LinkedHashMap<>();
      for (Column column : TEST.columns()) {
        columns.put(
            column.name(),
            switch (ColumnValues.of(column)) {
              case ColumnValues.Texts(String[] texts) -> texts;
              case ColumnValues.Numbers _ ->
                  Arrays.stream(((Column.Numeric) column).values())
                      .mapToObj(value -> Double.isNaN(value) ? null : value)
                      .toArray();
            });
      }
      Files.writeString(
          folder.resolve("rows.json"),
          Json.write(Map.of("columns", columns, "probability", scorer.probabilities(TEST))));
    }
    Files.write(folder.resolve("model.onnx"), model.file());
  }

  @Test
  void refusesColumnsThatAreNotTheModels() {
    Model model = model(TRAIN, false);
    try (OnnxScorer scorer = model.scorer()) {
      assertEquals(
          "shop: has no column 'kind', which the model needs",
          refusal(() -> scorer.probabilities(rows(TEST.columns().get(0)))));
      var number = new ColumnValues.Numbers(FloatBuffer.allocate(2));
      var text = new ColumnValues.Texts(new String[] {"a", "b"});
      var three = new ColumnValues.Texts(new String[] {"a", "b", "a"});
      assertEquals(
          "column 'kind' is given as numbers, the model takes text",
          refusal(() -> scorer.probabilities(List.of(number, number, number, text))));
      assertEquals(
          "column 'y' is given as text, the model takes numbers",
          refusal(() -> scorer.probabilities(List.of(number, text, text, text))));
      assertEquals(
          "column 'sex' has 3 rows, column 'x' has 2",
          refusal(() -> scorer.probabilities(List.of(number, text, number, three))));
      assertEquals(
          "1 columns are given, the model takes 4",
          refusal(() -> scorer.probabilities(List.<ColumnValues>of(number))));
    }
  }

  private static String refusal(Executable call) {
    return assertThrows(InvalidInput.class, call).getMessage();
  }

  /** A logistic regression with the coefficients 0.3, -0.6, 0.9, ... */
  private record Model(ColumnTransformer columns, Standardizer standardizer) {

    double[] apply(Dataset rows) {
      return onFeatures().apply(columns.transform(rows));
    }

    Function<double[][], double[]> onFeatures() {
      return x ->
          Arrays.stream(standardizer.transform(x))
              .mapToDouble(
                  z -> {
                    double sum = 0.2;
                    for (int j = 0; j < z.length; j++) {
                      sum += coefficients()[j] * z[j];
                    }
                    return 1 / (1 + Math.exp(-sum));
                  })
              .toArray();
    }

    private double[] coefficients() {
      double[] b = new double[columns.features()];
      for (int j = 0; j < b.length; j++) {
        b[j] = 0.3 * (j + 1) * (j % 2 == 0 ? 1 : -1);
      }
      return b;
    }

    OnnxScorer scorer() {
      return OnnxScorer.of(file(), "model.onnx");
    }

    byte[] file() {
      ExportedModel exported =
          ExportedModel.logisticRegression(standardizer, coefficients(), 0.2)
              .with(Optional.of(columns));
      return exported.toOnnx(ExportedModels.metadata(1).with(Optional.of(columns)));
    }
  }

  private static Model model(Dataset train, boolean indicators) {
    ColumnTransformer columns = ColumnTransformer.fit(train, indicators);
    return new Model(columns, Standardizer.fit(columns.transform(train)));
  }

  private static Dataset rows(Column... columns) {
    return new Dataset(
        "shop", List.of(columns), "bought", List.of("no", "yes"), new int[columns[0].rows()], "");
  }

  private static Column numbers(String name, double... values) {
    return new Column.Numeric(name, values);
  }

  private static Column texts(String name, String... values) {
    List<String> levels =
        Arrays.stream(values).filter(value -> !value.isEmpty()).distinct().sorted().toList();
    return new Column.Categorical(
        name, levels, Arrays.stream(values).mapToInt(levels::indexOf).toArray());
  }
}

package workbench.cluster.scoring;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import workbench.data.InvalidInput;
import workbench.model.OnnxScorer;

/** Position of a model input among the columns of the rows to score. */
sealed interface Feature extends Serializable permits NumberFeature, CategoryFeature {

  /** The name of the model's input and of the column. */
  String name();

  /** The position of the column. */
  int column();

  /**
   * The inputs of a model, found by their names.
   *
   * @return {@code [p]}, in the order of the model's inputs
   * @throws InvalidInput if a column is missing, or is of another type than the model takes
   */
  static List<Feature> of(OnnxScorer model, ScoringInput input) {
    List<String> columns = List.of(input.schema().fieldNames());
    List<String> missing =
        model.inputs().stream()
            .map(OnnxScorer.Input::name)
            .filter(name -> !columns.contains(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new InvalidInput(
          "input=%s: the model's %s; the columns are %s"
              .formatted(
                  input.name(),
                  missing.size() == 1
                      ? "feature '%s' is not among the columns".formatted(missing.getFirst())
                      : "features %s are not among the columns".formatted(shown(missing)),
                  shown(columns)));
    }
    return model.inputs().stream()
        .map(each -> of(each, columns.indexOf(each.name()), model.takesColumns(), input))
        .toList();
  }

  private static Feature of(
      OnnxScorer.Input each, int column, boolean imputes, ScoringInput input) {
    DataType type = input.schema().fields()[column].dataType();
    boolean csv = input.isText();
    if (each.isText() ? !(type instanceof StringType) : !csv && !isNumber(type)) {
      throw new InvalidInput(
          "input=%s: the column '%s' is of the type %s; a feature must be a %s"
              .formatted(
                  input.name(),
                  each.name(),
                  type.simpleString(),
                  each.isText() ? "text, as in the rows that the model is of" : "number"));
    }
    return each.isText()
        ? new CategoryFeature(each.name(), column, csv ? input.cells() : null, each.levels())
        : new NumberFeature(each.name(), column, type, input.cells(), imputes);
  }

  private static boolean isNumber(DataType type) {
    return type instanceof FloatType
        || type instanceof DoubleType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof ShortType
        || type instanceof ByteType
        || type instanceof BooleanType
        || type instanceof DecimalType;
  }

  private static String shown(List<String> names) {
    int most = 20;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + ", ... (%d)".formatted(names.size());
  }
}

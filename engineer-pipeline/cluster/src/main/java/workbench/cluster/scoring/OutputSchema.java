package workbench.cluster.scoring;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import workbench.data.InvalidInput;

/**
 * The columns of the output: those of the input, in their order, and the results for each row.
 *
 * @param scored with {@code probability}, {@code label}, {@code model} and {@code version}
 * @param quarantine with {@value #REASON}
 * @param renamed columns of the input that have the name of one of these, by their new names
 */
record OutputSchema(StructType scored, StructType quarantine, Map<String, String> renamed) {

  static final String REASON = "reason";

  private static final String PREFIX = "input_";

  private static final StructType ANSWER =
      new StructType()
          .add("probability", DataTypes.FloatType)
          .add("label", DataTypes.LongType)
          .add("model", DataTypes.StringType)
          .add("version", DataTypes.IntegerType);

  /**
   * @param columns the input's columns that go to the output beside the answers; to the quarantine
   *     all go
   * @throws InvalidInput if a column cannot be renamed because its new name is taken
   */
  static OutputSchema of(ScoringInput input, List<String> columns) {
    Map<String, String> renamed = new TreeMap<>();
    StructType all = new StructType();
    StructType scored = new StructType();
    List<String> names = List.of(input.schema().fieldNames());
    for (StructField field : input.schema().fields()) {
      String name = isOurs(field.name()) ? PREFIX + field.name() : field.name();
      if (isOurs(field.name())) {
        renamed.put(name, field.name());
        if (names.contains(name)) {
          throw new InvalidInput(
              "input=%s: the output has its own column '%s', and '%s' is taken; rename one"
                  .formatted(input.name(), field.name(), name));
        }
      }
      all = all.add(name, field.dataType());
      scored = columns.contains(field.name()) ? scored.add(name, field.dataType()) : scored;
    }
    for (StructField field : ANSWER.fields()) {
      scored = scored.add(field);
    }
    StructType defective =
        input.corruptColumn() < 0 ? all : all.add(ScoringInput.CORRUPT, DataTypes.StringType);
    return new OutputSchema(scored, defective.add(REASON, DataTypes.StringType), renamed);
  }

  private static boolean isOurs(String name) {
    return REASON.equals(name) || List.of(ANSWER.fieldNames()).contains(name);
  }
}

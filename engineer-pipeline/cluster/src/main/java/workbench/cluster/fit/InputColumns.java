package workbench.cluster.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import workbench.cluster.fit.TextColumns.Kind;
import workbench.cluster.scoring.ScoringInput;
import workbench.data.InvalidOption;
import workbench.data.csv.CsvCells;
import workbench.data.csv.CsvOptions;

/**
 * Columns of an input by their use: the label, and features that are numbers or categories.
 *
 * @param label its name
 * @param features numbers and categories, in the order of the input
 * @param numbers the features that are numbers
 * @param texts the features that are categories
 * @param empty columns without any value, which are no features
 */
record InputColumns(
    String label,
    List<String> features,
    List<String> numbers,
    List<String> texts,
    List<String> empty) {

  /** Column that tells the rows apart; it is no feature unless an option keeps it. */
  static final String ID = "id";

  /**
   * @throws workbench.data.InvalidInput if there is no feature, or a column cannot be one
   * @throws InvalidOption if an option names a column that the input does not have
   */
  static InputColumns of(ScoringInput input, CsvOptions options) {
    List<String> columns = Arrays.asList(input.schema().fieldNames());
    Set<Integer> dropped = positions("drop", options.dropped(), input);
    Set<Integer> kept = positions("keep", options.kept(), input);
    int labelColumn = labelColumn(input, options, dropped);
    List<String> named =
        IntStream.range(0, columns.size())
            .filter(j -> j != labelColumn && !dropped.contains(j))
            .filter(j -> kept.isEmpty() ? !columns.get(j).equals(ID) : kept.contains(j))
            .mapToObj(columns::get)
            .toList();
    if (input.isText() && kept.isEmpty()) {
      named.forEach(name -> refuseIndex(name, columns.indexOf(name), input));
    }
    if (named.isEmpty()) {
      throw input.wrong(
          "has the columns %s; at least one feature and, last, the label are needed%s"
              .formatted(
                  columns,
                  input.isText() && columns.size() == 1
                      ? "; -Dseparator= gives the separator"
                      : ""));
    }
    List<Kind> kinds =
        input.isText()
            ? kindsOfText(named, input)
            : named.stream().map(name -> kind(name, input)).toList();
    List<String> empty = ofKind(Kind.EMPTY, kinds, named);
    List<String> features = named.stream().filter(name -> !empty.contains(name)).toList();
    if (features.isEmpty()) {
      throw input.wrong(
          input.rows().isEmpty()
              ? "has no rows; rows of two classes are expected"
              : "no cell of a feature has a value");
    }
    return new InputColumns(
        labelColumn < 0 ? "" : columns.get(labelColumn),
        features,
        ofKind(Kind.NUMBER, kinds, named),
        ofKind(Kind.CATEGORY, kinds, named),
        empty);
  }

  private static List<String> ofKind(Kind kind, List<Kind> kinds, List<String> names) {
    return IntStream.range(0, names.size())
        .filter(j -> kinds.get(j) == kind)
        .mapToObj(names::get)
        .toList();
  }

  private static List<Kind> kindsOfText(List<String> names, ScoringInput input) {
    int corrupt = input.corruptColumn();
    int[] positions = names.stream().mapToInt(input.schema()::fieldIndex).toArray();
    return TextColumns.kinds(
        input
            .rows()
            .javaRDD()
            .filter(row -> row.isNullAt(corrupt))
            .map(row -> Arrays.stream(positions).mapToObj(row::getString).toArray(String[]::new)),
        names,
        input.cells(),
        input.name());
  }

  private static int labelColumn(ScoringInput input, CsvOptions options, Set<Integer> dropped) {
    String[] columns = input.schema().fieldNames();
    if (options.label() == null) {
      return IntStream.range(0, columns.length).filter(j -> !dropped.contains(j)).max().orElse(-1);
    }
    int column = position("label", options.label(), input);
    if (dropped.contains(column)) {
      throw new InvalidOption(
          "drop", options.drop(), "'%s' is the label".formatted(columns[column]));
    }
    return column;
  }

  private static Set<Integer> positions(String option, List<String> names, ScoringInput input) {
    return names.stream().map(name -> position(option, name, input)).collect(Collectors.toSet());
  }

  /** The position of a column that an option names, from 0. */
  private static int position(String option, String name, ScoringInput input) {
    List<String> columns = Arrays.asList(input.schema().fieldNames());
    int column = columns.indexOf(name.strip());
    if (column >= 0) {
      return column;
    }
    if (name.strip().matches("[1-9]\\d{0,6}") && Integer.parseInt(name.strip()) <= columns.size()) {
      return Integer.parseInt(name.strip()) - 1;
    }
    throw new InvalidOption(
        option,
        name,
        "input=%s has no such column; a number from 1 to %d or one of these is accepted: %s"
            .formatted(input.name(), columns.size(), String.join(", ", columns)));
  }

  /** Refuses a name like that of an index; Spark has no order of the rows to look at the values. */
  private static void refuseIndex(String name, int column, ScoringInput input) {
    boolean nameless = name.equals("_c" + column);
    if (nameless || CsvCells.isIndexName(name)) {
      throw input.wrong(
          "column %d %s, like an index of the rows: -Ddrop=%d leaves it out; -Dkeep= names the features, if it is one"
              .formatted(
                  column + 1,
                  nameless ? "has no name" : "is named '%s'".formatted(name),
                  column + 1));
    }
  }

  private static Kind kind(String feature, ScoringInput input) {
    DataType type = input.schema().apply(feature).dataType();
    if (type instanceof StringType) {
      return Kind.CATEGORY;
    }
    if (type instanceof NumericType || type instanceof BooleanType) {
      return Kind.NUMBER;
    }
    throw input.wrong(
        "column '%s' is of the type %s; a feature is a number or text: leave it out with -Ddrop=%s"
            .formatted(feature, type.simpleString(), feature));
  }
}

package workbench.cluster.fit;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import scala.collection.Seq;
import workbench.data.ColumnTransformer;
import workbench.data.ColumnTransformer.CategoryInput;
import workbench.data.ColumnTransformer.Input;

/** Encodes rows as a {@link ColumnTransformer} does, one after the other, on the executors. */
public final class RowEncoder implements Serializable {

  /**
   * @param position among the numbers or among the texts
   * @param first feature
   * @param width the number of features, without the indicator
   * @param levels of a category, each with its feature from 1, the first with 0; null of numbers
   */
  private record Place(
      int position, int first, int width, Map<String, Integer> levels, boolean indicator)
      implements Serializable {}

  private final Place[] places;
  private final double[] fill;

  /**
   * @param numbers the names of the number columns, in the order of the values of a row
   * @param texts likewise
   */
  public RowEncoder(ColumnTransformer columns, List<String> numbers, List<String> texts) {
    this.fill = columns.fill();
    this.places = new Place[columns.inputs().size()];
    int first = 0;
    for (int i = 0; i < places.length; i++) {
      Input input = columns.inputs().get(i);
      Map<String, Integer> levels = null;
      if (input instanceof CategoryInput category) {
        levels = new HashMap<>();
        for (String level : category.levels()) {
          levels.put(level, levels.size());
        }
      }
      places[i] =
          new Place(
              (levels == null ? numbers : texts).indexOf(input.name()),
              first,
              input.width(),
              levels,
              input.indicator());
      first += input.width() + (input.indicator() ? 1 : 0);
    }
  }

  /**
   * A vector {@code [p]} without missing values.
   *
   * @param numbers an array of doubles, NaN where a value is missing
   * @param texts an array of strings, null where a value is missing
   */
  public Column apply(Column numbers, Column texts) {
    return functions
        .udf(
            (UDF2<Seq<Double>, Seq<String>, Vector>)
                (values, levels) -> Vectors.dense(encode(values, levels)),
            SQLDataTypes.VectorType())
        .apply(numbers, texts);
  }

  private double[] encode(Seq<Double> numbers, Seq<String> texts) {
    double[] x = new double[fill.length];
    for (Place place : places) {
      boolean missing;
      if (place.levels() == null) {
        double value = numbers.apply(place.position());
        missing = Double.isNaN(value);
        x[place.first()] = value;
      } else {
        String text = texts.apply(place.position());
        missing = text == null;
        int level = missing ? 0 : place.levels().getOrDefault(text, 0);
        if (level > 0) {
          x[place.first() + level - 1] = 1;
        }
      }
      if (missing) {
        System.arraycopy(fill, place.first(), x, place.first(), place.width());
      }
      if (place.indicator()) {
        x[place.first() + place.width()] = missing ? 1 : 0;
      }
    }
    return x;
  }
}

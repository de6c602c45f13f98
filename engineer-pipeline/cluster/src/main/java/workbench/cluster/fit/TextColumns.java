package workbench.cluster.fit;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import workbench.cluster.scoring.NumberFeature;
import workbench.data.InvalidInput;
import workbench.data.csv.CsvCells;

/**
 * Decides which columns of CSV files are numbers and which are categories, by the rules of {@link
 * workbench.data.csv.CsvLoader}, in one pass over all rows.
 */
public final class TextColumns {

  /** A column of whole numbers and words with more values has a mistake in it. */
  private static final int FEW = 20;

  /** The kind of a column. */
  enum Kind {
    NUMBER,
    CATEGORY,
    /** No cell has a value. */
    EMPTY
  }

  private TextColumns() {}

  /** Counts of one column. */
  private static final class Profile implements Serializable {
    private final CsvCells cells;
    private long numbers;
    private long fractions;
    private long marks;
    private long words;
    private long infinite;
    private long otherNumbers;
    private String word;
    private final Set<String> values = new HashSet<>();

    Profile(CsvCells cells) {
      this.cells = cells;
    }

    void add(String cell) {
      String text = cell == null ? "" : cells.text(cell);
      if (text.isEmpty()) {
        return;
      }
      if (values.size() <= FEW) {
        values.add(text);
      }
      if (cells.isMissing(text)) {
        marks++;
      } else if (!Double.isNaN(cells.number(text))) {
        numbers++;
        fractions += cells.isFraction(text) ? 1 : 0;
      } else {
        words++;
        infinite += NumberFeature.isInfinity(text) ? 1 : 0;
        otherNumbers += CsvCells.isNumberWithAnyMark(text) ? 1 : 0;
        word = first(word, text);
      }
    }

    /** The same word for any order of the rows. */
    private static String first(String a, String b) {
      return a == null || b != null && b.compareTo(a) < 0 ? b : a;
    }

    Profile add(Profile other) {
      numbers += other.numbers;
      fractions += other.fractions;
      marks += other.marks;
      words += other.words;
      infinite += other.infinite;
      otherNumbers += other.otherNumbers;
      word = first(word, other.word);
      other.values.stream().limit(FEW + 1L).forEach(values::add);
      return this;
    }

    Kind kind(String input, String name) {
      if (words > 0 && words == otherNumbers) {
        throw new InvalidInput(
            "input=%s: column '%s': '%s' is a fraction or has a mark between thousands: -Ddecimal=. or -Ddecimal=, says which"
                .formatted(input, name, word));
      }
      if (words > 0 && words == infinite) {
        throw new InvalidInput(
            "input=%s: column '%s': '%s' is not a finite number: -Dmissing=%s treats it as missing"
                .formatted(input, name, word, word));
      }
      if (numbers == 0) {
        return words + marks == 0 ? Kind.EMPTY : Kind.CATEGORY;
      }
      boolean few = values.size() <= FEW && fractions == 0;
      if (words > 0 && numbers > words + marks && !few) {
        throw new InvalidInput(
            "input=%s: column '%s': '%s' is not a number, %,d other cells are: -Dmissing=%s treats it as missing, -Ddrop=%s leaves the column out"
                .formatted(input, name, word, numbers, word, name));
      }
      return words > 0 ? Kind.CATEGORY : Kind.NUMBER;
    }
  }

  /**
   * @param rows the cells of the columns, null where one is empty
   * @param input for messages
   * @throws InvalidInput if a column has a mistake in it
   */
  public static List<Kind> kinds(
      JavaRDD<String[]> rows, List<String> names, CsvCells cells, String input) {
    Profile[] empty = names.stream().map(_ -> new Profile(cells)).toArray(Profile[]::new);
    Profile[] profiles =
        rows.treeAggregate(
            empty,
            (all, row) -> {
              for (int j = 0; j < row.length; j++) {
                all[j].add(row[j]);
              }
              return all;
            },
            (a, b) -> {
              for (int j = 0; j < a.length; j++) {
                a[j].add(b[j]);
              }
              return a;
            });
    return IntStream.range(0, profiles.length)
        .mapToObj(j -> profiles[j].kind(input, names.get(j)))
        .toList();
  }
}

package workbench.data.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;

/** Tests of the separator, decimal sign, header and encoding of a file, and of the note on them. */
class CsvFormatsTest {

  /** Three rows of a text, a number with a fraction, a whole number and a label. */
  private static final String[][] ROWS = {
    {"größe", "b", "y"}, {"Köln", "1.5", "no"}, {"", "-2.25", "yes"}, {"New York", "30.125", "no"}
  };

  private static final List<String> ENCODINGS =
      List.of(
          "UTF-8",
          "UTF-8 BOM",
          "UTF-16LE BOM",
          "UTF-16BE BOM",
          "UTF-16LE",
          "UTF-16BE",
          "UTF-32LE BOM",
          "ISO-8859-1");

  private static final List<String> FORMS =
      List.of(
          "plain", "quoted", "gzip", "trailing", "blank lines", "comment", "index", "row names");

  private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");

  @TempDir Path folder;

  @Test
  void everyCombinationOfFormsGivesTheSameRows() throws IOException {
    int tried = 0;
    for (String separator : List.of(",", ";", "\t", "|", " ")) {
      for (String encoding : ENCODINGS) {
        for (String decimal : List.of(".", ",")) {
          for (String form : FORMS) {
            String end = LINE_ENDS.get(tried++ % 3);
            byte[] bytes = bytes(text(separator, decimal, end, form), encoding);
            Path file = folder.resolve("data.csv");
            Files.write(file, form.equals("gzip") ? packed(bytes) : bytes);
            assertRows(
                CsvLoader.load(
                    file,
                    encoding.equals("ISO-8859-1")
                        ? options("encoding", encoding)
                        : CsvOptions.NONE),
                String.join(" ", separator, encoding, decimal, form));
          }
        }
      }
    }
    assertEquals(5 * 8 * 2 * 8, tried);
  }

  private static String text(String separator, String decimal, String end, String form) {
    var text = new StringBuilder(form.equals("comment") ? "# made by hand" + end : "");
    for (int i = 0; i < ROWS.length; i++) {
      List<String> cells = new ArrayList<>();
      if (form.equals("index") || form.equals("row names") && i > 0) {
        cells.add(i == 0 ? "\"\"" : Integer.toString(i));
      }
      for (String cell : ROWS[i]) {
        String written = cell.matches("[-0-9.]+") ? cell.replace(".", decimal) : cell;
        boolean quotes = form.equals("quoted") || written.isEmpty() || written.contains(separator);
        cells.add(quotes ? "\"" + written + "\"" : written);
      }
      text.append(String.join(separator, cells));
      text.append(form.equals("trailing") && !separator.equals(" ") ? separator : "").append(end);
      text.append(form.equals("blank lines") ? end : "");
    }
    return text.toString();
  }

  private static byte[] bytes(String text, String encoding) {
    String[] parts = encoding.split(" ");
    return ((parts.length > 1 ? "\uFEFF" : "") + text).getBytes(Charset.forName(parts[0]));
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static void assertRows(Dataset dataset, String what) {
    assertEquals(
        List.of("größe", "b"), dataset.columns().stream().map(Column::name).toList(), what);
    var text = (Column.Categorical) dataset.columns().get(0);
    assertEquals(List.of("Köln", "New York"), text.levels(), what);
    assertArrayEquals(new int[] {0, -1, 1}, text.codes(), what);
    assertArrayEquals(new double[] {1.5, -2.25, 30.125}, numbers(dataset, 1), what);
    assertArrayEquals(new int[] {0, 1, 0}, dataset.labels(), what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // cells of a column, and the values that they mean
        "1,234.5 ; 12 ; 2,000,000 | 1234.5 12 2000000",
        "1.234,5 ; 12 ; 2.000.000 | 1234.5 12 2000000",
        "1 234,5 ; 12 ; 2 000 000 | 1234.5 12 2000000",
        "1'234.5 ; 12 ; 2'000'000 | 1234.5 12 2000000",
        "12% ; 0.5% ; -3 % | 12 0.5 -3",
        "$1,200.50 ; -$3 ; $ 7 | 1200.5 -3 7",
        "5 € ; 6,50€ ; € 7 | 5 6.5 7",
        "\u22121.5 ; 2 ; \u22123e-2 | -1.5 2 -0.03",
        "0,123 ; 0,5 ; 7 | 0.123 0.5 7",
        ".5 ; 5. ; +1E3 | 0.5 5 1000",
        "- ; 2.5 ; . | NaN 2.5 NaN",
        "NA ; ? ; 3 | NaN NaN 3"
      })
  void readsNumbersAsPeopleWriteThem(String cells, String values) throws IOException {
    String[] written = cells.split(" ; ");
    double[] expected = new double[3];
    for (int i = 0; i < 3; i++) {
      expected[i] = Double.parseDouble(values.split(" ")[i]);
    }
    Dataset dataset =
        load("a\ty\n%s\t0\n%s\t1\n%s\t0\n".formatted((Object[]) written), CsvOptions.NONE);
    assertArrayEquals(expected, numbers(dataset, 0));
  }

  @Test
  void asksForTheDecimalMarkWhereTwoReadingsArePossible() throws IOException {
    String text = "a;y\n1,234;0\n5,678;1\n";
    assertEquals(
        folder.resolve("data.csv")
            + ", line 2: column 'a': '1,234' is a fraction or has a mark between thousands:"
            + " -Ddecimal=. or -Ddecimal=, says which",
        refusal(text, CsvOptions.NONE));
    assertArrayEquals(new double[] {1234, 5678}, numbers(load(text, options("decimal", ".")), 0));
    assertArrayEquals(new double[] {1.234, 5.678}, numbers(load(text, options("decimal", ",")), 0));
    // Another column shows it.
    assertArrayEquals(
        new double[] {1.234, 5.678},
        numbers(load("a;b;y\n1,234;0,5;0\n5,678;1,5;1\n", CsvOptions.NONE), 0));
  }

  @Test
  void eachColumnShowsItsOwnDecimalMark() throws IOException {
    Dataset dataset = load("a,b,y\n\"0,8\",1.5,0\n\"1,3\",2.5,1\n", CsvOptions.NONE);
    assertArrayEquals(new double[] {0.8, 1.3}, numbers(dataset, 0));
    assertArrayEquals(new double[] {1.5, 2.5}, numbers(dataset, 1));
    assertTrue(dataset.notes().contains("decimal comma in 'a'"), dataset.notes().toString());
  }

  @Test
  void labelIsTheColumnThatTheOptionNames() throws IOException {
    String text = ",y,kind,y2\n1,no,a,5\n2,yes,b,6\n3,no,c,7\n";
    for (String label : List.of("y", "2")) {
      Dataset dataset = load(text, options("label", label));
      assertEquals("y", dataset.labelName());
      assertEquals(List.of("kind", "y2"), dataset.columns().stream().map(Column::name).toList());
    }
    assertEquals(
        folder.resolve("data.csv")
            + ", line 4: column 'y2': '7' is a third class beside '5' and '6'; the label has"
            + " exactly two: -Dlabel=y takes the one other column with two values",
        refusal(text, CsvOptions.NONE));
    assertEquals(
        "label=z is not possible: "
            + folder.resolve("data.csv")
            + " has no such column; a number from 1 to 4 or one of these is accepted: , y, kind,"
            + " y2",
        refusal(text, options("label", "z")));
  }

  @ParameterizedTest
  @CsvSource({
    "-1 +1, +1",
    "9 10, 10",
    "10 9, 10",
    "b a, b",
    "TRUE FALSE, TRUE",
    "+ -, -",
    "1.0 0.0, 1.0"
  })
  void laterOfTheTwoClassesIsPositive(String values, String positive) throws IOException {
    String[] label = values.split(" ");
    String text = "a,y\n1,%s\n2,%s\n3,%1$s\n".formatted((Object[]) label);
    assertEquals(positive, load(text, CsvOptions.NONE).classNames().get(1));
    assertEquals(label[0], load(text, options("positive", label[0])).classNames().get(1));
    assertEquals(label[1], load(text, options("positive", label[1])).classNames().get(1));
  }

  @Test
  void equalNumbersAreOneClass() throws IOException {
    assertArrayEquals(
        new int[] {0, 1, 1, 0}, load("a,y\n1,0\n2,1\n3,1.0\n4,0.0\n", CsvOptions.NONE).labels());
  }

  @Test
  void classesAreNeverMissingValues() throws IOException {
    // UCI's Credit Approval has the classes + and -.
    assertEquals(List.of("+", "-"), load("a,y\n1,+\n2,-\n3,-\n", CsvOptions.NONE).classNames());
    assertEquals(
        List.of("None", "Yes"), load("a,y\n1,None\n2,Yes\n", CsvOptions.NONE).classNames());
  }

  @Test
  void rowsWithoutALabelAreLeftOutAndCounted() throws IOException {
    Dataset dataset = load("a,y\n1,no\n2,\n3,yes\n", CsvOptions.NONE);
    assertArrayEquals(new double[] {1, 3}, numbers(dataset, 0));
    assertTrue(dataset.notes().contains("1 row without a label left out"));
  }

  @Test
  void dropAndKeepTakeNamesAndPositions() throws IOException {
    String text = "id,\"last, first\",age,y\n7,x,30,0\n3,z,40,1\n";
    assertEquals(
        List.of("age"),
        load(text, options("drop", "1,\"last, first\"")).columns().stream()
            .map(Column::name)
            .toList());
    assertEquals(
        List.of("id", "age"),
        load(text, options("keep", "3,id")).columns().stream().map(Column::name).toList());
    assertTrue(refusal(text, options("drop", "y,z")).startsWith("drop=z is not possible: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Unnamed: 0", "rownames"})
  void indexIsLeftOutWithANote(String name) throws IOException {
    for (int from : new int[] {0, 1}) {
      Dataset dataset =
          load("%s,a,y\n%d,5,0\n%d,6,1\n".formatted(name, from, from + 1), CsvOptions.NONE);
      assertEquals(1, dataset.columns().size());
      assertTrue(
          dataset.notes().stream()
              .anyMatch(note -> note.endsWith("the index: it counts the 2 rows from " + from)));
    }
  }

  @Test
  void numbersOfRowsUnderAnotherNameStay() throws IOException {
    assertEquals(2, load("id,a,y\n1,5,0\n2,6,1\n", CsvOptions.NONE).columns().size());
  }

  @Test
  void namesOfRowsAreLeftOut() throws IOException {
    // R: write.csv(mtcars[c("hp", "am")])
    Dataset dataset =
        load("\"\",\"hp\",\"am\"\n\"Mazda RX4\",110,1\n\"Hornet\",110,0\n", CsvOptions.NONE);
    assertEquals(List.of("hp"), dataset.columns().stream().map(Column::name).toList());
    // The same, read by pandas and written again.
    Dataset again = load(",rownames,hp,am\n0,Mazda RX4,110,1\n1,Hornet,110,0\n", CsvOptions.NONE);
    assertEquals(List.of("hp"), again.columns().stream().map(Column::name).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "14,175,62,pos\n4,146,78,neg\n15,136,70,pos\n",
        "y,n,?,republican\nn,n,y,democrat\ny,y,n,republican\nn,y,?,democrat\n",
        "vhigh,2,2,small,neg\nvhigh,4,2,med,pos\nlow,2,4,small,neg\nvhigh,2,2,med,pos\n"
      })
  void firstLineOfDataIsNoHeader(String text) throws IOException {
    String refusal = refusal(text, CsvOptions.NONE);
    assertTrue(refusal.contains("the first line looks like data"), refusal);
    assertTrue(refusal.contains("-Dheader=false"), refusal);
    Dataset dataset = load(text, options("header", "false"));
    assertEquals(text.lines().count(), dataset.rows());
    assertEquals("x1", dataset.columns().getFirst().name());
    assertEquals("x" + (dataset.columns().size() + 1), dataset.labelName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,1,2,y", "1,2,3,y", "0,1,2,3"})
  void numberedColumnsAreAHeader(String header) throws IOException {
    // pandas.DataFrame(array).to_csv() numbers the columns.
    assertEquals(3, load(header + "\n.5,7,8,0\n9,10,11,1\n", CsvOptions.NONE).columns().size());
  }

  @Test
  void numbersAndAFewWordsAreACategoryWithANote() throws IOException {
    Dataset dataset = load("doors,y\n2,0\n3,1\n4,0\n5more,1\n", CsvOptions.NONE);
    assertEquals(
        List.of("2", "3", "4", "5more"),
        ((Column.Categorical) dataset.columns().getFirst()).levels());
    assertTrue(
        dataset
            .notes()
            .contains(
                "'doors' is a category: 3 of its cells are numbers, 1 are text such as '5more'"));
  }

  @Test
  void missingValuesAreTheOnesThatTheOptionNames() throws IOException {
    String text = "a,c,y\n1,NA,0\n-9,x,1\n3,unknown,0\n";
    Dataset dataset = load(text, options("missing", "-9,unknown"));
    assertEquals(List.of(1, 2), dataset.columns().stream().map(Column::missing).toList());
    assertTrue(
        dataset.notes().contains("'-9', 'NA', 'unknown' read as missing: 'a' 1, 'c' 2"),
        dataset.notes().toString());
    Dataset only = load(text, options("missing", "only:unknown"));
    assertEquals(List.of(0, 1), only.columns().stream().map(Column::missing).toList());
  }

  @Test
  void columnsWithoutAnyValueAreLeftOutWithANote() throws IOException {
    Dataset dataset = load("a,b,y,\n1,,0,\n2,NA,1,\n", CsvOptions.NONE);
    assertEquals(List.of("a"), dataset.columns().stream().map(Column::name).toList());
    assertTrue(
        dataset.notes().contains("left out without any value: 'b', column 4 without a name"),
        dataset.notes().toString());
  }

  @Test
  void readsWhatExcelNamesAsItsSeparator() throws IOException {
    assertEquals(2, load("sep=;\r\na;b;y\r\n1;2;0\r\n3;4;1\r\n", CsvOptions.NONE).columns().size());
  }

  @Test
  void readsSingleQuotesAndBlanksAroundQuotes() throws IOException {
    Dataset single = load("'a b','y'\n'1, x','no'\n'2, x','yes'\n", CsvOptions.NONE);
    assertEquals("a b", single.columns().getFirst().name());
    assertEquals(List.of("no", "yes"), single.classNames());
    Dataset blanks = load("a, c, y\n1, \"x, z\", 0\n2, \"w\", 1\n", CsvOptions.NONE);
    assertEquals(List.of("w", "x, z"), ((Column.Categorical) blanks.columns().get(1)).levels());
  }

  @Test
  void readsAnySeparatorThatTheOptionNames() throws IOException {
    for (String option : List.of(":", "^", "pipe", "blank", "tab")) {
      String separator =
          switch (option) {
            case "pipe" -> "|";
            case "blank" -> "  ";
            case "tab" -> "\t";
            default -> option;
          };
      String text = "a,b,y\n1,2,0\n3,4,1\n".replace(",", separator);
      assertEquals(2, load(text, options("separator", option)).columns().size(), option);
    }
  }

  @Test
  void asksForTheSeparatorWhereTwoArePossible() throws IOException {
    String refusal = refusal("a,b|c,y\n1,2|3,0\n4,5|6,1\n", CsvOptions.NONE);
    assertTrue(refusal.contains("-Dseparator="), refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "separator, xx",
    "separator, a",
    "decimal, x",
    "encoding, utf9",
    "header, maybe",
    "positive, maybe",
    "label, 9",
    "keep, nothing"
  })
  void wrongValueIsOneLineThatNamesTheOption(String option, String value) throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), "a,y\n1,0\n2,1\n");
    InvalidOption refused =
        assertThrows(InvalidOption.class, () -> CsvLoader.load(file, options(option, value)));
    assertTrue(
        refused.getMessage().startsWith(option + "=" + value + " is not possible: "),
        refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count());
  }

  @Test
  void optionsAreShownAsTheyAreTyped() {
    var options =
        new CsvOptions("my label", null, "id,name", null, "?", ";", ",", "UTF-16", "false");
    assertEquals(
        "-Dlabel='my label' -Ddrop=id,name -Dmissing='?' -Dseparator=';' -Ddecimal=,"
            + " -Dencoding=UTF-16 -Dheader=false",
        options.describe());
  }

  @ParameterizedTest
  @CsvSource({
    "'PK\u0003\u0004', ZIP",
    "PAR1, Parquet",
    "%PDF-1.7, PDF",
    "<!DOCTYPE html>, HTML",
    "@relation iris, ARFF"
  })
  void namesTheFormatOfAFileThatIsNoText(String start, String what) throws IOException {
    Path file =
        Files.write(folder.resolve("data.csv"), start.getBytes(StandardCharsets.ISO_8859_1));
    String refusal =
        assertThrows(InvalidInput.class, () -> CsvLoader.load(file, CsvOptions.NONE)).getMessage();
    assertTrue(refusal.startsWith(file + ": is not CSV but ") && refusal.contains(what), refusal);
  }

  @Test
  void damagedGzipIsOneLine() throws IOException {
    byte[] packed = packed("a,y\n1,0\n2,1\n".repeat(500).getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("data.csv.gz");
    Files.write(file, Arrays.copyOf(packed, packed.length - 20));
    assertEquals(
        file + ": the gzip data are truncated or damaged",
        assertThrows(InvalidInput.class, () -> CsvLoader.load(file, CsvOptions.NONE)).getMessage());
  }

  private Dataset load(String text, CsvOptions options) throws IOException {
    return CsvLoader.load(Files.writeString(folder.resolve("data.csv"), text), options);
  }

  private String refusal(String text, CsvOptions options) {
    String message = assertThrows(InvalidInput.class, () -> load(text, options)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static CsvOptions options(String option, String value) {
    List<String> names =
        List.of(
            "label",
            "positive",
            "drop",
            "keep",
            "missing",
            "separator",
            "decimal",
            "encoding",
            "header");
    String[] values = new String[names.size()];
    values[names.indexOf(option)] = value;
    return new CsvOptions(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7],
        values[8]);
  }

  private static double[] numbers(Dataset dataset, int column) {
    return ((Column.Numeric) dataset.columns().get(column)).values();
  }
}

package workbench.scientist.description;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Examples;
import workbench.data.InvalidInput;

class DescriptionTest {

  @TempDir Path folder;

  @AfterEach
  void leavesNothingBehind() {
    assertTrue(Files.notExists(Path.of(".tmp")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"penguins", "breast-cancer"})
  void numbersAreThoseOfNumpy(String name) {
    NumpyDescription expected = NumpyDescription.of(name);
    Description description = describe(name);
    for (ColumnSummary column : description.columns()) {
      assertEquals(expected.missing().get(column.name()), column.missing(), column.name());
      assertEquals(expected.distinct().get(column.name()), column.distinct(), column.name());
      if (column instanceof ColumnSummary.Numeric numeric) {
        NumpyDescription.ByClass numbers = expected.numbers().get(column.name());
        assertNumbers(numbers.all(), numeric.all().orElseThrow(), column.name());
        assertNumbers(numbers.negative(), numeric.byClass().get(0), column.name());
        assertNumbers(numbers.positive(), numeric.byClass().get(1), column.name());
      }
    }
    assertEquals(
        Datasets.load(DatasetOptions.of(name, 1)).columns().stream().map(Column::name).toList(),
        description.columns().stream().map(ColumnSummary::name).toList());
  }

  private static void assertNumbers(double[] expected, ColumnSummary.Numbers actual, String name) {
    double[] values = {
      actual.rows(),
      actual.mean(),
      actual.standardDeviation(),
      actual.min(),
      actual.median(),
      actual.max()
    };
    for (int i = 0; i < values.length; i++) {
      assertEquals(expected[i], values[i], 1e-11 * Math.abs(expected[i]), name + " " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"penguins", "breast-cancer"})
  void correlationsAreThoseOfNumpy(String name) {
    double[][] expected = NumpyDescription.of(name).correlations();
    Description description = describe(name);
    int q = expected.length;
    assertEquals(q, description.numericNames().size());
    assertEquals(q * (q - 1) / 2, description.correlations().size());
    for (int i = 0; i < q; i++) {
      assertArrayEquals(expected[i], description.correlationMatrix()[i], 1e-12);
    }
  }

  @Test
  void strongestCorrelationsComeFirst() {
    // The data card: 21 of the 435 pairs correlate above 0.9, mean radius and mean perimeter at
    // 0.998.
    List<Pair> pairs = describe("breast-cancer").correlations();
    assertEquals("mean_radius", pairs.get(0).one());
    assertEquals("mean_perimeter", pairs.get(0).other());
    assertEquals(0.998, pairs.get(0).correlation(), 5e-4);
    assertTrue(Math.abs(pairs.get(20).correlation()) > 0.9);
    assertTrue(Math.abs(pairs.get(21).correlation()) <= 0.9);
    assertEquals(569, pairs.get(0).rows());
  }

  @Test
  void correlationsUseTheRowsThatHaveBoth() {
    assertTrue(describe("penguins").correlations().stream().allMatch(pair -> pair.rows() == 342));
  }

  @Test
  void categoriesAreThoseOfTheDataCard() {
    // Adelie: 44 Biscoe, 56 Dream, 52 Torgersen; all: 168, 124, 52.
    var island = (ColumnSummary.Categorical) describe("penguins").columns().get(0);
    assertEquals(
        List.of(
            new ColumnSummary.Level("Biscoe", 124, 44),
            new ColumnSummary.Level("Dream", 68, 56),
            new ColumnSummary.Level("Torgersen", 0, 52)),
        island.levels());
  }

  @Test
  void countsMissingCategoriesAsALevelOfTheirOwn() {
    // 344 penguins less 168 males and 165 females; of the 11, 6 are Adelies (152 less 146 complete
    // ones).
    assertEquals(
        List.of("sex", "", "5", "6"), query("penguins", "Categories by class").rows().getLast());
  }

  @Test
  void penguinsGiveTheFindingsThatTheirCardNames() {
    assertEquals(
        List.of(
            "11 of 344 rows lack a value: 'sex' in 11, 'bill_length_mm' in 2, 'bill_depth_mm' in 2,"
                + " 'flipper_length_mm' in 2, 'body_mass_g' in 2.",
            "2 rows have none of the 4 numbers: filling them in would invent rows.",
            "All 52 rows with 'island' = 'Torgersen' are 'Adelie': does that hold for rows to"
                + " come?"),
        findings(describe("penguins")));
  }

  @Test
  void dummyGivesNoFinding() {
    assertEquals(List.of(), findings(describe("dummy")));
  }

  @Test
  void numbersAreGivenByClass() {
    assertEquals(
        List.of(List.of("other", "192", "55.81"), List.of("Adelie", "152", "44.19")),
        query("penguins", "Rows of each class").rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"penguins", "breast-cancer", "dummy"})
  void shownSqlGivesTheShownRowsWhenPasted(String name) throws Exception {
    Description description = describe(name);
    Dataset dataset = Datasets.load(DatasetOptions.of(name, 1));
    try (Database database = Database.open()) {
      database.run(description.queries().getFirst().sql());
      database.fill(dataset.name(), dataset);
      for (Query query : description.queries().subList(1, description.queries().size())) {
        Database.Answer answer = database.ask(query.sql());
        assertEquals(query.columns(), answer.columns());
        assertEquals(
            query.rows(),
            answer.rows().stream().map(row -> row.stream().map(Inquiry::shown).toList()).toList());
      }
    }
  }

  @Test
  void isTheSameEveryTime() {
    assertEquals(describe("breast-cancer").queries(), describe("breast-cancer").queries());
    assertTrue(
        Arrays.deepEquals(
            describe("synthetic").correlationMatrix(), describe("synthetic").correlationMatrix()));
  }

  @Test
  void readsCsvHoweverItIsWritten() throws IOException {
    for (String content :
        List.of(
            "a,b,y\n1,red,0\n2.5e-3,blue,1\n+3E2,,1\n",
            "a,b,y\r\n1,red,0\r\n2.5e-3,blue,1\r\n+3E2,,1\r\n",
            "\uFEFF\"a\",\"b\",\"y\"\r\n\"1\",\"red\",\"0\"\r\n2.5e-3,blue,1\n\n300,\"\",1",
            "a,b,y\n 1 ,red,0\n2.5e-3 ,blue,1\n300,  ,1\n",
            "a,b,y\r1,red,0\r2.5e-3,blue,1\r300,,1\r")) {
      Description description = describe(csv("data.csv", content));
      var a = (ColumnSummary.Numeric) description.columns().get(0);
      assertEquals(
          new ColumnSummary.Numbers(
              2, 150.00125, a.byClass().get(1).standardDeviation(), 0.0025, 150.00125, 300),
          a.byClass().get(1));
      assertEquals(1, description.columns().get(1).missing(), content);
      assertEquals(2, description.columns().get(1).distinct(), content);
    }
  }

  @Test
  void blankCellsAmongNumbersAreMissing() throws IOException {
    Description description = describe(csv("data.csv", "a,b,y\n1, x,0\n  , \t,1\n3, x,0\n,y ,1\n"));
    assertEquals(
        List.of(2, 1), description.columns().stream().map(ColumnSummary::missing).toList());
    assertEquals(
        List.of("x", "y"),
        ((ColumnSummary.Categorical) description.columns().get(1))
            .levels().stream().map(ColumnSummary.Level::name).toList());
  }

  @Test
  void readsCommasQuotesAndLineBreaksWithinQuotes() throws IOException {
    Description description =
        describe(
            csv(
                "data.csv",
                "a,y\n\"one,two\",\"no, \"\"never\"\"\"\n\"three\nfour\",yes\nfive\"six,yes\n"));
    assertEquals(
        List.of(
            new ColumnSummary.Level("five\"six", 0, 1),
            new ColumnSummary.Level("one,two", 1, 0),
            new ColumnSummary.Level("three\nfour", 0, 1)),
        ((ColumnSummary.Categorical) description.columns().get(0)).levels());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's mine.csv",
        "größe 数 1.csv",
        "a; DROP TABLE data; --.csv",
        "semi;colon.csv",
        "g[1].csv",
        "year=2020.csv",
        "{a,b}.csv",
        "~.csv",
        "select.csv",
        "data.csv.gz",
      })
  void readsFilesOfAnyName(String name) throws IOException {
    // What a pattern g[1].csv would match.
    csv("g1.csv", "a,y\n7,0\n7,0\n7,1\n");
    Description description = describe(csv(name, "a,y\n1,0\n2,1\n"));
    var a = (ColumnSummary.Numeric) description.columns().get(0);
    assertEquals(1.5, a.all().orElseThrow().mean());
  }

  @Test
  void doesNotTakeAFolderForAPartition() throws IOException {
    Path file = Files.createDirectories(folder.resolve("y=2")).resolve("data.csv");
    Files.writeString(file, "a,y\n1,0\n2,1\n");
    assertEquals(1, describe(file).columns().size());
  }

  @Test
  void columnsMayHaveAnyName() throws IOException {
    List<String> names =
        List.of(
            "a\"b",
            "a;b",
            "select",
            "value",
            "feature",
            "nr",
            "level",
            "copies",
            "cells",
            "rowid",
            "v",
            "c",
            "x",
            "y",
            "column_name",
            "größe 数",
            "a'b",
            "'); DROP TABLE data; --",
            "A",
            "a",
            "a_2",
            "data",
            "two words",
            "count",
            "%d");
    var text =
        new StringBuilder(
            names.stream().map(DescriptionTest::quoted).collect(Collectors.joining(","))
                + ",text,\"table_name\"\n");
    for (int i = 0; i < 20; i++) {
      int row = i;
      text.append(
              IntStream.range(0, names.size())
                  .mapToObj(j -> String.valueOf((row * (j + 3) + j) % 23))
                  .collect(Collectors.joining(",")))
          .append(i % 3 == 0 ? ",'one'" : ",two")
          .append(i % 2 == 0 ? ",no's\n" : ",yes\n");
    }
    Description description = describe(csv("data.csv", text.toString()));
    assertEquals(names, description.numericNames());
    for (int j = 0; j < names.size(); j++) {
      int column = j;
      var summary = (ColumnSummary.Numeric) description.columns().get(j);
      assertEquals(
          IntStream.range(0, 20)
              .map(row -> (row * (column + 3) + column) % 23)
              .average()
              .orElseThrow(),
          summary.all().orElseThrow().mean(),
          1e-12,
          names.get(j));
      assertEquals(10, summary.byClass().get(0).rows(), names.get(j));
    }
    assertEquals(
        7, ((ColumnSummary.Categorical) description.columns().getLast()).levels().get(0).rows());
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Test
  void namesThatDifferInCaseAloneStayApart() throws IOException {
    Description description =
        describe(csv("data.csv", "a,A,a_2,Y,y\n1,4,7,0,0\n2,5,8,0,0\n3,6,9,1,1\n"));
    assertEquals(
        List.of(2.0, 5.0, 8.0),
        description.columns().stream()
            .limit(3)
            .map(column -> ((ColumnSummary.Numeric) column).all().orElseThrow().mean())
            .toList());
  }

  @Test
  void tableMayBeCalledLikeAColumn() throws IOException {
    assertEquals(1, describe(csv("a.csv", "a,y\n1,0\n2,1\n")).columns().size());
    assertEquals(1, describe(csv("cells.csv", "a,y\n1,0\n2,1\n")).columns().size());
  }

  @Test
  void countsRowsThatRepeatAndRowsThatContradict() throws IOException {
    // Rows 2 and 3 repeat row 1; row 5 has the features of row 4 and another label; a missing value
    // is like
    // another.
    Description description =
        describe(csv("data.csv", "a,b,y\n1,x,0\n1,x,0\n1,x,0\n2,,0\n2,,1\n3,x,1\n"));
    assertEquals(2, description.duplicateRows());
    assertEquals(2, description.contradictoryRows());
    // The features alone: rows 2, 3 and 5.
    assertFinding(
        description,
        "3 of 6 rows repeat the features of an earlier row, and 2 rows have the features of a row"
            + " with the other label.");
  }

  @Test
  void remarksOnConstantAndIdenticalColumns() throws IOException {
    Description description =
        describe(csv("data.csv", "a,b,c,d,e,y\n1,1,5,x,x,0\n2,2,5,,,1\n3,3,,z,z,0\n4,4,5,x,x,1\n"));
    assertFinding(description, "1 column has the same value in every row that has one: 'c'.");
    assertFinding(
        description,
        "Columns are the same in every row: 'a' and 'b', 'd' and 'e'; one of each is enough.");
    assertEquals(1, description.correlationMatrix()[0][1], 1e-12);
    assertTrue(Double.isNaN(description.correlationMatrix()[2][2]));
    assertTrue(Double.isNaN(description.correlationMatrix()[0][2]));
    assertTrue(findings(description).stream().noneMatch(text -> text.contains("correlate")));
  }

  @Test
  void remarksOnARareClassAndOnImbalance() throws IOException {
    // 1 of 50: 98%
    Description description =
        describe(csv("data.csv", "a,y\n" + rows(49, i -> (i * i) % 17 + ",no\n") + "3,yes\n"));
    assertFinding(description, "Only 1 row is 'yes': too few");
    assertFinding(description, "98.0% of the rows are 'no'");
  }

  @Test
  void remarksOnMoreColumnsThanRows() throws IOException {
    Description description = describe(csv("data.csv", "a,b,c,y\n1,2,4,0\n2,1,7,1\n"));
    assertFinding(description, "There are more columns (3) than rows (2)");
  }

  @Test
  void remarksOnAnOutlier() throws IOException {
    // 99 zeros and 1000: mean 10, standard deviation 100 (n - 1), so 990 / 100 = 9.9.
    Description description =
        describe(csv("data.csv", "a,y\n" + rows(99, i -> "0," + i % 2 + "\n") + "1000,1\n"));
    assertFinding(
        description,
        "1 column has a value more than 8 standard deviations from the mean: 'a' 1000 (9.9).");
  }

  @Test
  void remarksOnARowNumber() throws IOException {
    Description description =
        describe(csv("data.csv", "id,y\n" + rows(40, i -> i + "," + i % 2 + "\n")));
    assertFinding(description, "'id' rises from row to row");
  }

  @Test
  void describesTextOfAThousandLevelsWhichExamplesRefuse() throws IOException {
    Path file = csv("data.csv", "name,y\n" + rows(1000, i -> "n" + i + "," + i % 2 + "\n"));
    Description description = describe(file);
    assertFinding(
        description,
        "'name' is text with 1,000 different values: more than 100 are not read as categories");
    assertTrue(
        description.queries().stream()
            .noneMatch(query -> query.title().equals("Categories by class")));
    Dataset dataset = Datasets.load(DatasetOptions.of(file.toString(), 1));
    assertEquals(
        "data: column 'name' is text with 1000 different values; up to 100 are read as categories:"
            + " leave it out with -Ddrop=name",
        assertThrows(InvalidInput.class, () -> Examples.of(dataset)).getMessage());
  }

  @Test
  void summarisesTheFirstSixtyOfManyColumnsWithANote() {
    DatasetOptions options = new DatasetOptions("synthetic", 30, 70, null, 1);
    Description description = Description.of(Datasets.load(options));
    assertEquals(70, description.columns().size());
    assertEquals(60, description.numericNames().size());
    assertEquals(60 * 59 / 2, description.correlations().size());
    assertTrue(((ColumnSummary.Numeric) description.columns().get(60)).all().isEmpty());
    assertFinding(
        description,
        "Of the 70 columns of numbers only the first 60 are summarised and correlated.");
    assertFinding(description, "There are more columns (70) than rows (30)");
  }

  @Test
  void missingValuesInEveryRowAreDescribed() throws IOException {
    Description description = describe(csv("data.csv", "a,b,y\n1,,0\n,2,1\n3,,1\n,4,0\n"));
    assertEquals(
        List.of(2, 2), description.columns().stream().map(ColumnSummary::missing).toList());
    assertFinding(description, "4 of 4 rows lack a value");
    // No row has both.
    assertEquals(List.of(), description.correlations());
  }

  @Test
  void aClassWithoutAnyValueHasNoMean() throws IOException {
    var a =
        (ColumnSummary.Numeric) describe(csv("data.csv", "a,y\n1,0\n2,0\n,1\n")).columns().get(0);
    assertEquals(0, a.byClass().get(1).rows());
    assertTrue(Double.isNaN(a.byClass().get(1).mean()));
  }

  @Test
  void leavesTheUsersFolderAsItIs() throws IOException {
    describe(csv("data.csv", "a,y\n1,0\n2,1\n"));
    try (Stream<Path> paths = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("data.csv")), paths.toList());
    }
  }

  @Test
  void databaseReadsNoFileAndLoadsNoExtension() throws Exception {
    Path file = csv("data.csv", "a,y\n1,0\n2,1\n");
    try (Database database = Database.open()) {
      for (String sql :
          List.of(
              "FROM read_csv(" + Sql.text(file.toString()) + ")",
              "INSTALL httpfs",
              "LOAD httpfs",
              "COPY (SELECT 1) TO " + Sql.text(folder.resolve("out.csv").toString()),
              "SET enable_external_access = true",
              "SET autoload_known_extensions = true")) {
        assertThrows(SQLException.class, () -> database.run(sql), sql);
      }
    }
  }

  @Test
  void manyRowsAreCorrelatedOnASystematicSample() throws Exception {
    // 0 to 99 against its squares: every tenth row of both is 10, 20, ..., 100 in the order of the
    // file.
    Path file = csv("data.csv", "a,b,y\n" + rows(100, i -> i + "," + i * i + "," + i % 2 + "\n"));
    Dataset dataset = Datasets.load(DatasetOptions.of(file.toString(), 1));
    try (Database database = Database.open()) {
      var sql = new Sql(dataset, database.keywords());
      database.run(sql.create());
      database.fill(dataset.name(), dataset);
      List<Object> row = database.ask(sql.correlations(10, "")).rows().getFirst();
      assertEquals(10L, row.get(3));
      // numpy.corrcoef(range(9, 100, 10), [i * i for i in range(9, 100, 10)])[0, 1]
      assertEquals(0.9736449020657356, (Double) row.get(2), 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3750.0, 3750",
    "0.000894799, 0.0008948",
    "123456.789, 123457",
    "-0.5839, -0.5839",
    "0.0, 0",
    "-0.0, 0",
    "1e-7, 1E-7",
    "1.23456e20, 1.235E+20",
    "99.999999, 100",
    "1234567890.0, 1234567890",
    "NaN, NaN"
  })
  void showsNumbersWithFourDigits(double number, String shown) {
    assertEquals(shown, Inquiry.shown(number));
  }

  private static Query query(String dataset, String title) {
    return describe(dataset).queries().stream()
        .filter(query -> query.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static void assertFinding(Description description, String start) {
    List<String> findings = findings(description);
    assertTrue(findings.stream().anyMatch(text -> text.startsWith(start)), findings::toString);
  }

  private static List<String> findings(Description description) {
    return description.findings().stream().map(Finding::text).toList();
  }

  private static Description describe(Path file) {
    return describe(file.toString());
  }

  private static Description describe(String dataset) {
    DatasetOptions options = DatasetOptions.of(dataset, 1);
    return Description.of(Datasets.load(options));
  }

  private Path csv(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rows(int count, IntFunction<String> row) {
    return IntStream.range(0, count).mapToObj(row).collect(Collectors.joining());
  }
}

package workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundled files say what their data cards say. */
class BundledDatasetsTest {

  private static final int NAME = 1;
  private static final int MIN = 4;
  private static final int MAX = 5;
  private static final int MISSING = 6;

  @Test
  void breastCancerHasItsRowsAndClasses() {
    Dataset dataset = load("breast-cancer");
    assertEquals(30, dataset.columns().size());
    assertEquals(List.of("benign", "malignant"), dataset.classNames());
    assertArrayEquals(new int[] {357, 212}, dataset.classCounts());
  }

  @Test
  void breastCancerHasTheMeansThatScikitLearnComputes() {
    // StandardScaler().fit(load_breast_cancer().data).mean_[:3], scikit-learn 1.9.1
    double[] expected = {14.127291739894563, 19.28964850615117, 91.96903339191566};
    double[] means =
        load("breast-cancer").columns().stream()
            .limit(3)
            .mapToDouble(column -> Arrays.stream(values(column)).average().orElseThrow())
            .toArray();
    assertArrayEquals(expected, means, 1e-12);
  }

  @Test
  void penguinsHaveTheirRowsAndClasses() {
    Dataset dataset = load("penguins");
    assertEquals(List.of("other", "Adelie"), dataset.classNames());
    assertArrayEquals(new int[] {192, 152}, dataset.classCounts());
  }

  @Test
  void penguinsHaveTwoCategoriesAndFourMeasurements() {
    assertEquals(
        List.of(
            "island Categorical",
            "sex Categorical",
            "bill_length_mm Numeric",
            "bill_depth_mm Numeric",
            "flipper_length_mm Numeric",
            "body_mass_g Numeric"),
        load("penguins").columns().stream()
            .map(column -> column.name() + " " + column.getClass().getSimpleName())
            .toList());
  }

  @Test
  void penguinsKeepMissingValuesWhereTheDataCardSaysTheyAre() {
    // File lines 5 and 341 have no measurement and no sex, line 338 has no sex; row 0 is line 2.
    List<Column> columns = load("penguins").columns();
    for (int row : new int[] {5 - 2, 341 - 2}) {
      assertTrue(columns.stream().skip(1).allMatch(column -> column.isMissing(row)), "row " + row);
    }
    assertEquals(
        List.of("sex"),
        columns.stream().filter(column -> column.isMissing(338 - 2)).map(Column::name).toList());
  }

  @Test
  void penguinsHave333CompleteRows() {
    Dataset complete = load("penguins").completeCases();
    assertEquals(333, complete.rows());
    assertArrayEquals(new int[] {119 + 68, 146}, complete.classCounts());
  }

  @ParameterizedTest
  @CsvSource({"Biscoe,168", "Dream,124", "Torgersen,52"})
  void penguinsLiveOnThreeIslands(String island, int count) {
    Column.Categorical column = (Column.Categorical) load("penguins").columns().get(0);
    int level = column.levels().indexOf(island);
    assertEquals(count, Arrays.stream(column.codes()).filter(code -> code == level).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"penguins", "breast-cancer"})
  void columnsHaveTheMissingValuesOfTheDataCard(String name) {
    Map<String, String[]> card = cardRows(name);
    for (Column column : load(name).columns()) {
      assertEquals(
          Integer.parseInt(card.get(column.name())[MISSING]), column.missing(), column.name());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"penguins", "breast-cancer"})
  void columnsHaveTheRangeOfTheDataCard(String name) {
    Map<String, String[]> card = cardRows(name);
    for (Column column : load(name).columns()) {
      if (column instanceof Column.Numeric) {
        String[] row = card.get(column.name());
        double[] present =
            Arrays.stream(values(column)).filter(value -> !Double.isNaN(value)).sorted().toArray();
        assertEquals(Double.parseDouble(row[MIN]), present[0], column.name());
        assertEquals(Double.parseDouble(row[MAX]), present[present.length - 1], column.name());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"penguins", "breast-cancer"})
  void checksumIsThatOfTheFileAndOfTheDataCard(String name) throws Exception {
    String sha256 = load(name).sha256();
    assertEquals(sha256OfResource(name + ".csv"), sha256);
    assertTrue(Datasets.card(name).contains("\nSHA-256: " + sha256 + "\n"), sha256);
  }

  private static Dataset load(String name) {
    return Datasets.load(DatasetOptions.of(name, 1));
  }

  private static double[] values(Column column) {
    return ((Column.Numeric) column).values();
  }

  /** The card's table of columns, by the column's name, cells without the spaces around them. */
  private static Map<String, String[]> cardRows(String name) {
    return Datasets.card(name)
        .lines()
        .map(line -> line.split(Pattern.quote("|"), -1))
        .filter(cells -> cells.length == MISSING + 2)
        .map(cells -> Arrays.stream(cells).map(String::strip).toArray(String[]::new))
        .collect(Collectors.toMap(cells -> cells[NAME], cells -> cells));
  }

  private static String sha256OfResource(String file) throws Exception {
    try (InputStream in = Datasets.class.getResourceAsStream(file)) {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
    }
  }
}

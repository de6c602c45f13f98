package workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {

  @Test
  void namesAreThoseOfTheDesign() {
    assertEquals(List.of("dummy", "synthetic", "penguins", "breast-cancer"), Datasets.names());
  }

  @Test
  void describesEveryDatasetInALine() {
    List<String> lines = Datasets.describe().lines().toList();
    assertEquals(
        List.of("dummy", "synthetic", "penguins", "breast-cancer", "PATH.csv"),
        lines.stream().map(line -> line.strip().split(" +")[0]).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "dummy,100 x 5",
    "synthetic,'1,000 x 5'",
    "penguins,344 x 6",
    "breast-cancer,569 x 30"
  })
  void describesTheSizeThatIsLoaded(String name, String size) {
    Dataset dataset = Datasets.load(DatasetOptions.of(name, 1));
    String line =
        Datasets.describe()
            .lines()
            .filter(text -> text.strip().startsWith(name + " "))
            .findFirst()
            .orElseThrow();
    assertTrue(line.contains(" " + size), line);
    assertEquals(size.replace(",", ""), dataset.rows() + " x " + dataset.columns().size());
  }

  @Test
  void unknownNameIsAnsweredWithTheList() {
    var e = assertThrows(InvalidOption.class, () -> Datasets.load(DatasetOptions.of("iris", 1)));
    assertEquals(
        "dataset=iris is not possible: there is no such data set. These are:"
            + System.lineSeparator()
            + Datasets.describe(),
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"penguins", "breast-cancer"})
  void refusesRowsForABundledSet(String name) {
    var e =
        assertThrows(
            InvalidOption.class, () -> Datasets.load(new DatasetOptions(name, 50, null, null, 1)));
    assertEquals(
        "rows=50 is not possible: it is for dummy and synthetic, which are generated; "
            + name
            + " has its rows",
        e.getMessage());
  }

  @Test
  void generatedSetsTakeRowsAndFeatures() {
    for (String name : List.of("dummy", "synthetic")) {
      Dataset dataset = Datasets.load(new DatasetOptions(name, 7, 3, null, 1));
      assertArrayEquals(
          new int[] {7, 3}, new int[] {dataset.rows(), dataset.columns().size()}, name);
    }
  }

  @ParameterizedTest
  @MethodSource("workbench.data.Datasets#names")
  void everySetHasADataCard(String name) {
    String card = Datasets.card(name);
    assertTrue(card.startsWith("# "), card);
    assertTrue(card.contains("## Pitfalls"), card);
  }
}

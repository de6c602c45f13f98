package workbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import workbench.data.DataCard.ColumnNote;

/** The expected texts are those of the cards. */
class DataCardTest {

  @ParameterizedTest
  @CsvSource({
    "breast-cancer, Can these measurements tell malignant from benign?",
    "penguins, Can these columns tell Adelie penguins from the others?",
    "dummy, Can the features predict the toss of a coin?",
  })
  void asksOneQuestion(String name, String question) {
    assertEquals(question, DataCard.of(name).orElseThrow().question());
  }

  @ParameterizedTest
  @MethodSource("workbench.data.Datasets#names")
  void namesSourceAndLicenceOfTheData(String name) {
    DataCard card = DataCard.of(name).orElseThrow();
    for (String line : List.of(card.question(), card.source(), card.licence())) {
      assertTrue(!line.isBlank() && line.lines().count() == 1, line);
    }
  }

  @Test
  void namesTheLicences() {
    assertTrue(
        DataCard.of("breast-cancer")
            .orElseThrow()
            .licence()
            .startsWith("Creative Commons Attribution 4.0"));
    assertTrue(DataCard.of("penguins").orElseThrow().licence().startsWith("CC0 1.0"));
  }

  @ParameterizedTest
  @CsvSource({"penguins", "breast-cancer"})
  void hasANoteOnEveryColumnInTheOrderOfTheFile(String name) {
    Dataset dataset = Datasets.load(DatasetOptions.of(name, 1));
    List<String> names = new ArrayList<>(dataset.columns().stream().map(Column::name).toList());
    names.add(dataset.labelName());
    assertEquals(
        names, DataCard.of(name).orElseThrow().columns().stream().map(ColumnNote::name).toList());
  }

  @Test
  void givesMeaningAndUnit() {
    assertEquals(
        Optional.of(new ColumnNote("body_mass_g", "body mass", "g")),
        DataCard.of("penguins").orElseThrow().column("body_mass_g"));
    assertEquals(
        Optional.of(new ColumnNote("worst_area", "largest of area", "")),
        DataCard.of("breast-cancer").orElseThrow().column("worst_area"));
  }

  @Test
  void unitIsEmptyWhereThereIsNone() {
    assertEquals("", DataCard.of("penguins").orElseThrow().column("island").orElseThrow().unit());
  }

  @ParameterizedTest
  @CsvSource({
    "dummy, x1, 'feature, uniform and independent'",
    "synthetic, x17, 'feature, standard normal and independent'",
    "dummy, label, 'a fair coin, independent of the features'",
  })
  void oneNoteNamesAllGeneratedColumns(String name, String column, String meaning) {
    assertEquals(
        Optional.of(new ColumnNote(column, meaning, "")),
        DataCard.of(name).orElseThrow().column(column));
  }

  @ParameterizedTest
  @CsvSource({"dummy, x0", "dummy, x", "penguins, x1", "penguins, year"})
  void hasNoNoteOnAColumnThatIsNotThere(String name, String column) {
    assertEquals(Optional.empty(), DataCard.of(name).orElseThrow().column(column));
  }

  @Test
  void fileOfTheUsersOwnHasNoCard() {
    assertEquals(Optional.empty(), DataCard.of("shop"));
    assertEquals(Optional.empty(), DataCard.of("../penguins"));
  }
}

package workbench.engineer.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.InvalidInput;
import workbench.data.Preparation;

class DataValidationTest {

  @TempDir private Path folder;

  @Test
  void cleanDataHaveNoFindings() throws IOException {
    assertEquals(List.of(), validate("x,y", 100, i -> i + "," + i % 2).findings());
  }

  @Test
  void countsMissingValuesByColumn() {
    // The data card: sex is missing in 11 rows, the four measurements in 2 of them.
    assertEquals(
        List.of(
            "missing values: sex 11, bill_length_mm 2, bill_depth_mm 2, flipper_length_mm 2,"
                + " body_mass_g 2, in 11 of 344 rows: imputed"),
        DataValidation.of(prepare("penguins")).findings());
  }

  @Test
  void namesConstantFeatures() throws IOException {
    assertEquals(
        List.of("constant features, which carry no information: z"),
        validate("x,z,y", 100, i -> i + ",7," + i % 2).findings());
  }

  @Test
  void refusesDataWithoutAnyFeatureThatVaries() {
    var e = assertThrows(InvalidInput.class, () -> validate("z,y", 100, i -> "7," + i % 2));
    assertTrue(e.getMessage().contains("no feature varies"), e.getMessage());
  }

  @Test
  void refusesValuesBeyondSinglePrecision() {
    var e =
        assertThrows(
            InvalidInput.class, () -> validate("x,y", 100, i -> (i + 1) + "e300," + i % 2));
    assertTrue(e.getMessage().startsWith("data: column 'x' reaches "), e.getMessage());
  }

  @Test
  void saysThatAClassIsRare() throws IOException {
    assertEquals(
        List.of("the class 'rare' is rare: 4.0% of the rows"),
        validate("x,y", 250, i -> i + (i % 25 == 0 ? ",rare" : ",usual")).findings());
  }

  @Test
  void countsDuplicateRowsAndThoseWithBothLabels() throws IOException {
    // 400 rows, of which rows 0 and 1 are the same, and rows 2 and 3 but for the label.
    List<String> findings =
        validate("x,y", 400, i -> i == 1 ? "0,0" : i == 3 ? "2,1" : i + "," + i % 2).findings();
    assertEquals(
        List.of(
            "2 of 400 rows repeat the features of an earlier row, and 2 rows have the features of a"
                + " row with the other label"),
        findings);
  }

  @Test
  void rowsThatResembleEachOtherAreAFindingAndNoRefusal() throws IOException {
    // Each of 10 values 10 times.
    assertEquals(
        List.of("90 of 100 rows repeat the features of an earlier row"),
        validate("x,y", 100, i -> i % 10 + "," + i % 2).findings());
  }

  @Test
  void namesLevelsThatDifferInCaseAlone() throws IOException {
    List<String> findings =
        validate("x,c,y", 90, i -> i + (i % 3 == 0 ? ",Red," : ",red,") + i % 2).findings();
    assertEquals(
        List.of("'c' has the levels 'Red' and 'red', which differ only in case or blanks"),
        findings);
  }

  private DataValidation validate(String header, int rows, IntFunction<String> row)
      throws IOException {
    String text =
        IntStream.range(0, rows)
            .mapToObj(row)
            .collect(Collectors.joining("\n", header + "\n", "\n"));
    Path file = Files.writeString(folder.resolve("data.csv"), text);
    return DataValidation.of(prepare(file.toString()));
  }

  private static Preparation prepare(String dataset) {
    return Preparation.of(Datasets.load(DatasetOptions.of(dataset, 42)), 0.2, 42);
  }
}

package workbench.scientist.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.data.DatasetOptions;
import workbench.data.InvalidInput;
import workbench.scientist.study.Conclusions;
import workbench.scientist.study.Studies;
import workbench.scientist.study.Study;

/**
 * Data that are not as they should be: either the report says what was done about it, or one line
 * says why there is none.
 */
class BadInputTest {

  private static final int ROWS = 80;

  @TempDir Path folder;

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void constantColumnIsLeftOutOfTheFitWithoutPenaltyWithANote() throws Exception {
    String report = report("x,same,y", i -> x(i) + ",7," + coin(i));
    assertTrue(report.contains("<li>same: constant: 7.0 in every row</li>"), "left out");
    assertTrue(report.contains("Wald z"), "the rest is fitted");
    assertTrue(
        report.contains("'same' has the same value in all 80 rows") || report.contains("constant"),
        "finding");
  }

  @Test
  void copyOfAColumnIsLeftOutOfTheFitWithoutPenaltyWithANote() throws Exception {
    String report =
        report(
            "x,again,y",
            i -> {
              double x = x(i);
              return x + "," + x + "," + coin(i);
            });
    assertTrue(report.contains("<li>again: "), "left out");
    assertTrue(report.contains("Wald z"), "the rest is fitted");
  }

  @Test
  void separationIsExplainedInPlaceOfPValues() throws Exception {
    String report =
        report("x,z,y", i -> (i % 2 == 0 ? 1 + i : -1 - i) + "," + x(i) + "," + coin(i));
    assertTrue(report.contains("Complete separation"), "explained");
    assertTrue(report.contains("no odds ratios are given"), "odds");
    assertFalse(report.contains("odds times"), "odds");
    assertFalse(report.contains("Wald z"), "p-values");
  }

  @Test
  void levelThatOneClassAloneHasIsQuasiSeparation() throws Exception {
    // Every «only» is a «yes»; the remaining rows overlap.
    String report =
        report("x,kind,y", i -> x(i) + (i % 8 == 0 ? ",only,yes" : ",other," + coin(i / 3)));
    assertTrue(report.contains("Quasi-complete separation"), "explained");
    assertTrue(
        report.contains("with the coefficients of &#39;kind=other&#39;: they have no"), "named");
    assertTrue(report.contains("Wald z"), "the rest is fitted");
  }

  @Test
  void moreColumnsThanRowsAreFittedWithPenaltyAlone() {
    DatasetOptions options = new DatasetOptions("synthetic", 60, 70, null, 3);
    String report = StudyReportTest.html(Studies.of(options), options);
    assertFalse(report.contains("Wald z"), "p-values");
    assertTrue(report.contains("not a confidence interval"), "penalised fit");
  }

  @Test
  void oneTestRowOfAClassCannotShowSkill() throws Exception {
    // 6 of 100 rows: 5 to train on and 1 to test. Wherever that row is ranked, 1 of 20 is as good.
    Path file = write("x,z,y", 100, i -> x(i) + "," + x(i) + (i % 17 == 0 ? ",rare" : ",usual"));
    Study study = study(file);
    assertEquals(20, study.test().evaluation().rows());
    assertTrue(study.test().skill().pValue() >= 1 / 20.0, study.test().skill()::toString);
    assertNotEquals(Conclusions.Answer.SIGNAL, Conclusions.of(study).answer());
    String report = StudyReportTest.html(study, DatasetOptions.of(file.toString(), 42));
    assertTrue(
        report.contains(
            "no result could have shown a signal: even an AUC of 1 would have p = 0.0500"));
    assertFalse(report.contains("no pair out of order"));
  }

  @Test
  void classOfOneRowIsRefused() throws Exception {
    assertRefused(
        "80 rows (1 'no', 79 'yes'), 2 of each class are needed",
        i -> x(i) + (i == 3 ? ",no" : ",yes"));
  }

  @Test
  void classWithFewerRowsThanFoldsIsRefused() throws Exception {
    assertRefused(
        "data: the training set has 3 rows of the class 'no'; the study's 5 folds need 5 rows"
            + " of each class there",
        i -> x(i) + (i < 4 ? ",no" : ",yes"));
  }

  @Test
  void textOfAThousandLevelsIsRefused() throws Exception {
    String refused = refused(1_000, i -> "level" + i + "," + coin(i));
    assertTrue(refused.contains("column 'x' is text with 1000 different values"), refused);
  }

  @Test
  void thirdClassIsRefused() throws Exception {
    assertRefused("is a third class beside", i -> x(i) + (i == 50 ? ",perhaps" : "," + coin(i)));
  }

  @Test
  void missingValuesInEveryRowAreImputed() throws Exception {
    String report =
        report("x,z,y", i -> (i % 2 == 0 ? x(i) + "," : "," + x(i)) + "," + coin(i / 2));
    assertTrue(report.contains("80 of 80 rows have missing values: imputed"), "counted");
    assertTrue(report.contains("Too few rows have every value"), "treatments");
    assertTrue(report.contains("no training row has every value"), "fit without penalty");
  }

  @Test
  void columnThatIsMissingInSomeFoldsIsImputed() throws Exception {
    String report = report("x,z,y", i -> x(i) + "," + (i < 3 ? x(i) : "") + "," + coin(i / 2));
    assertTrue(report.contains("77 of 80 rows have missing values: imputed"), "counted");
  }

  @Test
  void missingValuesInSomeRowsAreCompared() throws Exception {
    String report = report("x,z,y", i -> (i % 10 == 0 ? "" : x(i)) + "," + x(i) + "," + coin(i));
    assertTrue(report.contains("8 of 80 rows lack a value"), "cleaning");
  }

  private void assertRefused(String reason, IntFunction<String> row) throws IOException {
    String message = refused(ROWS, row);
    assertTrue(message.contains(reason), message);
    assertEquals(1, message.lines().count());
  }

  private String refused(int rows, IntFunction<String> row) throws IOException {
    Path file = write("x,y", rows, row);
    return assertThrows(InvalidInput.class, () -> study(file)).getMessage();
  }

  private String report(String header, IntFunction<String> row) throws IOException {
    Path file = write(header, ROWS, row);
    return StudyReportTest.html(study(file), DatasetOptions.of(file.toString(), 42));
  }

  private Path write(String header, int rows, IntFunction<String> row) throws IOException {
    String text =
        IntStream.range(0, rows)
            .mapToObj(row)
            .collect(Collectors.joining("\n", header + "\n", "\n"));
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private static Study study(Path file) {
    return Studies.of(file.toString());
  }

  private double x(int i) {
    return random.nextGaussian();
  }

  private static String coin(int i) {
    return i % 2 == 0 ? "yes" : "no";
  }
}

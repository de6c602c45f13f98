package workbench.scientist.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import workbench.data.DatasetOptions;
import workbench.model.Metadata;
import workbench.scientist.study.Conclusions;
import workbench.scientist.study.Studies;
import workbench.scientist.study.Study;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StudyReportTest {

  @TempDir Path folder;

  private Study study;
  private String page;

  @BeforeAll
  void report() {
    study = Studies.of("penguins");
    page = html(study, DatasetOptions.of("penguins", 42));
  }

  @Test
  void nothingIsLoadedFromAnywhere() {
    assertFalse(Pattern.compile("(src|href)\\s*=\\s*['\"](?!#|data:)").matcher(page).find());
    assertFalse(page.contains("<script"));
    assertFalse(Pattern.compile("@import|url\\(\\s*['\"]?(?!#)").matcher(page).find());
  }

  @Test
  void hasEveryChapter() {
    for (String id :
        "summary data cleaning matters good models errors sql methods provenance".split(" ")) {
      assertTrue(page.contains("<section id=\"" + id + "\">"), id);
      assertTrue(page.contains("href=\"#" + id + "\""), id);
    }
  }

  @Test
  void everyFigureHasATextAlternative() {
    assertTrue(count("<figure") > 12, "figures");
    assertEquals(count("<figure"), count("<svg role='img'"));
    assertEquals(count("<figure"), count("</title><desc"));
  }

  @Test
  void showsTheFiguresOfTheStudy() {
    for (double figure :
        new double[] {
          study.test().scores().logLoss(),
          study.test().scores().brier(),
          study.validate().crossValidation().accuracy().mean(),
          study.fit().penalty().nested().logLoss().mean(),
          study.compare().comparison().results().get(3).accuracy()
        }) {
      String text = String.format(Locale.ROOT, "%.3f", figure);
      assertTrue(page.contains(text), text);
    }
    for (String sentence : Conclusions.of(study).findings()) {
      assertTrue(page.contains(escaped(sentence)), sentence);
    }
  }

  @Test
  void showsEveryQueryBesideItsAnswer() {
    study
        .describe()
        .description()
        .queries()
        .forEach(query -> assertTrue(page.contains(escaped(query.sql())), query.title()));
  }

  @Test
  void comparesTreatmentsOfMissingValues() {
    assertTrue(page.contains("11 of 344 rows lack a value"));
    assertTrue(page.contains("impute the median or the most frequent level"));
    assertTrue(
        html(Studies.of("dummy"), DatasetOptions.of("dummy", 42)).contains("No value is missing"));
  }

  @Test
  void showsCoefficientsWithoutPenaltyOrTheReasonForNone() {
    assertTrue(page.contains("Albert and Anderson 1984"));
    assertFalse(page.contains("Wald z"));
    String synthetic = html(Studies.of("synthetic"), DatasetOptions.of("synthetic", 42));
    assertTrue(synthetic.contains("Wald z"));
    assertTrue(synthetic.contains("McFadden"));
  }

  @Test
  void namesOfTheUsersOwnAreEscaped() throws Exception {
    var rows =
        new StringBuilder("<b>x</b>,\"a \"\"quote\"\" & more\",\"<script>alert(1)</script>\"\n");
    for (int i = 0; i < 60; i++) {
      rows.append((i * 7) % 11)
          .append(',')
          .append((i * 5) % 13)
          .append(i % 2 == 0 ? ",<i>ja</i>\n" : ",nein\n");
    }
    Path file = Files.writeString(folder.resolve("strange.csv"), rows);
    DatasetOptions options = DatasetOptions.of(file.toString(), 42);
    String html = html(Studies.of(options), options);
    assertFalse(html.contains("<b>x"), "a name is markup");
    assertFalse(html.contains("<script"), "a name is a script");
    assertFalse(html.contains("<i>ja"), "a class is markup");
    assertTrue(html.contains("&lt;i&gt;ja"));
  }

  @Test
  void fileThatHasTheNameOfABundledSetHasNotItsCard() throws Exception {
    var rows = new StringBuilder("bill_length_mm,y\n");
    for (int i = 0; i < 40; i++) {
      rows.append((i * 7) % 11).append(i % 2 == 0 ? ",ja\n" : ",nein\n");
    }
    Path file = Files.writeString(folder.resolve("penguins.csv"), rows);
    Study own = Studies.of(file.toString());
    assertEquals("Can the features tell 'nein' from 'ja'?", own.load().question());
    String html = html(own, DatasetOptions.of(file.toString(), 42));
    assertFalse(html.contains("Adelie"));
    assertFalse(html.contains("CC0"));
  }

  @Test
  void saysHowItIsMadeAgain() {
    assertTrue(page.contains("mvn -q compile exec:exec@scientist -Ddataset=penguins -Dseed=42"));
    assertTrue(page.contains(study.data().dataset().sha256()));
  }

  @Test
  void describesTheRowsOutsideTheTestPart() {
    // 344 penguins less the 69 of the test set.
    assertTrue(page.contains("describes the 275 rows outside the test set"));
    assertTrue(
        page.contains("275 rows outside the test set. Each treatment is fitted on the training"));
    assertEquals(
        List.of("275", "6"),
        study.describe().description().queries().get(1).rows().getFirst(),
        "size in SQL");
  }

  @Test
  void methodsNameTheFoldsThatChoseThePenalty() {
    assertTrue(page.contains("smallest log-loss in 4-fold cross-validation of the training rows"));
    assertTrue(page.contains("nested, stratified 5-fold cross-validation, 2 times"));
  }

  @Test
  void sameStudySamePage() {
    assertEquals(page, html(study, DatasetOptions.of("penguins", 42)));
  }

  static String html(Study study, DatasetOptions options) {
    Metadata metadata =
        Metadata.of(
            Metadata.Role.SCIENTIST,
            "logistic regression",
            study.data(),
            study.test().evaluation(),
            "Smile");
    return StudyReport.html(study, Conclusions.of(study), options, metadata);
  }

  private int count(String text) {
    return page.split(Pattern.quote(text), -1).length - 1;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

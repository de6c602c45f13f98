package workbench.scientist.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import workbench.data.InvalidInput;

class PlotsTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final List<String> CLASSES = List.of("<b>&\"it's\"", "two\u0000");
  private static final String LONG =
      "a name that is much longer than any figure has room for, and then some more";

  /** Every factory, with ordinary numbers and with all that can go wrong in numbers and names. */
  static Stream<Plot> plots() {
    double[] none = {};
    double[] one = {0.5};
    double[] two = {0.2, 0.9};
    double[] gaps = {NAN, 0.7};
    double[] endless = {-INFINITE, INFINITE};
    double[] huge = {1e-300, 1e300};
    List<String> names = List.of("<a & 'b'>", LONG);
    return Stream.of(
        DataPlots.histogram(
            "radius", "mm", new double[] {1, 2, 2, 3}, new double[] {2, 4, NAN}, CLASSES),
        DataPlots.histogram(LONG, "", none, none, CLASSES),
        DataPlots.histogram("constant", "", new double[] {3, 3}, new double[] {3}, CLASSES),
        DataPlots.histogram("zero", "", new double[] {0}, none, CLASSES),
        DataPlots.histogram("nearly constant", "", new double[] {1, Math.nextUp(1)}, one, CLASSES),
        DataPlots.histogram(
            "tiny", "m", new double[] {1e-12, 5e-12}, new double[] {2e-12}, CLASSES),
        DataPlots.histogram(
            "huge", "m", new double[] {-1e300, 1e300}, new double[] {INFINITE, 5}, CLASSES),
        DataPlots.histogram(
            "far", "s", new double[] {1e9, 1e9 + 1}, new double[] {1e9 + 2}, CLASSES),
        DataPlots.categories(
            "island", List.of("x", LONG), new int[] {1, 0}, new int[] {0, 0}, CLASSES),
        DataPlots.categories("nothing", List.of(), new int[0], new int[0], CLASSES),
        DataPlots.correlationHeatMap(names, new double[][] {{1, NAN}, {NAN, NAN}}),
        DataPlots.correlationHeatMap(List.of("a"), new double[][] {{1}}),
        DataPlots.correlationHeatMap(names(40), new double[40][40]),
        DataPlots.missingValues(names, new boolean[][] {{true, false}, {false, false}}),
        DataPlots.missingValues(names(60), new boolean[300][60]),
        DataPlots.missingValues(names, new boolean[0][]),
        ValidationPlots.roc(
            List.of(
                new ValidationPlots.Curve(LONG, new double[] {0, 0, 1}, new double[] {0, 1, 1}))),
        ValidationPlots.roc(List.of()),
        ValidationPlots.roc(
            Collections.nCopies(
                9, new ValidationPlots.Curve("same", new double[] {0, 1}, new double[] {0, 1}))),
        ValidationPlots.calibration(two, two, one(2, 0), one(2, 1)),
        ValidationPlots.calibration(none, none, none, none),
        ValidationPlots.calibration(one, one, one, one),
        ModelPlots.coefficients(names, gaps, gaps, gaps, "log-odds", 0),
        ModelPlots.coefficients(names, two, endless, endless, "log-odds", 0),
        ModelPlots.coefficients(names, two, endless, huge, "odds ratio", 1),
        ModelPlots.coefficients(names, two, two, two, "odds ratio", 1),
        ModelPlots.coefficients(List.of(), none, none, none, "log-odds", 0),
        ModelPlots.partialEffect(
            "radius", "mm", two, two, one(2, 0), one(2, 1), new double[] {0.3, 0.4, NAN}),
        ModelPlots.partialEffect("radius", "", none, none, none, none, none),
        ValidationPlots.learningCurve(new double[] {10, 20}, two, gaps, gaps, gaps, 0.5),
        ValidationPlots.learningCurve(none, none, none, none, none, NAN),
        ValidationPlots.training(new double[] {1, 2}, two, two, 2),
        ValidationPlots.training(one, one, none, 1),
        ValidationPlots.training(none, none, none, NAN),
        ValidationPlots.permutation(0.9, new double[] {0.4, 0.5, 0.6}, 0.5),
        ValidationPlots.permutation(NAN, none, 0.5),
        ValidationPlots.permutation(0.5, new double[] {0.5, 0.5}, 0.5),
        ValidationPlots.penalty(
            new double[] {0.01, 1, 100}, new double[] {1, 2, 3}, one(3, 0), one(3, 4), 1),
        ValidationPlots.penalty(one, one, one, one, 0.5),
        ModelPlots.models(names, two, two, two, 0.6),
        ModelPlots.models(names(30), new double[30], new double[30], new double[30], 0.6),
        ValidationPlots.confusion(new int[][] {{5, 1}, {0, 0}}, CLASSES));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "worst fractal dimension " + i).toList();
  }

  private static double[] one(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  @ParameterizedTest
  @MethodSource("plots")
  void svgIsWellFormedAndHasATitleAndAText(Plot plot) throws Exception {
    Element svg = parse(drawn(() -> plot.svg("p1"))).getDocumentElement();
    assertEquals("svg", svg.getTagName());
    assertEquals("img", svg.getAttribute("role"));
    assertEquals("p1-title p1-desc", svg.getAttribute("aria-labelledby"));
    assertTrue(svg.getAttribute("viewBox").matches("0 0 \\d+ \\d+"), svg.getAttribute("viewBox"));
    assertFalse(svg.hasAttribute("width"));
    assertEquals(printable(plot.title()), text(svg, "title"));
    assertEquals(printable(plot.alternative()), text(svg, "desc"));
  }

  @ParameterizedTest
  @MethodSource("plots")
  void svgIsTheSameEachTime(Plot plot) {
    assertEquals(drawn(() -> plot.svg("p1")), plot.svg("p1"));
  }

  @ParameterizedTest
  @MethodSource("plots")
  void everyIdBeginsWithThePrefixAndNothingIsOutside(Plot plot) {
    String svg = drawn(() -> plot.svg("figure-7"));
    String drawing = svg.substring(svg.indexOf("</desc>"));
    Pattern.compile("[ (#'\"]id='([^']*)'|url\\(#([^)]*)\\)")
        .matcher(drawing)
        .results()
        .forEach(
            found -> {
              String id = found.group(1) == null ? found.group(2) : found.group(1);
              assertTrue(id.startsWith("figure-7-"), id);
            });
    assertFalse(drawing.contains("href"));
    assertFalse(
        drawing.contains("NaN") || drawing.contains("Infinity") || drawing.contains("∞"),
        "no number");
  }

  @ParameterizedTest
  @MethodSource("plots")
  void imageIsAsWideAsTheFigureAndNotEmpty(Plot plot) {
    BufferedImage image = drawn(plot::image);
    assertEquals(Style.WIDTH, image.getWidth());
    assertTrue(colours(image) > 3, plot.title());
    assertEquals(0xFFFFFFFF, image.getRGB(0, 0));
  }

  @Test
  void aNameWithEmptyLinesIsDrawnOnOne() {
    var classes = List.of("yes", "no\n\n## Approved");
    double[] x = {1, 2, 3};
    for (Plot plot :
        List.of(
            DataPlots.histogram("x", "", x, x, classes),
            DataPlots.categories(
                "x", List.of("a\n\nb", "c"), new int[] {1, 2}, new int[] {2, 1}, classes),
            ValidationPlots.confusion(new int[][] {{3, 1}, {2, 4}}, classes))) {
      assertTrue(plot.svg("f").contains("<svg"), plot.title());
    }
  }

  @Test
  void namesAreBesideTheirRows() {
    // The long name is on top: there is ink far to the left in the upper half of the picture, and
    // none in the
    // lower.
    double[] x = {1, 2};
    BufferedImage image = ModelPlots.models(List.of("a long name here", "i"), x, x, x, 1).image();
    assertTrue(ink(image, 20, 60, 30, image.getHeight() / 2 - 20) > 25);
    assertEquals(0, ink(image, 20, 60, image.getHeight() / 2 - 20, image.getHeight()));
  }

  @Test
  void higherValuesAreFurtherRight() {
    double[] none = {NAN, NAN};
    BufferedImage image =
        ModelPlots.coefficients(List.of("a", "b"), new double[] {5, -5}, none, none, "x", 0)
            .image();
    int middle = image.getHeight() * 2 / 5;
    assertTrue(blue(image, image.getWidth() / 2, image.getWidth(), 0, middle) > 25);
    assertEquals(0, blue(image, 0, image.getWidth() / 2, 0, middle));
    assertTrue(blue(image, 0, image.getWidth() / 2, middle, image.getHeight()) > 25);
  }

  @Test
  void textHasTheNumbersThatMatter() {
    assertEquals(
        "Histogram of radius (mm): 3 values of a, median 2; 2 values of b, median 4.5.",
        DataPlots.histogram(
                "radius", "mm", new double[] {3, 1, 2, NAN}, new double[] {4, 5}, List.of("a", "b"))
            .alternative());
    assertEquals(
        "Permutation test: observed score 0.600; 2 of 3 shuffles reach it, they range from 0.500 to"
            + " 0.700; chance 0.550.",
        ValidationPlots.permutation(0.6, new double[] {0.5, 0.6, 0.7}, 0.55).alternative());
    assertEquals(
        "No value is missing in 4 rows and 2 columns.",
        DataPlots.missingValues(List.of("a", "b"), new boolean[4][2]).alternative());
    assertEquals(
        "1 of 2 rows miss a value: b 1.",
        DataPlots.missingValues(List.of("a", "b"), new boolean[][] {{false, true}, {false, false}})
            .alternative());
    assertEquals(
        "Forest plot of log-odds: a 1.5 (0.5 to 2.5); b unknown. 1 of 2 intervals exclude 0.",
        ModelPlots.coefficients(
                List.of("a", "b"),
                new double[] {1.5, NAN},
                new double[] {0.5, NAN},
                new double[] {2.5, NAN},
                "log-odds",
                0)
            .alternative());
    // By hand: a triangle of 0.5 * 0.5 / 2, then a trapezium of 0.5 * (0.5 + 1) / 2.
    assertTrue(
        ValidationPlots.roc(
                List.of(
                    new ValidationPlots.Curve(
                        "m", new double[] {0, 0.5, 1}, new double[] {0, 0.5, 1})))
            .alternative()
            .contains("m 0.500"));
  }

  @Test
  void refusesArraysOfDifferentLengths() {
    double[] one = {1};
    double[] two = {1, 2};
    assertThrows(
        IllegalArgumentException.class, () -> ValidationPlots.calibration(one, two, one, one));
    assertThrows(IllegalArgumentException.class, () -> new ValidationPlots.Curve("", one, two));
  }

  @Test
  void refusesAPrefixThatIsNoId() {
    Plot plot = ValidationPlots.roc(List.of());
    for (String prefix : List.of("", "1", "a b", "a'", "ä")) {
      assertThrows(IllegalArgumentException.class, () -> plot.svg(prefix), prefix);
    }
  }

  @Test
  void saysInOneLineThatJavaCannotDrawText() {
    for (Throwable failure :
        List.of(new InternalError("java.lang.reflect"), new NoClassDefFoundError("sun.font"))) {
      InvalidInput refused =
          assertThrows(
              InvalidInput.class,
              () ->
                  Plot.withFonts(
                      () -> {
                        throw (Error) failure;
                      }));
      assertTrue(refused.getMessage().contains("use a JDK 25"), refused.getMessage());
      assertFalse(refused.getMessage().contains("\n"));
    }
    NullPointerException inside = new NullPointerException();
    inside.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("sun.awt.FontConfiguration", "head", "", 1)
        });
    assertThrows(
        InvalidInput.class,
        () ->
            Plot.withFonts(
                () -> {
                  throw inside;
                }));
    assertThrows(
        NullPointerException.class,
        () ->
            Plot.withFonts(
                () -> {
                  throw new NullPointerException();
                }));
  }

  @Test
  void theLanguageOfTheMachineDoesNotMatter() {
    Locale before = Locale.getDefault();
    Supplier<Plot> plot =
        () ->
            DataPlots.histogram(
                "a", "", new double[] {1.5, 2.25}, new double[] {2.5}, List.of("a", "b"));
    Plot english = plot.get();
    String expected = english.svg("p");
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertEquals(expected, plot.get().svg("p"));
      assertEquals(english.alternative(), plot.get().alternative());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void differentPlotsGiveDifferentPictures() {
    assertNotEquals(
        ValidationPlots.confusion(new int[][] {{5, 1}, {2, 3}}, List.of("a", "b")).svg("p"),
        ValidationPlots.confusion(new int[][] {{5, 2}, {1, 3}}, List.of("a", "b")).svg("p"));
  }

  /** A chart library may look for ticks without an end where numbers are extreme. */
  private static <T> T drawn(Supplier<T> drawing) {
    return assertTimeoutPreemptively(Duration.ofSeconds(20), drawing::get);
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static String printable(String text) {
    return text.replace("\u0000", "<U+0000>");
  }

  private static String text(Element svg, String tag) {
    return svg.getElementsByTagName(tag).item(0).getTextContent();
  }

  private static long colours(BufferedImage image) {
    return pixels(image, 0, image.getWidth(), 0, image.getHeight()).distinct().limit(4).count();
  }

  private static long ink(BufferedImage image, int left, int right, int top, int bottom) {
    return pixels(image, left, right, top, bottom).filter(rgb -> rgb != 0xFFFFFFFF).count();
  }

  private static long blue(BufferedImage image, int left, int right, int top, int bottom) {
    return pixels(image, left, right, top, bottom)
        .filter(rgb -> rgb == Style.BLUE.getRGB())
        .count();
  }

  private static IntStream pixels(BufferedImage image, int left, int right, int top, int bottom) {
    return IntStream.range(top, bottom)
        .flatMap(y -> IntStream.range(left, right).map(x -> image.getRGB(x, y)));
  }
}

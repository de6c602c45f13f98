package workbench.scientist.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import workbench.scientist.plot.Style.Look;

class StyleTest {

  /**
   * G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, «A physiologically-based model for
   * simulation of color vision deficiency», 2009, the tables for severity 1; of linear red, green
   * and blue.
   */
  private static final double[][] PROTANOPIA = {
    {0.152286, 1.052583, -0.204868},
    {0.114503, 0.786281, 0.099216},
    {-0.003882, -0.048116, 1.051998}
  };

  private static final double[][] DEUTERANOPIA = {
    {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
  };

  private static final double[][] ALL_CONES = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  @Test
  void luminanceIsThatOfTheStandard() {
    // WCAG 2.2: black on white 21; #777777 on white 4.48, the example of many checkers.
    assertEquals(21, contrast(Color.BLACK, Color.WHITE), 1e-9);
    assertEquals(4.48, contrast(new Color(0x777777), Color.WHITE), 0.005);
  }

  @Test
  void textCanBeReadOnPaperAndOnEveryCell() {
    assertTrue(contrast(Style.INK, Style.PAPER) > 4.5);
    assertTrue(contrast(Style.INK, Style.GRID) > 4.5);
    assertTrue(contrast(Style.REFERENCE, Style.PAPER) > 4.5);
    for (double r = -1; r <= 1; r += 0.05) {
      double contrast = contrast(Style.INK, CorrelationHeatMap.colour(r));
      assertTrue(contrast >= 4.5, r + ": " + contrast);
    }
  }

  @Test
  void theFirstLinesCanBeSeenOnPaper() {
    // WCAG 2.2, 1.4.11: 3 for graphics.
    for (int series = 0; series < 4; series++) {
      assertTrue(contrast(Style.look(series).colour(), Style.PAPER) > 3, "series " + series);
    }
  }

  @Test
  void coloursDifferWithoutRedOrGreenCones() {
    for (double[][] eye : List.of(ALL_CONES, PROTANOPIA, DEUTERANOPIA)) {
      for (Look one : Style.LOOKS) {
        for (Look other : Style.LOOKS) {
          double difference = difference(seen(eye, one.colour()), seen(eye, other.colour()));
          assertTrue(
              one == other || difference > 9,
              one.colour() + " " + other.colour() + " " + difference);
        }
      }
      assertTrue(difference(seen(eye, Style.BLUE), seen(eye, Style.VERMILLION)) > 40);
      assertTrue(
          difference(
                  seen(eye, CorrelationHeatMap.colour(-1)), seen(eye, CorrelationHeatMap.colour(1)))
              > 40);
    }
  }

  @Test
  void colourIsNeverTheOnlyDifference() {
    for (int one = 0; one < Style.LOOKS.size(); one++) {
      for (int other = 0; other < one; other++) {
        assertNotEquals(Style.look(one).marker(), Style.look(other).marker());
      }
    }
    assertNotEquals(Style.look(0).stroke(), Style.look(1).stroke());
  }

  @Test
  void theFontIsFoundByItsName() {
    // JFreeSVG draws with the font of that name: with another one, words overlap.
    assertEquals("Roboto", new Font(Style.PLAIN.getName(), Font.PLAIN, 16).getFamily());
  }

  @Test
  void longTextIsShortened() {
    assertEquals("short", Style.fit("short", Style.PLAIN, 100));
    String cut = Style.fit("a name that is too long for this", Style.PLAIN, 100);
    assertTrue(cut.startsWith("a name") && cut.endsWith("…"), cut);
    assertTrue(Style.width(cut, Style.PLAIN) <= 100);
    // Thumbs up with a skin tone: four chars that are one character.
    String thumb = "\ud83d\udc4d\ud83c\udffd";
    for (int pixels = 10; pixels < 100; pixels++) {
      String thumbs = Style.fit("a" + thumb.repeat(10), Style.PLAIN, pixels);
      assertEquals("…", thumbs.replace(thumb, "").replaceFirst("^a", ""));
    }
  }

  private static double contrast(Color one, Color other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(Color colour) {
    double[] rgb = linear(colour);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  }

  private static double[] linear(Color colour) {
    return IntStream.of(colour.getRed(), colour.getGreen(), colour.getBlue())
        .mapToDouble(value -> value / 255.0)
        .map(value -> value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4))
        .toArray();
  }

  private static double[] seen(double[][] eye, Color colour) {
    double[] rgb = linear(colour);
    return IntStream.range(0, 3)
        .mapToDouble(i -> eye[i][0] * rgb[0] + eye[i][1] * rgb[1] + eye[i][2] * rgb[2])
        .map(value -> Math.clamp(value, 0, 1))
        .toArray();
  }

  /** CIE 1976, of two colours in linear sRGB under D65. */
  private static double difference(double[] one, double[] other) {
    double[] a = lab(one);
    double[] b = lab(other);
    return Math.sqrt(IntStream.range(0, 3).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum());
  }

  private static double[] lab(double[] rgb) {
    double[] f =
        DoubleStream.of(
                (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505,
                0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2],
                (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089)
            .map(t -> t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116)
            .toArray();
    return new double[] {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
  }
}

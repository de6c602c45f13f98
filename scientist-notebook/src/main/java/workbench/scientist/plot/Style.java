package workbench.scientist.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.util.ShapeUtils;
import workbench.text.TerminalText;

/**
 * The one place of colours, fonts and sizes. The colours are those of M. Okabe and K. Ito, «Color
 * Universal Design», 2008; the order is such that the first ones are dark enough for a thin line on
 * white.
 */
final class Style {

  static final Color BLUE = new Color(0x0072B2);
  static final Color VERMILLION = new Color(0xD55E00);
  static final Color GREEN = new Color(0x009E73);
  static final Color PURPLE = new Color(0xCC79A7);
  static final Color ORANGE = new Color(0xE69F00);
  static final Color SKY = new Color(0x56B4E9);
  static final Color INK = new Color(0x222222);
  static final Color PAPER = Color.WHITE;
  static final Color REFERENCE = new Color(0x666666);
  static final Color GRID = new Color(0xE6E6E6);
  static final Color ABSENT = new Color(0xBDBDBD);

  static final BasicStroke THIN = new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  static final BasicStroke SOLID =
      new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final BasicStroke DASHED = dashes(6, 4);
  static final BasicStroke DOTTED = dashes(2, 3);

  /** Look of a series; colour is never the only difference. */
  record Look(Color colour, BasicStroke stroke, Shape marker) {}

  static final List<Look> LOOKS =
      List.of(
          new Look(BLUE, SOLID, new Ellipse2D.Double(-4.5, -4.5, 9, 9)),
          new Look(VERMILLION, DASHED, ShapeUtils.createUpTriangle(4.5f)),
          new Look(GREEN, SOLID, new Rectangle2D.Double(-4.5, -4.5, 9, 9)),
          new Look(INK, DOTTED, ShapeUtils.createDiamond(5)),
          new Look(PURPLE, SOLID, ShapeUtils.createDownTriangle(4.5f)),
          new Look(ORANGE, DASHED, ShapeUtils.createDiagonalCross(3.5f, 1)),
          new Look(SKY, SOLID, ShapeUtils.createRegularCross(4.5f, 1)),
          new Look(REFERENCE, DASHED, new Rectangle2D.Double(-4.5, -2.5, 9, 5)));

  /** Diverging colours from -1 over 0 to 1: dark text can be read on each of them. */
  static final List<Color> DIVERGING =
      List.of(
          new Color(0xE2711D),
          new Color(0xF3B98A),
          new Color(0xF7F7F7),
          new Color(0x9CCBE8),
          new Color(0x3A94CE));

  /** Pixels; at the width of a phone the text has still nine or ten. */
  static final int WIDTH = 560;

  static final int HEIGHT = 400;
  static final int ROW_HEIGHT = 24;

  static final int LONGEST_LEGEND = 245;

  static final Font PLAIN = Fonts.load("Roboto-Regular.ttf", 16);
  static final Font BOLD = Fonts.load("Roboto-Bold.ttf", 18);
  static final Font LEGEND = PLAIN.deriveFont(15f);
  static final Font SMALL = PLAIN.deriveFont(12f);

  private Style() {}

  static Look look(int series) {
    return LOOKS.get(series % LOOKS.size());
  }

  static Color translucent(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 70);
  }

  /**
   * @param share 0 for the first, 1 for the second
   */
  static Color between(Color first, Color second, double share) {
    return new Color(
        mixed(first.getRed(), second.getRed(), share),
        mixed(first.getGreen(), second.getGreen(), share),
        mixed(first.getBlue(), second.getBlue(), share));
  }

  private static int mixed(int first, int second, double share) {
    return (int) Math.round(first + share * (second - first));
  }

  /** The text on one line, cut with an ellipsis where it is wider than so many pixels. */
  static String fit(String text, Font font, int pixels) {
    String line = TerminalText.line(text);
    var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(line);
    String cut = line;
    for (int end = characters.last(); width(cut, font) > pixels && end > 1; ) {
      end = characters.previous();
      cut = line.substring(0, end).stripTrailing() + "…";
    }
    return cut;
  }

  static double width(String text, Font font) {
    return font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
  }

  private static BasicStroke dashes(float on, float off) {
    return new BasicStroke(
        2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {on, off}, 0);
  }
}

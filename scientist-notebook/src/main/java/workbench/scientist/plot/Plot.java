package workbench.scientist.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.Supplier;
import org.jfree.chart.JFreeChart;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;
import org.jfree.svg.SVGUtils;
import org.jfree.svg.ViewBox;
import workbench.data.InvalidInput;
import workbench.text.Html;

/**
 * A figure with its title and with what it says to someone who cannot see it. It is drawn anew each
 * time, always the same.
 */
public final class Plot {

  private static final String PREFIX = "[A-Za-z][A-Za-z0-9_-]*";

  private final String title;
  private final String alternative;
  private final Supplier<Figure> drawing;

  Plot(String title, String alternative, Supplier<Figure> drawing) {
    this.title = title;
    this.alternative = alternative;
    this.drawing = drawing;
  }

  /** Plain text, as shown above the figure. */
  public String title() {
    return title;
  }

  /** One or two sentences, plain text, with the numbers that matter. */
  public String alternative() {
    return alternative;
  }

  /**
   * A new JFreeChart chart of this figure: what you change in it does not change this plot.
   *
   * @throws InvalidInput if this Java cannot draw text
   */
  public JFreeChart chart() {
    return withFonts(() -> drawing.get().chart());
  }

  /**
   * An {@code svg} element to be put into an HTML page: it has a view box and no size, so that it
   * is as wide as the style sheet says. Text is drawn as outlines; the title and the alternative
   * text are there for screen readers.
   *
   * @param idPrefix begins every id inside; another one for each figure of a page: a letter, then
   *     letters, digits, - and _
   * @throws IllegalArgumentException if the prefix is something else
   * @throws InvalidInput if this Java cannot draw text
   */
  public String svg(String idPrefix) {
    if (!idPrefix.matches(PREFIX)) {
      throw new IllegalArgumentException("an id cannot begin with '" + idPrefix + "'");
    }
    return withFonts(() -> draw(idPrefix));
  }

  /**
   * The figure as a picture, for a notebook.
   *
   * @throws InvalidInput if this Java cannot draw text
   */
  public BufferedImage image() {
    return withFonts(this::draw);
  }

  private String draw(String idPrefix) {
    Figure figure = drawing.get();
    StringBuilder inside =
        new StringBuilder(
            "<title id='%s-title'>%s</title><desc id='%s-desc'>%s</desc>"
                .formatted(idPrefix, Html.text(title), idPrefix, Html.text(alternative)));
    int width = figure.width();
    int height = figure.height();
    SVGGraphics2D graphics = new SVGGraphics2D(width, height, null, inside);
    graphics.setDefsKeyPrefix(idPrefix + "-");
    graphics.setGeomDoubleConverter(SVGUtils.createDoubleConverter(1));
    graphics.setRenderingHint(
        SVGHints.KEY_DRAW_STRING_TYPE, SVGHints.VALUE_DRAW_STRING_TYPE_VECTOR);
    figure.chart().draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    String svg =
        graphics.getSVGElement(idPrefix, false, new ViewBox(0, 0, width, height), null, null);
    // JFreeSVG has no way to set other attributes of the element.
    return "<svg role='img' aria-labelledby='%s-title %s-desc'".formatted(idPrefix, idPrefix)
        + svg.substring("<svg".length());
  }

  private BufferedImage draw() {
    Figure figure = drawing.get();
    BufferedImage image =
        new BufferedImage(figure.width(), figure.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      figure.chart().draw(graphics, new Rectangle2D.Double(0, 0, figure.width(), figure.height()));
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /**
   * A Java without its desktop libraries ends with an error of its own or of the linker, from
   * somewhere inside.
   */
  static <T> T withFonts(Supplier<T> drawing) {
    try {
      return drawing.get();
    } catch (InternalError | LinkageError e) {
      throw noFonts(e);
    } catch (RuntimeException e) {
      if (fromFonts(e)) {
        throw noFonts(e);
      }
      throw e;
    }
  }

  private static boolean fromFonts(Throwable e) {
    for (StackTraceElement element : e.getStackTrace()) {
      if (element.getClassName().startsWith("sun.font.")
          || element.getClassName().startsWith("sun.awt.Font")) {
        return true;
      }
    }
    return e.getCause() != null && fromFonts(e.getCause());
  }

  private static InvalidInput noFonts(Throwable e) {
    return new InvalidInput(
        "figures: this Java cannot draw text (%s): use a JDK 25 with its desktop libraries, such as Temurin"
            .formatted(e),
        e);
  }
}

package workbench.scientist.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Names to the left of the plot: XChart never ends with tick labels of more than 20 characters. */
final class RowNames extends Annotation {

  private static final int GAP = 8;

  private final List<String> names;
  private final Axis axis;
  private final Font font;

  RowNames(List<String> names, Axis axis, Font font) {
    super(false);
    this.names = names;
    this.axis = axis;
    this.font = font;
  }

  /** The pixels they take to the left of the plot. */
  static int width(List<String> names, Font font) {
    return (int)
            Math.ceil(names.stream().mapToDouble(name -> Style.width(name, font)).max().orElse(0))
        + GAP;
  }

  @Override
  public void paint(Graphics2D g) {
    g.setColor(Style.INK);
    int right = getXAxisScreenValueForMin() - GAP;
    double oneEnd = getYAxisScreenValueForMin();
    double otherEnd = getYAxisScreenValueForMax();
    double top = Math.min(oneEnd, otherEnd);
    double bottom = Math.max(oneEnd, otherEnd);
    for (int i = 0; i < names.size(); i++) {
      TextLayout layout = new TextLayout(names.get(i), font, g.getFontRenderContext());
      double baseline =
          bottom + (top - bottom) * (axis.at(i) - axis.min()) / axis.span() + 0.36 * font.getSize();
      Shape text =
          layout.getOutline(
              AffineTransform.getTranslateInstance(right - layout.getAdvance(), baseline));
      g.fill(text);
    }
    bounds = new Rectangle2D.Double();
  }

  @Override
  public Rectangle2D getBounds() {
    return bounds;
  }
}

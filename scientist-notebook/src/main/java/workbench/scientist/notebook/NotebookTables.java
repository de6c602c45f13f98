package workbench.scientist.notebook;

import java.util.List;
import java.util.function.Function;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.MimeType;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import smile.data.DataFrame;
import workbench.data.ColumnTransformer;
import workbench.evaluation.ConfusionMatrix;
import workbench.model.ExportedModel;
import workbench.scientist.description.Query;
import workbench.scientist.inference.MaximumLikelihood;

/**
 * Display of tables in the kernel: the value of a cell becomes a {@link NotebookTable}, which is
 * shown as HTML and stored as plain text too. The kernel finds this class as a service.
 */
public final class NotebookTables implements DisplayProvider {

  /** A renderer of one type. */
  private record Renderer<T>(Class<T> rendererClass, Function<T, NotebookTable> table)
      implements DisplayRenderer {

    @Override
    public boolean canRender(String mediaType) {
      return mediaType == null
          || mediaType.equals(MimeType.TEXT.longType())
          || mediaType.equals(MimeType.HTML.longType());
    }

    @Override
    public DisplayData render(String mediaType, Object value) {
      NotebookTable shown = table.apply(rendererClass.cast(value));
      DisplayData data = DisplayData.fromText(shown.text());
      data.putHTML(shown.html());
      return data;
    }
  }

  @Override
  public List<DisplayRenderer> getDisplayRenderers() {
    return List.of(
        new Renderer<>(DataFrame.class, NotebookTable::of),
        new Renderer<>(Query.class, NotebookTable::of),
        new Renderer<>(MaximumLikelihood.class, NotebookTable::of),
        new Renderer<>(ConfusionMatrix.class, NotebookTable::of),
        new Renderer<>(ColumnTransformer.class, NotebookTable::of),
        new Renderer<>(ExportedModel.class, NotebookTable::of));
  }

  @Override
  public List<DisplayTransformer> getDisplayTransformers() {
    return List.of();
  }
}

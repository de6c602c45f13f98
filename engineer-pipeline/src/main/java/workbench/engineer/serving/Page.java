package workbench.engineer.serving;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import workbench.data.DataCard;
import workbench.engineer.serving.http.Exchange;
import workbench.engineer.serving.models.DriftWindow;
import workbench.engineer.serving.models.ModelRegistry;
import workbench.engineer.serving.models.ReferenceDistribution;
import workbench.engineer.serving.models.ServedVersion;
import workbench.engineer.serving.protocol.RequestJson;
import workbench.evaluation.Evaluation;
import workbench.model.Metadata;
import workbench.model.OnnxScorer;

/**
 * The page at {@code /} on which you try the models, what it needs to know about them, and the
 * API's document.
 */
final class Page {

  private static final Header HTML = type("text/html; charset=utf-8");
  private static final Header SCRIPT = type("text/javascript; charset=utf-8");
  private static final Header STYLE = type("text/css; charset=utf-8");
  private static final Header JSON = type("application/json");
  private static final Header OWN_FILES_ONLY =
      HeaderValues.createCached(
          HeaderNames.create("Content-Security-Policy"),
          "default-src 'self'; img-src data:; frame-ancestors 'none'");

  private final ModelRegistry models;
  private final ExampleRows examples = new ExampleRows();
  private final byte[] html = resource("page.html");
  private final byte[] script = resource("page.js");
  private final byte[] style = resource("page.css");
  private final byte[] openApi = resource("openapi.json");

  Page(ModelRegistry models) {
    this.models = models;
  }

  /**
   * Model as the page shows it. Without a reference, min, max and mean are null, as they are of a
   * category; drift is while it is unknown. Columns: whether it takes raw columns. Foreign: whether
   * another tool made it, so that its training rows are not known.
   */
  private record Card(
      String name,
      int version,
      String role,
      String model,
      String dataset,
      List<String> classNames,
      Evaluation evaluation,
      float threshold,
      double driftThreshold,
      boolean columns,
      boolean foreign,
      List<FeatureRange> features) {}

  /**
   * @param type number or category
   * @param unit of the data card, empty if there is none
   * @param levels of a category, null of a number
   */
  private record FeatureRange(
      String name,
      String type,
      String unit,
      List<String> levels,
      Double min,
      Double max,
      Double mean,
      Double drift) {}

  void html(Exchange exchange) {
    exchange.response().header(OWN_FILES_ONLY);
    content(exchange, HTML, html);
  }

  void script(Exchange exchange) {
    content(exchange, SCRIPT, script);
  }

  void style(Exchange exchange) {
    content(exchange, STYLE, style);
  }

  void openApi(Exchange exchange) {
    content(exchange, JSON, openApi);
  }

  void catalogue(Exchange exchange) {
    content(exchange, JSON, RequestJson.write(Map.of("models", cards())));
  }

  void examples(Exchange exchange, String model) {
    OnnxScorer scorer = models.version(model, ModelRegistry.NEWEST).scorer();
    List<?> rows = examples.of(scorer.metadata(), scorer.takesColumns());
    content(exchange, JSON, RequestJson.write(Map.of("rows", rows)));
  }

  private static void content(Exchange exchange, Header type, byte[] body) {
    exchange.response().header(HeaderValues.X_CONTENT_TYPE_OPTIONS_NOSNIFF);
    exchange.content(type, body);
  }

  /** Every version that is loaded: model after model, the newest version first. */
  private List<Card> cards() {
    return models.models().stream()
        .filter(model -> !model.unloaded())
        .flatMap(model -> model.versions().reversed().stream())
        .map(Page::card)
        .toList();
  }

  private static Card card(ServedVersion version) {
    Metadata metadata = version.metadata();
    return new Card(
        version.model(),
        version.number(),
        metadata.role().name().toLowerCase(java.util.Locale.ROOT),
        metadata.model(),
        metadata.dataset(),
        metadata.classNames(),
        metadata.evaluation(),
        metadata.threshold().value(),
        version.drift().map(DriftWindow::threshold).orElse(DriftWindow.LARGE),
        version.scorer().takesColumns(),
        metadata.maker().isPresent(),
        IntStream.range(0, metadata.featureNames().size())
            .mapToObj(j -> range(version, j))
            .toList());
  }

  private static FeatureRange range(ServedVersion version, int j) {
    OnnxScorer.Input input = version.scorer().inputs().get(j);
    String type = input.isText() ? "category" : "number";
    List<String> levels = input.isText() ? input.levels() : null;
    String unit =
        DataCard.of(version.metadata().dataset())
            .flatMap(card -> card.column(input.name()))
            .map(DataCard.ColumnNote::unit)
            .orElse("");
    if (version.reference().isEmpty()) {
      return new FeatureRange(input.name(), type, unit, levels, null, null, null, null);
    }
    ReferenceDistribution.Feature feature = version.reference().get().features().get(j);
    double index = version.drift().orElseThrow().stabilityIndex(j);
    Double drift = Double.isNaN(index) ? null : index;
    return input.isText()
        ? new FeatureRange(input.name(), type, unit, levels, null, null, null, drift)
        : new FeatureRange(
            input.name(), type, unit, null, feature.min(), feature.max(), feature.mean(), drift);
  }

  private static Header type(String value) {
    return HeaderValues.createCached(HeaderNames.CONTENT_TYPE, value);
  }

  private static byte[] resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

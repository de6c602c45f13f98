package workbench.engineer.serving;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import workbench.engineer.serving.http.Bodies;
import workbench.engineer.serving.http.Exchange;
import workbench.engineer.serving.http.Traffic;
import workbench.engineer.serving.models.Metrics;
import workbench.engineer.serving.models.ModelRegistry;
import workbench.engineer.serving.models.ServedVersion;
import workbench.engineer.serving.protocol.Refusal;
import workbench.engineer.serving.protocol.RequestJson;
import workbench.engineer.serving.protocol.Tensor;
import workbench.model.OnnxScorer;

/** Handlers of the protocol's health, metadata and repository endpoints, and of the metrics. */
final class Operations {

  private static final Header METRICS_TYPE =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, Metrics.CONTENT_TYPE);

  private static final String BEARER = "Bearer ";

  private final ModelRegistry models;
  private final Metrics metrics;
  private final Bodies bodies;
  private final Traffic traffic;
  private final Optional<String> token;

  Operations(
      ModelRegistry models,
      Metrics metrics,
      Bodies bodies,
      Traffic traffic,
      Optional<String> token) {
    this.models = models;
    this.metrics = metrics;
    this.bodies = bodies;
    this.traffic = traffic;
    this.token = token;
  }

  private record TensorMetadata(String name, String datatype, List<Integer> shape) {}

  void live(Exchange exchange) {
    exchange.json(RequestJson.write(Map.of("live", true)));
  }

  void metrics(Exchange exchange) {
    exchange.content(METRICS_TYPE, metrics.text());
  }

  void index(Exchange exchange) {
    exchange.json(RequestJson.write(index(body(exchange))));
  }

  void load(Exchange exchange, String model) {
    authorize(exchange);
    refuseParameters(body(exchange));
    models.load(model);
    exchange.json(RequestJson.write(Map.of()));
  }

  void unload(Exchange exchange, String model) {
    authorize(exchange);
    refuseParameters(body(exchange));
    models.unload(model);
    exchange.json(RequestJson.write(Map.of()));
  }

  void ready(Exchange exchange) {
    Optional<String> reason =
        traffic.isStopping() ? Optional.of("the server is stopping") : models.notReady();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ready", reason.isEmpty());
    reason.ifPresent(text -> answer.put("error", text));
    // A new version that cannot be loaded while an older one serves: worth a look, but no reason to
    // stay away.
    List<ModelRegistry.Entry> failed =
        models.models().stream().flatMap(model -> model.held().stream()).toList();
    if (!failed.isEmpty()) {
      answer.put("failed", failed);
    }
    if (reason.isEmpty()) {
      exchange.json(RequestJson.write(answer));
    } else {
      exchange.errorBody(503, RequestJson.write(answer));
    }
  }

  void modelReady(Exchange exchange, String model, int number) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", model);
    try {
      models.version(model, number);
      answer.put("ready", true);
      exchange.json(RequestJson.write(answer));
    } catch (Refusal e) {
      if (e.status() != 503) {
        throw e;
      }
      answer.put("ready", false);
      answer.put("error", e.getMessage());
      exchange.errorBody(503, RequestJson.write(answer));
    }
  }

  void server(Exchange exchange) {
    String version = Operations.class.getPackage().getImplementationVersion();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", "two-workflows");
    answer.put("version", version == null ? "development" : version);
    answer.put("extensions", List.of("binary_tensor_data", "model_repository"));
    exchange.json(RequestJson.write(answer));
  }

  void metadata(Exchange exchange, String name, int number) {
    ServedVersion version = models.version(name, number);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", name);
    answer.put(
        "versions",
        models.model(name).versions().stream().map(v -> Integer.toString(v.number())).toList());
    answer.put("platform", "onnxruntime_onnx");
    answer.put("inputs", inputs(version.scorer()));
    answer.put("outputs", List.of(tensor(Tensor.PROBABILITY, -1), tensor(Tensor.LABEL, -1)));
    exchange.json(RequestJson.write(answer));
  }

  private static List<TensorMetadata> inputs(OnnxScorer scorer) {
    return scorer.takesColumns()
        ? scorer.inputs().stream()
            .map(
                input ->
                    new TensorMetadata(
                        input.name(), input.isText() ? "BYTES" : "FP32", List.of(-1, 1)))
            .toList()
        : List.of(tensor(Tensor.FEATURES, -1, scorer.features()));
  }

  private static TensorMetadata tensor(Tensor tensor, Integer... shape) {
    return new TensorMetadata(tensor.id(), tensor.datatype(), List.of(shape));
  }

  private List<ModelRegistry.Entry> index(JsonNode request) {
    JsonNode ready = request.path("ready");
    if (!ready.isMissingNode() && !ready.isBoolean()) {
      throw Refusal.badRequest("ready: expected true or false, found %s", ready.getNodeType());
    }
    boolean readyOnly = ready.asBoolean(false);
    return models.index().stream()
        .filter(entry -> !readyOnly || entry.state().equals("READY"))
        .toList();
  }

  /** Parses the body as an object; empty if there is no body. */
  private JsonNode body(Exchange exchange) {
    JsonNode body =
        bodies.read(exchange, bytes -> RequestJson.read(bytes.length == 0 ? EMPTY : bytes));
    if (!body.isObject()) {
      throw Refusal.badRequest("the body: expected an object, found %s", body.getNodeType());
    }
    return body;
  }

  private static final byte[] EMPTY = {'{', '}'};

  /**
   * Refuses unknown parameters. The extension's own, unload_dependents, has no effect: no model
   * depends on another.
   */
  private static void refuseParameters(JsonNode request) {
    for (String name : request.path("parameters").propertyNames()) {
      if (!name.equals("unload_dependents")) {
        throw Refusal.badRequest("parameters.%s: is not known here", Refusal.shortened(name));
      }
    }
  }

  private void authorize(Exchange exchange) {
    if (token.isEmpty()) {
      throw Refusal.of(403, "loading and unloading is off: the server was started without a token");
    }
    var headers = exchange.request().headers();
    String given =
        headers.contains(HeaderNames.AUTHORIZATION)
            ? headers.get(HeaderNames.AUTHORIZATION).get()
            : "";
    // The scheme's name is without case (RFC 9110, 11.1).
    boolean bearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String credentials = bearer ? given.substring(BEARER.length()).strip() : "";
    if (!MessageDigest.isEqual(bytes(credentials), bytes(token.get()))) {
      exchange.response().header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
      throw Refusal.of(401, "the header Authorization: expected 'Bearer' and the server's token");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

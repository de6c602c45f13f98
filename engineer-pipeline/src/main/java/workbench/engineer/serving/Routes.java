package workbench.engineer.serving;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import workbench.engineer.serving.http.AccessLog;
import workbench.engineer.serving.http.Bodies;
import workbench.engineer.serving.http.Endpoint;
import workbench.engineer.serving.http.Exchange;
import workbench.engineer.serving.http.Hosts;
import workbench.engineer.serving.http.Traffic;
import workbench.engineer.serving.models.Metrics;
import workbench.engineer.serving.models.ModelRegistry;
import workbench.engineer.serving.protocol.Refusal;
import workbench.engineer.serving.protocol.RequestJson;

/**
 * Dispatch from a path to its endpoint, and from an exception to {@code {"error": "..."}} with its
 * status. It counts and logs every answer.
 */
final class Routes {

  private static final System.Logger LOGGER = System.getLogger(Routes.class.getName());

  private static final Set<Endpoint> ALL = EnumSet.allOf(Endpoint.class);

  private final InferenceHandler inference;
  private final Operations operations;
  private final Page page;
  private final Metrics metrics;
  private final Optional<AccessLog> log;
  private final Traffic traffic;
  private final Bodies bodies;
  private final Hosts hosts;

  Routes(
      InferenceHandler inference,
      Operations operations,
      Page page,
      Metrics metrics,
      Optional<AccessLog> log,
      Traffic traffic,
      Bodies bodies,
      Hosts hosts) {
    this.inference = inference;
    this.operations = operations;
    this.page = page;
    this.metrics = metrics;
    this.log = log;
    this.traffic = traffic;
    this.bodies = bodies;
    this.hosts = hosts;
  }

  void handle(ServerRequest request, ServerResponse response) {
    handle(request, response, ALL);
  }

  /** Health and metrics alone. */
  void handleForOperators(ServerRequest request, ServerResponse response) {
    handle(request, response, Endpoint.FOR_OPERATORS);
  }

  private void handle(ServerRequest request, ServerResponse response, Set<Endpoint> endpoints) {
    var exchange = new Exchange(request, response);
    Endpoint endpoint = null;
    traffic.begin();
    try {
      hosts.check(exchange.host());
      Endpoint.Match match = Endpoint.match(exchange.path());
      if (match == null || !endpoints.contains(match.endpoint())) {
        throw Refusal.notFound("there is nothing at this path; GET /openapi.json lists the paths");
      }
      endpoint = match.endpoint();
      answer(exchange, match);
    } catch (Refusal e) {
      refuse(exchange, e.status(), e.getMessage());
    } catch (RequestException e) {
      refuse(exchange, clientsFault(e.status()), e.getMessage());
    } catch (HttpException e) {
      refuse(exchange, clientsFault(e.status()), e.getMessage());
    } catch (UncheckedIOException | ServerConnectionException e) {
      // The client has gone.
      throw e;
    } catch (RuntimeException | Error e) {
      LOGGER.log(
          System.Logger.Level.ERROR,
          "%s %s failed".formatted(exchange.method(), exchange.path()),
          e);
      refuse(exchange, 500, "the server failed; its log says where");
    } finally {
      traffic.end();
      metrics.answered(Endpoint.label(endpoint), exchange.status());
      log.ifPresent(lines -> lines.write(exchange));
    }
    // Helidon writes the header and goes on reading; what it would read can be the rest of a
    // refused body.
    if (exchange.closesAfterwards()) {
      throw new CloseConnectionException("announced in the answer");
    }
  }

  private void answer(Exchange exchange, Endpoint.Match match) {
    Endpoint endpoint = match.endpoint();
    if (!endpoint.allows(exchange.method())) {
      exchange.response().header(HeaderNames.ALLOW, endpoint.allow());
      throw Refusal.of(
          405,
          "%s is not for %s; allowed: %s"
              .formatted(endpoint.pattern(), exchange.method(), endpoint.allow()));
    }
    if (traffic.isStopping() && !Endpoint.FOR_OPERATORS.contains(endpoint)) {
      bodies.discard(exchange);
      exchange.closeAfterwards();
      throw Refusal.unavailable("the server is stopping");
    }
    String model = match.model();
    int version = number(match.version());
    switch (endpoint) {
      case INFER, INFER_VERSION -> inference.answer(exchange, model, version);
      case SERVER -> operations.server(exchange);
      case LIVE -> operations.live(exchange);
      case READY -> operations.ready(exchange);
      case MODEL, MODEL_VERSION -> operations.metadata(exchange, model, version);
      case MODEL_READY, MODEL_VERSION_READY -> operations.modelReady(exchange, model, version);
      case REPOSITORY_INDEX -> operations.index(exchange);
      case LOAD -> operations.load(exchange, model);
      case UNLOAD -> operations.unload(exchange, model);
      case METRICS -> operations.metrics(exchange);
      case OPENAPI -> page.openApi(exchange);
      case CATALOGUE -> page.catalogue(exchange);
      case EXAMPLES -> page.examples(exchange, model);
      case PAGE -> page.html(exchange);
      case PAGE_SCRIPT -> page.script(exchange);
      case PAGE_STYLE -> page.style(exchange);
    }
  }

  private static int number(String version) {
    if (version == null) {
      return ModelRegistry.NEWEST;
    }
    if (!version.matches("[1-9][0-9]{0,8}")) {
      throw Refusal.notFound(
          "there is no version '%s': versions are whole numbers from 1",
          Refusal.shortened(version));
    }
    return Integer.parseInt(version);
  }

  /** Returns the status for a request that cannot be read: the fault is the client's. */
  private static int clientsFault(Status status) {
    return status.code() < 500 ? status.code() : 400;
  }

  private void refuse(Exchange exchange, int status, String message) {
    if (exchange.response().isSent()) {
      return;
    }
    bodies.discard(exchange);
    exchange.error(status, message);
  }

  /** Answers requests that Helidon refuses before they can be routed. */
  DirectHandler unroutable() {
    return (request, event, status, headers, message) -> {
      int code = "Unsupported content encoding".equals(message) ? 415 : clientsFault(status);
      metrics.answered(Endpoint.label(null), code);
      headers.set(HeaderValues.CONTENT_TYPE_JSON);
      return DirectHandler.TransportResponse.builder()
          .status(Status.create(code))
          .headers(headers)
          .keepAlive(false)
          .entity(
              RequestJson.error(isTelling(message) ? message : "the request is not valid HTTP/1.1"))
          .build();
    };
  }

  /** Helidon keeps some of its reasons for a log that it does not write. */
  private static boolean isTelling(String message) {
    return message != null && !message.isBlank() && !message.contains("see server log");
  }
}

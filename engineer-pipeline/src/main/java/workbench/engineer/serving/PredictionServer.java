package workbench.engineer.serving;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import workbench.data.InvalidInput;
import workbench.data.InvalidOption;
import workbench.engineer.serving.http.AccessLog;
import workbench.engineer.serving.http.Bodies;
import workbench.engineer.serving.http.Decompression;
import workbench.engineer.serving.http.Endpoint;
import workbench.engineer.serving.http.Hosts;
import workbench.engineer.serving.http.Limits;
import workbench.engineer.serving.http.TimedConnections;
import workbench.engineer.serving.http.Traffic;
import workbench.engineer.serving.models.Metrics;
import workbench.engineer.serving.models.ModelRegistry;
import workbench.model.ModelRepository;

/**
 * The prediction server, from its start to its stop. Listens as soon as it is made; is ready when
 * the models that are in the repository have been loaded, which is before the constructor returns.
 */
public final class PredictionServer implements AutoCloseable {

  private static final String HEALTH = "health";

  /**
   * Most connections to the port for probes: probes and Prometheus, with room for some that hang.
   */
  private static final int HEALTH_CONNECTIONS = 64;

  private static final Duration LAST_ANSWERS = Duration.ofMillis(500);
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(50);

  /**
   * Helidon warns of every connection that is cut; strongly held, or its level would be forgotten.
   */
  private final Logger helidonLog = Logger.getLogger("io.helidon");

  private final ServerOptions options;
  private final Traffic traffic = new Traffic();
  private final ModelRegistry models;
  private final Optional<AccessLog> accessLog;
  private final WebServer web;

  /**
   * @param lines where the access log goes, if the options ask for one
   * @param log told which versions are loaded, and which cannot be
   * @throws InvalidInput if it cannot listen there
   */
  public PredictionServer(ServerOptions options, OutputStream lines, Consumer<String> log) {
    helidonLog.setLevel(Level.SEVERE);
    this.options = options;
    refuseAddressThatCannotBeUsed(options.port());
    options.healthPort().ifPresent(this::refuseAddressThatCannotBeUsed);
    var metrics = new Metrics(Endpoint.labels());
    models =
        new ModelRegistry(new ModelRepository(options.models()), options.versions(), metrics, log);
    metrics.watch(models, traffic::underWay);
    accessLog = options.accessLog() ? Optional.of(new AccessLog(lines)) : Optional.empty();
    var bodies = new Bodies(options.limits().maxBody());
    var routes =
        new Routes(
            new InferenceHandler(models, metrics, bodies, options.limits()),
            new Operations(models, metrics, bodies, traffic, options.token()),
            new Page(models),
            metrics,
            accessLog,
            traffic,
            bodies,
            new Hosts(options.allowedHosts()));
    web = configure(routes).build();
    try {
      models.start(options.poll());
      web.start();
    } catch (RuntimeException e) {
      models.close();
      accessLog.ifPresent(AccessLog::close);
      throw cannotListen(options.port(), rootCause(e), e);
    }
    // Helidon does not throw when it cannot listen.
    if (!web.isRunning()) {
      models.close();
      accessLog.ifPresent(AccessLog::close);
      throw cannotListen(options.port(), "taken a moment ago", null);
    }
  }

  /**
   * Refuses a bad address before anything is loaded, and with the reason, which Helidon keeps for
   * its log.
   */
  private void refuseAddressThatCannotBeUsed(int port) {
    var address = new InetSocketAddress(options.host(), port);
    if (address.isUnresolved()) {
      throw new InvalidOption(
          "host", options.host(), "a name or an address of this machine, such as 127.0.0.1");
    }
    try (var probe = new ServerSocket()) {
      probe.bind(address);
    } catch (IOException e) {
      throw cannotListen(port, e.getMessage(), e);
    }
  }

  private InvalidInput cannotListen(int port, String reason, Exception cause) {
    return new InvalidInput(
        "the server cannot listen on %s port %d (%s): choose another port or host"
            .formatted(options.host(), port, reason),
        cause);
  }

  private WebServerConfig.Builder configure(Routes routes) {
    Limits limits = options.limits();
    var server =
        WebServer.builder()
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false);
    listen(server, options.port(), limits.maxConnections(), routes, routes::handle);
    options
        .healthPort()
        .ifPresent(
            port ->
                server.putSocket(
                    HEALTH,
                    listen(
                            ListenerConfig.builder().name(HEALTH).protocolsDiscoverServices(false),
                            port,
                            HEALTH_CONNECTIONS,
                            routes,
                            routes::handleForOperators)
                        .build()));
    return server;
  }

  private <B extends ListenerConfig.BuilderBase<B, ?>> B listen(
      B listener, int port, int maxConnections, Routes routes, Handler handler) {
    Limits limits = options.limits();
    var http1 =
        Http1Config.builder().sendKeepAliveHeader(false).validateResponseHeaders(false).build();
    var direct = DirectHandlers.builder();
    for (EventType event : EventType.values()) {
      direct.addHandler(event, routes.unroutable());
    }
    options.tls().ifPresent(file -> listener.tls(Tls.builder().sslContext(file.context()).build()));
    return listener
        .host(options.host())
        .port(port)
        .addConnectionSelector(
            new TimedConnections(
                Http1ConnectionSelector.builder().config(http1).build(), limits.requestTimeout()))
        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
        .maxTcpConnections(maxConnections)
        .maxPayloadSize((long) limits.maxBody() + Bodies.DRAIN)
        .idleConnectionTimeout(limits.idleTimeout())
        .idleConnectionPeriod(lookEvery(limits))
        .shutdownGracePeriod(LAST_ANSWERS)
        .contentEncoding(
            ContentEncodingContext.builder()
                .contentEncodingsDiscoverServices(false)
                .addContentEncoding(Decompression.GZIP)
                .addContentEncoding(Decompression.DEFLATE)
                .build())
        .errorHandling(ErrorHandling.builder().includeEntity(true).build())
        .directHandlers(direct.build())
        .routing(HttpRouting.builder().any(handler));
  }

  private static Duration lookEvery(Limits limits) {
    Duration shorter =
        limits.requestTimeout().compareTo(limits.idleTimeout()) < 0
            ? limits.requestTimeout()
            : limits.idleTimeout();
    Duration quarter = shorter.dividedBy(4);
    return quarter.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : quarter;
  }

  private static String rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  /** The port it listens on. */
  public int port() {
    return web.port();
  }

  /** Returns the server's address, such as {@code http://127.0.0.1:8080}. */
  public String address() {
    return "%s://%s:%d"
        .formatted(options.tls().isPresent() ? "https" : "http", options.host(), port());
  }

  /** The port for probes alone, if there is one. */
  public OptionalInt healthPort() {
    return options.healthPort().isPresent()
        ? OptionalInt.of(web.port(HEALTH))
        : OptionalInt.empty();
  }

  /** Returns whether a model is still being loaded; loading may never end. */
  public boolean isLoading() {
    return models.isLoading();
  }

  /** Returns the number of models that are served. */
  public int modelCount() {
    return (int) models.models().stream().filter(model -> model.newest().isPresent()).count();
  }

  /**
   * Stops: readiness goes first, new requests are refused, those under way are finished unless they
   * take longer than the grace period.
   *
   * @return whether all of them were finished
   */
  public boolean stop() {
    boolean done = traffic.stop(options.drain(), options.limits().grace());
    web.stop();
    models.close();
    accessLog.ifPresent(AccessLog::close);
    return done;
  }

  /** Stops as {@link #stop} does. */
  @Override
  public void close() {
    stop();
  }
}

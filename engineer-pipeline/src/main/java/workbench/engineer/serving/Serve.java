package workbench.engineer.serving;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import workbench.command.Commands;
import workbench.command.Stopwatch;
import workbench.data.InvalidOption;
import workbench.engineer.serving.http.Limits;
import workbench.text.TerminalText;

/** The command line of the prediction server: runs until it is asked to stop. */
@Command(
    name = "serve",
    description = "Serves every model of the repository over HTTP (Open Inference Protocol v2).",
    footer = {
      "",
      "Environment: WORKBENCH_TOKEN is the bearer token for loading and unloading models (off"
          + " without it),",
      "WORKBENCH_KEYSTORE_PASSWORD opens the key store."
    },
    sortOptions = false,
    showDefaultValues = true)
public final class Serve implements Callable<Integer> {

  static final String TOKEN = "WORKBENCH_TOKEN";
  static final String KEYSTORE_PASSWORD = "WORKBENCH_KEYSTORE_PASSWORD";

  private final Stopwatch sinceStart = new Stopwatch();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "address to listen on; 0.0.0.0 means all addresses")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "port to listen on; 0 takes any free port")
  private int port = 8080;

  @Option(
      names = "--healthPort",
      paramLabel = "N",
      description = "port for probes and metrics only; 0 takes any free port (default: none)")
  private Integer healthPort;

  @Option(
      names = "--allowedHosts",
      paramLabel = "NAME",
      split = ",",
      description =
          "names by which clients may call the server, besides localhost and addresses;"
              + " * is any (default: none)")
  private Set<String> allowedHosts;

  @Option(names = "--models", paramLabel = "DIR", description = "the model repository")
  private Path models = Path.of("models");

  @Option(
      names = "--poll",
      paramLabel = "SECONDS",
      description = "seconds between two checks for new versions")
  private double poll = 1;

  @Option(
      names = "--versions",
      paramLabel = "N",
      description = "how many of each model's newest versions to load")
  private int versions = 2;

  @Option(
      names = "--maxBody",
      paramLabel = "BYTES",
      description = "size of a request, decompressed")
  private int maxBody = Limits.DEFAULT.maxBody();

  @Option(names = "--maxRows", paramLabel = "N", description = "rows of a request")
  private int maxRows = Limits.DEFAULT.maxRows();

  @Option(
      names = "--maxConcurrent",
      paramLabel = "N",
      description = "requests that are computed at once")
  private int maxConcurrent = Limits.DEFAULT.maxConcurrent();

  @Option(names = "--maxConnections", paramLabel = "N", description = "open connections")
  private int maxConnections = Limits.DEFAULT.maxConnections();

  @Option(
      names = "--requestTimeout",
      paramLabel = "SECONDS",
      description = "seconds for a request and its answer")
  private double requestTimeout = seconds(Limits.DEFAULT.requestTimeout());

  @Option(
      names = "--idleTimeout",
      paramLabel = "SECONDS",
      description = "seconds without a request until a connection is closed")
  private double idleTimeout = seconds(Limits.DEFAULT.idleTimeout());

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "seconds that a stop waits for running requests")
  private double grace = seconds(Limits.DEFAULT.grace());

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      description =
          "seconds for which a stopping server answers 503, so that load balancers notice")
  private double drain = 1;

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "PKCS 12 file; with it the server uses HTTPS")
  private Path keystore;

  @Option(
      names = "--accessLog",
      paramLabel = "on|off",
      description = "a line of JSON for each request, on the standard output")
  private Switch accessLog = Switch.on;

  private enum Switch {
    on,
    off
  }

  public static void main(String[] args) {
    System.exit(Commands.run(new Serve(), args));
  }

  @Override
  public Integer call() throws InterruptedException {
    // Unbuffered, and without a lock of its own: the access log has both.
    OutputStream lines = new FileOutputStream(FileDescriptor.out);
    var stop = new StopSignal();
    var server = new PredictionServer(options(System.getenv()), lines, Serve::say);
    say(
        "serving %d models of %s at %s, ready after %.1f s; Ctrl-C stops"
            .formatted(server.modelCount(), models, server.address(), sinceStart.seconds()));
    stop.await();
    say("stopping");
    boolean finished = server.stop();
    say(finished ? "stopped" : "stopped; requests were still under way after the grace period");
    int code = finished ? Commands.DONE : Commands.FAILED;
    if (!finished || server.isLoading()) {
      // The runtime's own hook would wait for what is computed there, or free it under it.
      Runtime.getRuntime().halt(code);
    }
    return code;
  }

  ServerOptions options(Map<String, String> environment) {
    var limits =
        new Limits(
            maxBody,
            maxRows,
            maxConcurrent,
            maxConnections,
            duration("requestTimeout", requestTimeout),
            duration("idleTimeout", idleTimeout),
            duration("grace", grace));
    return new ServerOptions(
        host,
        port,
        healthPort == null ? OptionalInt.empty() : OptionalInt.of(healthPort),
        allowedHosts == null ? Set.of() : allowedHosts,
        models,
        duration("poll", poll),
        versions,
        limits,
        duration("drain", drain),
        Optional.ofNullable(environment.get(TOKEN)).filter(token -> !token.isEmpty()),
        Optional.ofNullable(keystore)
            .map(file -> new KeyStoreFile(file, environment.getOrDefault(KEYSTORE_PASSWORD, ""))),
        accessLog == Switch.on);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private static Duration duration(String option, double seconds) {
    if (!(seconds >= 0 && seconds <= 1e6)) {
      throw new InvalidOption(option, seconds, "seconds, from 0 to a million");
    }
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** Messages of the server; the standard output belongs to the access log. */
  private static void say(String line) {
    System.err.println(TerminalText.line(line));
  }
}

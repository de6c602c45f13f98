package workbench.engineer.serving;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import workbench.data.InvalidOption;
import workbench.engineer.serving.http.Limits;

/**
 * Options of a {@link PredictionServer}.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0: any free one
 * @param healthPort another port, for {@code /v2/health} and {@code /metrics} alone: connections to
 *     the first one, however many, do not keep probes out; empty: none, 0: any free one
 * @param allowedHosts names by which requests may call the server, besides those of loopback;
 *     {@code *} is any
 * @param models the folder of the {@link workbench.model.ModelRepository}
 * @param poll time between two checks for new versions
 * @param versions how many versions of a model are loaded, the newest ones; requests that name none
 *     get the newest
 * @param limits what it takes on at most
 * @param drain how long a stopping server goes on answering, with 503, so that load balancers
 *     notice
 * @param token required to load and unload models; empty: loading and unloading are refused
 * @param tls empty: plain HTTP
 * @param accessLog whether a line of JSON is written for every request
 */
public record ServerOptions(
    String host,
    int port,
    OptionalInt healthPort,
    Set<String> allowedHosts,
    Path models,
    Duration poll,
    int versions,
    Limits limits,
    Duration drain,
    Optional<String> token,
    Optional<KeyStoreFile> tls,
    boolean accessLog) {

  /**
   * @throws InvalidOption if one of them cannot be
   */
  public ServerOptions {
    requirePort("port", port);
    healthPort.ifPresent(number -> requirePort("healthPort", number));
    if (healthPort.isPresent() && port > 0 && healthPort.getAsInt() == port) {
      throw new InvalidOption("healthPort", port, "another one than the port");
    }
    allowedHosts =
        allowedHosts.stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    for (String name : allowedHosts) {
      if (!name.matches("\\*|[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?")) {
        throw new InvalidOption(
            "allowedHosts", name, "names without a port, separated by commas, or * for any");
      }
    }
    if (!poll.isPositive()) {
      throw new InvalidOption("poll", poll, "a time above 0, in seconds");
    }
    if (versions < 1) {
      throw new InvalidOption("versions", versions, "a whole number from 1");
    }
    if (drain.isNegative()) {
      throw new InvalidOption("drain", drain, "a time from 0, in seconds");
    }
    if (token.isPresent() && token.get().length() < 8) {
      throw new InvalidOption("token", "(hidden)", "at least 8 characters, or none at all");
    }
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > 65535) {
      throw new InvalidOption(option, port, "a whole number from 0 (any free port) to 65535");
    }
  }

  /** A server on any free port of this machine alone, everything else as by default. */
  public static ServerOptions local(Path models) {
    return new ServerOptions(
        "127.0.0.1",
        0,
        OptionalInt.empty(),
        Set.of(),
        models,
        Duration.ofSeconds(1),
        2,
        Limits.DEFAULT,
        Duration.ZERO,
        Optional.empty(),
        Optional.empty(),
        false);
  }
}

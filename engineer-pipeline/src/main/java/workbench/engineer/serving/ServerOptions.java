package workbench.engineer.serving;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import workbench.data.InvalidOption;

/**
 * How a {@link PredictionServer} is set up.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0: any free one
 * @param models the folder of the {@link workbench.handoff.ModelRepository}
 * @param poll how often that folder is looked at for new versions
 * @param versions how many versions of a model are loaded, the newest ones; requests that name none
 *     get the newest
 * @param limits what it takes on at most
 * @param drain how long a stopping server goes on answering, with 503, so that load balancers
 *     notice
 * @param token who has it may load and unload models; empty: nobody may
 * @param tls empty: plain HTTP
 * @param accessLog whether a line of JSON is written for every request
 */
public record ServerOptions(
    String host,
    int port,
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
    if (port < 0 || port > 65535) {
      throw new InvalidOption("port", port, "a whole number from 0 (any free port) to 65535");
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

  /** A server on any free port of this machine alone, everything else as by default. */
  public static ServerOptions local(Path models) {
    return new ServerOptions(
        "127.0.0.1",
        0,
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

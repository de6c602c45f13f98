package workbench.engineer.serving.http;

import java.time.Duration;
import workbench.data.InvalidOption;

/**
 * Limits of the server, so that no client can exhaust it.
 *
 * @param maxBody bytes of a request's body, and also of what it decompresses to
 * @param maxRows rows of one request
 * @param maxConcurrent requests that are computed at once; excess requests get 503
 * @param maxConnections open connections; one more waits to be accepted
 * @param requestTimeout from a request's first line to its answer having been taken; a connection
 *     over it is cut
 * @param idleTimeout how long a connection may be open without a request
 * @param grace how long a stop waits for the requests under way
 */
public record Limits(
    int maxBody,
    int maxRows,
    int maxConcurrent,
    int maxConnections,
    Duration requestTimeout,
    Duration idleTimeout,
    Duration grace) {

  /**
   * 4 MiB, 10,000 rows, 256 requests at once, 4,096 connections, 10 s a request, 60 s idle, 10 s to
   * stop.
   */
  public static final Limits DEFAULT =
      new Limits(
          4 << 20,
          10_000,
          256,
          4096,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10));

  /**
   * @throws InvalidOption if one of them is not positive
   */
  public Limits {
    positive("maxBody", maxBody);
    positive("maxRows", maxRows);
    positive("maxConcurrent", maxConcurrent);
    positive("maxConnections", maxConnections);
    positive("requestTimeout", requestTimeout);
    positive("idleTimeout", idleTimeout);
    positive("grace", grace);
  }

  private static void positive(String option, int value) {
    if (value < 1) {
      throw new InvalidOption(option, value, "a whole number from 1");
    }
  }

  private static void positive(String option, Duration value) {
    if (!value.isPositive()) {
      throw new InvalidOption(option, value, "a time above 0, in seconds");
    }
  }
}

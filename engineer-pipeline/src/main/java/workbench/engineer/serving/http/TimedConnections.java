package workbench.engineer.serving.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Connection;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/**
 * HTTP/1.1 connections that a slow client cannot hold. Helidon looks regularly how long each
 * connection has been idle, but lets one go on that is in the middle of a request; here such a one
 * is cut once the request has taken too long.
 *
 * @param http1 makes the connections
 */
public record TimedConnections(Http1ConnectionSelector http1, Duration requestTimeout)
    implements ServerConnectionSelector {

  private static final Duration OVERDUE = Duration.ofDays(1);

  @Override
  public int bytesToIdentifyConnection() {
    return http1.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http1.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http1.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return new Timed((Http1Connection) http1.connection(context), requestTimeout);
  }

  private record Timed(Http1Connection connection, Duration requestTimeout)
      implements ServerConnection, InterruptableTask<Void> {

    @Override
    public void handle(Limit limit) throws InterruptedException {
      connection.handle(limit);
    }

    /** Returns the idle time, whose clock starts anew with each request and with each answer. */
    @Override
    public Duration idleTime() {
      if (canInterrupt()) {
        return connection.idleTime();
      }
      return isOverdue() ? OVERDUE : Duration.ZERO;
    }

    @Override
    public boolean canInterrupt() {
      return connection.canInterrupt();
    }

    private boolean isOverdue() {
      return !canInterrupt() && connection.idleTime().compareTo(requestTimeout) > 0;
    }

    @Override
    public void close(boolean interrupt) {
      connection.close(interrupt || isOverdue());
    }
  }
}

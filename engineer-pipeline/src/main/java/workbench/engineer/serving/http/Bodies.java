package workbench.engineer.serving.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.media.ReadableEntity;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import workbench.engineer.serving.protocol.HeapBudget;
import workbench.engineer.serving.protocol.Refusal;

/**
 * Reads bodies of a limited size, decompressed. Memory is taken as bytes arrive, not as a client
 * announces them.
 */
public final class Bodies {

  private static final byte[] NONE = {};

  /** A body up to this size does not count: it is the usual case, and connections are limited. */
  private static final int SMALL = 1 << 14;

  /**
   * Bytes that are read beyond the limit, so that the sender of a refused body gets to read the
   * answer.
   */
  public static final int DRAIN = 12 << 20;

  private static final int TURN_SECONDS = 2;

  private final int limit;
  private final HeapBudget budget;

  /** Helidon holds a whole chunk in memory before anything of it can be read, and counted. */
  private final Semaphore chunked;

  public Bodies(int limit) {
    this.limit = limit;
    this.budget = HeapBudget.forBodies(limit);
    this.chunked = new Semaphore((int) Math.min(64, budget.size() / (2L * limit)));
  }

  /**
   * @param use what to do with the body, while its memory counts
   * @throws Refusal if it is too large, or is not what its Content-Encoding says
   */
  public <T> T read(Exchange exchange, Function<byte[], T> use) {
    ServerRequest request = exchange.request();
    if (!request.content().hasEntity()) {
      return use.apply(NONE);
    }
    long announced = request.headers().contentLength().orElse(SMALL);
    if (announced > limit && request.headers().containsToken(HeaderValues.EXPECT_100)) {
      // It has not been sent.
      throw tooLarge();
    }
    var body = new Body(Math.clamp(announced, 1, limit));
    try {
      return use.apply(inTurn(request, () -> body.read(exchange)));
    } finally {
      budget.release(body.reserved);
    }
  }

  /**
   * Reads the rest of the body of a request that is refused, so that its sender gets to read the
   * answer. Where that cannot be done the connection is closed after the answer: the rest would be
   * taken for the next request.
   */
  public void discard(Exchange exchange) {
    ReadableEntity content = exchange.request().content();
    if (content.consumed()) {
      return;
    }
    boolean waits =
        exchange.request().headers().containsToken(HeaderValues.EXPECT_100)
            && !exchange.request().continueSent();
    try {
      if (!waits && !exchange.closesAfterwards()) {
        inTurn(
            exchange.request(),
            () -> {
              content.consume();
              return null;
            });
      }
    } catch (RuntimeException e) {
      // The client is told what it did wrong first.
    }
    if (!content.consumed()) {
      exchange.closeAfterwards();
    }
  }

  private <T> T inTurn(ServerRequest request, Supplier<T> read) {
    if (!request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
      return read.get();
    }
    try {
      if (!chunked.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
        throw Refusal.unavailable("overloaded: too many chunked bodies at once, try again");
      }
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException("the connection has been cut", e));
    }
    try {
      return read.get();
    } finally {
      chunked.release();
    }
  }

  private final class Body {

    private final int expected;
    private byte[] bytes;
    private int length;
    private int reserved;

    private Body(int expected) {
      this.expected = expected;
      bytes = new byte[Math.min(expected, SMALL)];
    }

    /** Closes the connection after a malformed body: nothing after it can be trusted. */
    private byte[] read(Exchange exchange) {
      try {
        return read(exchange.request().content().inputStream());
      } catch (Refusal | ServerConnectionException e) {
        throw e;
      } catch (RequestException | HttpException e) {
        exchange.closeAfterwards();
        throw e;
      } catch (IOException | RuntimeException e) {
        exchange.closeAfterwards();
        if (exchange.request().headers().contains(HeaderNames.CONTENT_ENCODING)) {
          throw Refusal.badRequest(
              "the body is not %s, as its Content-Encoding says",
              exchange.request().headers().get(HeaderNames.CONTENT_ENCODING).get());
        }
        // Helidon does not expect every mistake that a client can make in a body.
        throw Refusal.badRequest(
            "the body cannot be read: it ends early, or its chunks are malformed");
      }
    }

    private byte[] read(InputStream in) throws IOException {
      for (int read = 0; read >= 0; read = in.read(bytes, length, bytes.length - length)) {
        length += read;
        if (length == bytes.length) {
          int next = in.read();
          if (next < 0) {
            return bytes;
          }
          grow();
          bytes[length++] = (byte) next;
        }
      }
      return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void grow() {
      if (length == limit) {
        throw tooLarge();
      }
      int larger = (int) Math.min(2L * length, length < expected ? expected : limit);
      budget.reserve(larger);
      bytes = Arrays.copyOf(bytes, larger);
      budget.release(reserved);
      reserved = larger;
    }
  }

  private Refusal tooLarge() {
    return Refusal.tooLarge(
        "the body is larger than %,d bytes, decompressed; no more are accepted", limit);
  }
}

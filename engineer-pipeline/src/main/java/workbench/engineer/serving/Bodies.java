package workbench.engineer.serving;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Reads bodies of a limited size, decompressed. Memory is taken as bytes arrive, not as a client
 * announces them; and all bodies together have a quarter of the heap.
 */
final class Bodies {

  private static final byte[] NONE = {};

  /** A body up to this size does not count: it is the usual case, and connections are limited. */
  private static final int SMALL = 1 << 14;

  /**
   * How much of a body that is too large is read nevertheless, so that its sender gets to read the
   * answer.
   */
  static final int DRAIN = 32 << 20;

  private final int limit;
  private final long budget;
  private final AtomicLong taken = new AtomicLong();

  Bodies(int limit) {
    this.limit = limit;
    this.budget = Math.max(4L * limit, Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * @param use what to do with the body, while its memory counts
   * @throws Refusal if it is too large, or is not what its Content-Encoding says
   */
  <T> T read(ServerRequest request, Function<byte[], T> use) {
    if (!request.content().hasEntity()) {
      return use.apply(NONE);
    }
    long announced = request.headers().contentLength().orElse(SMALL);
    if (announced > limit && request.headers().containsToken(HeaderValues.EXPECT_100)) {
      // It has not been sent.
      throw tooLarge();
    }
    var body = new Body((int) Math.max(1, Math.min(announced, Math.min(SMALL, limit))));
    try {
      return use.apply(body.read(request));
    } finally {
      taken.addAndGet(-body.reserved);
    }
  }

  private final class Body {

    private byte[] bytes;
    private int length;
    private long reserved;

    private Body(int expected) {
      bytes = new byte[expected];
    }

    private byte[] read(ServerRequest request) {
      try (InputStream in = request.content().inputStream()) {
        for (int read = 0; read >= 0; read = in.read(bytes, length, bytes.length - length)) {
          length += read;
          if (length == bytes.length) {
            int next = in.read();
            if (next < 0) {
              return bytes;
            }
            if (length == limit) {
              drain(in);
              throw tooLarge();
            }
            grow();
            bytes[length++] = (byte) next;
          }
        }
        return Arrays.copyOf(bytes, length);
      } catch (IOException e) {
        throw failed(request, new UncheckedIOException(e));
      } catch (UncheckedIOException e) {
        throw failed(request, e);
      } catch (Refusal | RequestException | HttpException | ServerConnectionException e) {
        throw e;
      } catch (RuntimeException e) {
        // Helidon does not expect every mistake that a client can make in a body.
        throw Refusal.badRequest(
            "the body cannot be read: it ends early, or its chunks are malformed");
      }
    }

    private void grow() {
      int larger = (int) Math.min(2L * length, limit);
      if (taken.addAndGet(larger) > budget) {
        taken.addAndGet(-larger);
        throw Refusal.unavailable("overloaded: too many large bodies at once, try again");
      }
      reserved += larger;
      bytes = Arrays.copyOf(bytes, larger);
    }

    private void drain(InputStream in) throws IOException {
      int drained = 0;
      for (int read = 0; read >= 0 && drained < DRAIN; read = in.read(bytes)) {
        drained += read;
      }
    }
  }

  private static RuntimeException failed(ServerRequest request, UncheckedIOException e) {
    return request.headers().contains(HeaderNames.CONTENT_ENCODING)
        ? Refusal.badRequest(
            "the body is not %s, as its Content-Encoding says",
            request.headers().get(HeaderNames.CONTENT_ENCODING).get())
        : e;
  }

  private Refusal tooLarge() {
    return Refusal.tooLarge(
        "the body is larger than %,d bytes, decompressed; no more are accepted", limit);
  }
}

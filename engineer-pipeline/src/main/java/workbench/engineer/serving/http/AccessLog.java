package workbench.engineer.serving.http;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Access log: a line of JSON for every answer, with the model and the error; Helidon's has neither.
 * Lines are collected, and written every quarter of a second or when the buffer is full, so that
 * requests do not wait for the disk or the terminal.
 */
public final class AccessLog implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final long EVERY_MILLIS = 250;

  private final JsonGenerator json;
  private final ReentrantLock line = new ReentrantLock();
  private final ScheduledExecutorService flush =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("access-log").factory());

  private long second;
  private String secondText;

  /**
   * @param out not closed with this
   */
  public AccessLog(OutputStream out) {
    json =
        JsonFactory.builder()
            .rootValueSeparator("\n")
            // A terminal would obey some of the others.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .createGenerator(ObjectWriteContext.empty(), new BufferedOutputStream(out, BUFFER));
    flush.scheduleWithFixedDelay(this::flush, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  public void write(Exchange exchange) {
    String remote = exchange.remote();
    line.lock();
    try {
      json.writeStartObject();
      json.writeStringProperty("time", time());
      json.writeStringProperty("remote", remote);
      json.writeStringProperty("method", exchange.method());
      json.writeStringProperty("path", exchange.path());
      json.writeNumberProperty("status", exchange.status());
      json.writeNumberProperty("bytes", exchange.bytes());
      json.writeNumberProperty("micros", exchange.nanos() / 1000);
      if (exchange.version() != null) {
        json.writeStringProperty("model", exchange.version().model());
        json.writeNumberProperty("version", exchange.version().number());
        json.writeNumberProperty("rows", exchange.rows());
      }
      if (exchange.id() != null) {
        json.writeStringProperty("id", exchange.id());
      }
      if (exchange.error() != null) {
        json.writeStringProperty("error", exchange.error());
      }
      json.writeEndObject();
    } catch (JacksonException e) {
      // The reader of the log has gone; clients are served all the same.
    } finally {
      line.unlock();
    }
  }

  /**
   * Returns the time to the millisecond. Its seconds are formatted once a second: that costs as
   * much as the rest of a line.
   */
  private String time() {
    long millis = System.currentTimeMillis();
    if (millis / 1000 != second) {
      second = millis / 1000;
      secondText = Instant.ofEpochSecond(second).toString().replace('Z', '.');
    }
    return secondText + Long.toString(1000 + millis % 1000).substring(1) + "Z";
  }

  private void flush() {
    line.lock();
    try {
      json.flush();
    } catch (JacksonException e) {
      // The server answers without a log.
    } finally {
      line.unlock();
    }
  }

  @Override
  public void close() {
    flush.shutdownNow();
    line.lock();
    try {
      json.writeRaw('\n');
    } catch (JacksonException e) {
      // The server answers without a log.
    } finally {
      line.unlock();
    }
    flush();
  }
}

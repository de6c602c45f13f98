package workbench.engineer.serving.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A part of the heap, for the large bodies or the large rows of all requests together. */
public final class HeapBudget {

  private final int size;
  private final Duration patience;
  private final Semaphore free;

  private HeapBudget(long size, Duration patience) {
    this.size = (int) Math.min(size, Integer.MAX_VALUE);
    this.patience = patience;
    this.free = new Semaphore(this.size, true);
  }

  /**
   * Budget for bodies: three eighths of the heap. A request does not wait for it, because those
   * that have a part of their body would wait for each other.
   *
   * @param maxBody bytes of a body; two fit in any case
   */
  public static HeapBudget forBodies(int maxBody) {
    return new HeapBudget(
        Math.max(3L * maxBody, Runtime.getRuntime().maxMemory() / 8 * 3), Duration.ZERO);
  }

  /**
   * Budget for rows: an eighth of the heap. A request waits for its turn: those before it are being
   * scored.
   *
   * @param maxBody bytes of a body; rows of as many values fit in any case
   */
  public static HeapBudget forRows(int maxBody) {
    return new HeapBudget(
        Math.max((long) Float.BYTES * maxBody, Runtime.getRuntime().maxMemory() / 8),
        Duration.ofSeconds(5));
  }

  /** Returns the budget in bytes. */
  public int size() {
    return size;
  }

  /**
   * Reserves a part of the budget; {@link #release} must follow.
   *
   * @throws Refusal if there is not enough left
   */
  public void reserve(int bytes) {
    try {
      if (!free.tryAcquire(bytes, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Refusal.unavailable("overloaded: too many large requests at once, try again");
      }
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException("the connection has been cut", e));
    }
  }

  public void release(int bytes) {
    free.release(bytes);
  }
}

package workbench.engineer.serving.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Count of the requests under way, for a stop that answers 503 until load balancers have noticed.
 * Helidon's own stop closes its port first.
 */
public final class Traffic {

  private static final long LOOK_NANOS = 5_000_000;

  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean stopping;

  public void begin() {
    underWay.incrementAndGet();
  }

  public void end() {
    underWay.decrementAndGet();
  }

  public int underWay() {
    return underWay.get();
  }

  public boolean isStopping() {
    return stopping;
  }

  /**
   * Takes no new requests from now on, and waits for those under way.
   *
   * @param atLeast waits so long in any case
   * @param atMost waits no longer
   * @return whether all of them are done
   */
  public boolean stop(Duration atLeast, Duration atMost) {
    stopping = true;
    long start = System.nanoTime();
    while (true) {
      long waited = System.nanoTime() - start;
      if (waited >= atLeast.toNanos() && (underWay.get() == 0 || waited >= atMost.toNanos())) {
        return underWay.get() == 0;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}

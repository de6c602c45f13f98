package workbench.engineer.serving.http;

import java.util.concurrent.atomic.AtomicInteger;
import workbench.engineer.serving.protocol.Refusal;

/**
 * Limit of concurrent requests to infer. An excess request is refused at once, so that it does not
 * make the others wait. Helidon's limit would refuse health checks as well.
 */
public final class Admission {

  private final int limit;
  private final AtomicInteger inside = new AtomicInteger();

  public Admission(int limit) {
    this.limit = limit;
  }

  /**
   * Admits a request; {@link #leave} must follow.
   *
   * @throws Refusal if there are as many inside as the limit says
   */
  public void enter() {
    if (inside.incrementAndGet() > limit) {
      inside.decrementAndGet();
      throw Refusal.unavailable("overloaded: %d requests are being computed, try again", limit);
    }
  }

  public void leave() {
    inside.decrementAndGet();
  }
}

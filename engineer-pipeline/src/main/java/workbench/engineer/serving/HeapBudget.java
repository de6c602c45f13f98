package workbench.engineer.serving;

import java.util.concurrent.atomic.AtomicLong;

/** A quarter of the heap, for the large bodies and rows of all requests together. */
final class HeapBudget {

  private final long size;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param maxBody bytes of a body; one request fits in any case, with a row of single bytes
   */
  HeapBudget(int maxBody) {
    size = Math.max(8L * maxBody, Runtime.getRuntime().maxMemory() / 4);
  }

  /** In bytes. */
  long size() {
    return size;
  }

  /**
   * To be followed by {@link #release}.
   *
   * @throws Refusal if there is not enough left
   */
  void reserve(long bytes) {
    if (taken.addAndGet(bytes) > size) {
      taken.addAndGet(-bytes);
      throw Refusal.unavailable("overloaded: too many large requests at once, try again");
    }
  }

  void release(long bytes) {
    taken.addAndGet(-bytes);
  }
}

package workbench.command;

import java.util.Arrays;

/** Wall time to print; the benchmarks measure speed. */
public final class Stopwatch {

  private final long start = System.nanoTime();

  /** Returns the seconds since this was made. */
  public double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * The median time of one call, in microseconds, after as many calls to warm up.
   *
   * @param calls number of timed calls
   */
  public static double medianMicros(int calls, Runnable call) {
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    long[] nanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      call.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[calls / 2] / 1e3;
  }
}

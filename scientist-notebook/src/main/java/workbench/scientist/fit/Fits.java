package workbench.scientist.fit;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fits that do not depend on one another, side by side. */
public final class Fits {

  private Fits() {}

  /**
   * Runs pieces of work, as many at a time as there are processors. The bits of the results do not
   * depend on how many those are.
   *
   * @param count number of pieces
   * @param work from the number of a piece, from 0, to its result
   * @return the results in the order of their numbers
   */
  public static <T> List<T> sideBySide(int count, IntFunction<T> work) {
    return sideBySide(count, Runtime.getRuntime().availableProcessors(), work);
  }

  /** One piece of work, the bits of whose result do not depend on how many processors there are. */
  public static <T> T alone(Supplier<T> work) {
    return sideBySide(1, 1, i -> work.get()).get(0);
  }

  /**
   * @param workers number of pieces at a time
   */
  static <T> List<T> sideBySide(int count, int workers, IntFunction<T> work) {
    var next = new AtomicInteger();
    var results = new AtomicReferenceArray<T>(count);
    // Where a library sums by a parallel stream, it splits the rows by the parallelism of the pool
    // it runs in, and
    // each split rounds in its own way: a pool of one thread splits in the same way everywhere.
    List<ForkJoinPool> pools =
        Stream.generate(() -> new ForkJoinPool(1)).limit(Math.min(count, workers)).toList();
    try {
      List<ForkJoinTask<?>> running =
          pools.stream()
              .<ForkJoinTask<?>>map(
                  pool ->
                      pool.submit(
                          () -> {
                            for (int i = next.getAndIncrement();
                                i < count;
                                i = next.getAndIncrement()) {
                              results.set(i, work.apply(i));
                            }
                          }))
              .toList();
      running.forEach(ForkJoinTask::join);
    } finally {
      next.set(count);
      pools.forEach(ForkJoinPool::close);
    }
    return IntStream.range(0, count).mapToObj(results::get).toList();
  }
}

package workbench.scientist.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.channels.LoopThread;

/**
 * Defects of the kernel's own LoopThread, and their absence in the class that replaces it. A test
 * of the defects that fails after an upgrade means: the kernel may not need the replacement.
 */
class LoopThreadTest {

  private static final String NAME = "loop";

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void shippedThreadEndsAtOnceIfItRunsBeforeStartReturns() throws Exception {
    shipped(runs::incrementAndGet).run();
    assertEquals(0, runs.get());
  }

  @Test
  void shippedThreadEndsAtAnException() throws Exception {
    Thread thread = shipped(this::failAtFirst);
    thread.setUncaughtExceptionHandler((_, _) -> {});
    thread.start();
    thread.join(10_000);
    assertTrue(!thread.isAlive() && runs.get() < 2, runs + " runs");
  }

  @Test
  void replacementGoesOnAfterAnException() {
    LoopThread[] thread = new LoopThread[1];
    thread[0] =
        new LoopThread(
            NAME,
            0,
            () -> {
              if (runs.get() == 1) {
                thread[0].shutdown();
              }
              failAtFirst();
            });
    thread[0].run();
    assertEquals(2, runs.get());
  }

  private void failAtFirst() {
    if (runs.incrementAndGet() == 1) {
      throw new IllegalStateException("the first run fails");
    }
  }

  /** Makes a thread of the class in the kernel's own jar. */
  private static Thread shipped(Runnable body) throws Exception {
    URL jar = Path.of(System.getProperty("notebook.kernel")).toUri().toURL();
    try (var loader = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
      return (Thread)
          loader
              .loadClass(LoopThread.class.getName())
              .getConstructor(String.class, long.class, Runnable.class)
              .newInstance(NAME, 0L, body);
    }
  }
}

package org.rapaio.jupyter.kernel.channels;

/**
 * Replacement of the kernel's own class of this name, which comes later on the class path. That of
 * version 3.0.1 tells its thread to run only after it has started it, so that a thread which looks
 * before ends at once; and it ends at any exception, such as that of a message which comes before
 * the kernel knows what to do with it. Either way the kernel never answers. LoopThreadTest fails
 * when the kernel no longer has these defects.
 */
public final class LoopThread extends Thread {

  private final long sleepMillis;
  private final Runnable body;
  private volatile boolean running = true;

  /**
   * @param sleepMillis between two runs of the body
   */
  public LoopThread(String name, long sleepMillis, Runnable body) {
    super(name);
    this.sleepMillis = sleepMillis;
    this.body = body;
  }

  @Override
  public void run() {
    try {
      while (running) {
        runBody();
        Thread.sleep(sleepMillis);
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }

  /** A client asks again. */
  private void runBody() {
    try {
      body.run();
    } catch (RuntimeException e) {
      System.err.println(getName() + ": " + e);
    }
  }

  /** Ends it after the run that is under way. */
  public void shutdown() {
    running = false;
  }
}

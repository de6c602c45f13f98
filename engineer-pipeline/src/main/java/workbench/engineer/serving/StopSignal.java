package workbench.engineer.serving;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM and Ctrl-C, without the JVM's own answer to them: its shutdown hooks run all at once, and
 * ONNX Runtime's frees the native library under the requests that are still being scored. The exit
 * code, too, would be 143.
 */
final class StopSignal {

  private final CountDownLatch received = new CountDownLatch(1);

  /** Installs the handlers: from now on the signals end nothing but {@link #await}. */
  StopSignal() {
    for (String name : List.of("TERM", "INT")) {
      handle(name);
    }
  }

  void await() throws InterruptedException {
    received.await();
  }

  /**
   * Installs a handler by reflection: javac warns of {@code sun.misc.Signal}, which has no
   * successor, in a way that cannot be silenced.
   */
  private void handle(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, args) -> {
                if (method.getName().equals("handle")) {
                  received.countDown();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this JVM does not let a program handle the signal " + name, e);
    }
  }
}

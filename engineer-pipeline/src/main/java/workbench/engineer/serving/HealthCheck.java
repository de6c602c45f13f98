package workbench.engineer.serving;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import workbench.engineer.serving.http.Endpoint;

/**
 * Health check of a container, for images without curl: exit code 0 if the server at this address
 * is alive, else 1.
 */
final class HealthCheck {

  private static final int TIMEOUT_MILLIS = 3000;

  private HealthCheck() {}

  /**
   * @param args such as {@code http://127.0.0.1:8080}
   */
  public static void main(String[] args) {
    boolean alive = false;
    try {
      alive = isAlive(URI.create(args[0]));
    } catch (IOException e) {
      System.err.println(e);
    }
    System.exit(alive ? 0 : 1);
  }

  /**
   * @throws IOException if it does not answer, or not in time
   */
  static boolean isAlive(URI server) throws IOException {
    var connection =
        (HttpURLConnection) server.resolve(Endpoint.LIVE.pattern()).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
  }
}

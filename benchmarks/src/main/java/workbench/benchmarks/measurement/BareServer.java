package workbench.benchmarks.measurement;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.nio.charset.StandardCharsets;

/**
 * Bare Helidon server: it reads each body, and always answers the same bytes. It shows the most
 * that our server could reach.
 */
public final class BareServer {

  /**
   * Our server's response to the body in programs.py; the two are compared before they are timed.
   */
  private static final byte[] RESPONSE =
      "{\"model_name\":\"network\",\"model_version\":\"1\",\"outputs\":[{\"name\":\"probability\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[0.5160859]},{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[1]}]}"
          .getBytes(StandardCharsets.US_ASCII);

  private BareServer() {}

  /**
   * @param args the port
   */
  public static void main(String[] args) {
    WebServer.builder()
        .host("127.0.0.1")
        .port(Integer.parseInt(args[0]))
        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
        .routing(
            HttpRouting.builder()
                .any(
                    (request, response) -> {
                      if (request.content().hasEntity()) {
                        request.content().as(byte[].class);
                      }
                      response.header(HeaderValues.CONTENT_TYPE_JSON);
                      response.send(RESPONSE);
                    }))
        .build()
        .start();
  }
}

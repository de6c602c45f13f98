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

  private BareServer() {}

  /**
   * @param args the port, and the answer
   */
  public static void main(String[] args) {
    byte[] answer = args[1].getBytes(StandardCharsets.UTF_8);
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
                      response.send(answer);
                    }))
        .build()
        .start();
  }
}

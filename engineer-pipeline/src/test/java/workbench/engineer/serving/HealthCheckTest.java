package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCheckTest {

  @TempDir Path folder;

  @Test
  void distinguishesALiveServerFromAStoppedOne() throws IOException {
    URI address;
    try (var server = new TestServer(folder)) {
      address = URI.create(server.server.address());
      assertTrue(HealthCheck.isAlive(address));
    }
    assertThrows(ConnectException.class, () -> HealthCheck.isAlive(address));
  }
}

package workbench.engineer.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.data.InvalidInput;
import workbench.engineer.serving.http.Limits;

/** The server with a key store. */
class TlsTest {

  private static final String PASSWORD = "for-this-test";

  @TempDir Path folder;

  private ServerOptions options(String password) throws Exception {
    TestModels.publish(folder.resolve("models"), "demo", 2, 0);
    Path store = folder.resolve("server.p12");
    if (Files.notExists(store)) {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "server",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "san=ip:127.0.0.1",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("keytool").toFile())
              .start();
      assertTrue(keytool.waitFor(20, TimeUnit.SECONDS));
      assertEquals(0, keytool.exitValue(), Files.readString(folder.resolve("keytool")));
    }
    var limits =
        new Limits(
            1 << 20,
            100,
            8,
            100,
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5));
    return new ServerOptions(
        "127.0.0.1",
        0,
        OptionalInt.empty(),
        Set.of(),
        folder.resolve("models"),
        Duration.ofSeconds(1),
        1,
        limits,
        Duration.ZERO,
        Optional.empty(),
        Optional.of(new KeyStoreFile(store, password)),
        false);
  }

  private SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void speaksHttpsDuringUnfinishedHandshakes() throws Exception {
    try (var server =
        new PredictionServer(options(PASSWORD), OutputStream.nullOutputStream(), line -> {})) {
      assertTrue(server.address().startsWith("https://"), server.address());
      try (SSLSocket socket =
          (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", server.port())) {
        socket.setSoTimeout(20_000);
        socket
            .getOutputStream()
            .write(
                "GET /v2/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(answer.endsWith("{\"live\":true}"), answer);
      }
      try (Socket silent = new Socket("127.0.0.1", server.port())) {
        silent.setSoTimeout(20_000);
        assertEquals(-1, silent.getInputStream().read());
      }
    }
  }

  @Test
  void saysThatThePasswordIsWrong() throws Exception {
    ServerOptions options = options("another");
    InvalidInput e =
        assertThrows(
            InvalidInput.class,
            () -> new PredictionServer(options, OutputStream.nullOutputStream(), line -> {}));
    assertTrue(
        e.getMessage().contains("server.p12: is not a PKCS 12 key store that this password opens"));
  }
}

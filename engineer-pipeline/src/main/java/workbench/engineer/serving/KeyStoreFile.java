package workbench.engineer.serving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import workbench.data.InvalidInput;

/**
 * The server's certificate and its key.
 *
 * @param file PKCS 12
 * @param password of the file and of the key
 */
public record KeyStoreFile(Path file, String password) {

  /**
   * @throws InvalidInput if the file cannot be read with that password
   */
  SSLContext context() {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new InvalidInput(
          "%s: is not a PKCS 12 key store that this password opens (%s)"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Returns the description without the password. */
  @Override
  public String toString() {
    return file.toString();
  }
}

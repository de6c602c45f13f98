package workbench.scientist.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts the kernel, in place of its own main class, which logs every message and even the key, and
 * does not end when Jupyter asks it to.
 */
public final class JavaKernel {

  private JavaKernel() {}

  /**
   * @param args the connection file
   */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    // Made now, they write to Jupyter's log; made while a cell runs, to that cell.
    for (Handler handler : root.getHandlers()) {
      handler.setLevel(Level.WARNING);
    }
    var channels =
        new Channels(
            Transform.fromJson(Files.readString(Path.of(args[0])), ConnectionProperties.class));
    channels.connect(MainApp.kernel);
    channels.joinUntilClose();
    System.exit(0);
  }
}

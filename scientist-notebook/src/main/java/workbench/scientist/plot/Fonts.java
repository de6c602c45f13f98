package workbench.scientist.plot;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The fonts of the figures come with the workbench, so that a figure is the same on every machine,
 * and is drawn where no font is installed.
 */
final class Fonts {

  private static final String FOLDER = "/com/formdev/flatlaf/fonts/roboto/";
  private static final String CONFIGURATION = "sun.awt.fontconfig";

  private Fonts() {}

  /**
   * @param file such as {@code Roboto-Regular.ttf}
   * @param points its size
   */
  static Font load(String file, float points) {
    try (InputStream in = Fonts.class.getResourceAsStream(FOLDER + file)) {
      Path configuration =
          System.getProperty(CONFIGURATION) == null && isLinux() ? configure() : null;
      try {
        Font font = Font.createFont(Font.TRUETYPE_FONT, in);
        // JFreeSVG looks fonts up by their names.
        GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(font);
        return font.deriveFont(points);
      } finally {
        if (configuration != null) {
          System.clearProperty(CONFIGURATION);
          Files.delete(configuration);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(file, e);
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").startsWith("Linux");
  }

  /**
   * Writes a fontconfig file: on a Linux without one, Java draws no font, not even one that it is
   * given.
   */
  private static Path configure() throws IOException {
    Path file = Files.createTempFile("fontconfig", ".properties");
    Files.writeString(file, "version=1\nsequence.allfonts=default\n");
    System.setProperty(CONFIGURATION, file.toString());
    return file;
  }
}

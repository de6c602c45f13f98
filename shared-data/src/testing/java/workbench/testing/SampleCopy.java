package workbench.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import workbench.command.CommittedSamples;

/** A copy of the sample with some lines replaced, compiled and run in this JVM. */
public final class SampleCopy {

  private final Class<?> type;

  private SampleCopy(Class<?> type) {
    this.type = type;
  }

  /** The sample of this module. */
  public static Path file() throws IOException {
    try (var files = Files.newDirectoryStream(Path.of("src/main/java"), "*Sample.java")) {
      return files.iterator().next();
    }
  }

  /** The sample's text. The test is skipped if the sample was edited. */
  public static String committed() throws IOException {
    Path file = file();
    String text = Files.readString(file).replace("\r\n", "\n");
    assumeTrue(
        CommittedSamples.contain(file.getFileName().toString(), text),
        file + " was edited: what the tests claim of it holds for the committed file only");
    return text;
  }

  /** Replaces a piece of the text, which must be there. */
  public static String replaced(String text, String piece, String by) {
    assertTrue(text.contains(piece), piece);
    return text.replace(piece, by);
  }

  /**
   * @param source of a compact source file
   * @param folder for its class
   */
  public static SampleCopy of(String source, Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("Copy.java"), source);
    var messages = new ByteArrayOutputStream();
    String classPath = System.getProperty("java.class.path");
    String[] flags = {"-proc:none", "-cp", classPath, "-d", folder.toString(), file.toString()};
    int exitCode = ToolProvider.getSystemJavaCompiler().run(null, null, messages, flags);
    assertEquals(0, exitCode, messages.toString(StandardCharsets.UTF_8));
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return new SampleCopy(loader.loadClass("Copy"));
    }
  }

  /**
   * Runs it.
   *
   * @param fields values of its fields by their names, set before it runs
   * @return its output
   */
  public Printed<Void> run(Map<String, ?> fields) throws Exception {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object sample = constructor.newInstance();
    for (var each : fields.entrySet()) {
      Field field = type.getDeclaredField(each.getKey());
      field.setAccessible(true);
      field.set(sample, each.getValue());
    }
    Method main = type.getDeclaredMethod("main");
    main.setAccessible(true);
    return Printed.of(
        () -> {
          main.invoke(sample);
          return null;
        });
  }
}

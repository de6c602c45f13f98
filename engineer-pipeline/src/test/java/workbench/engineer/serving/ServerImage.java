package workbench.engineer.serving;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Preparation of the files of the server's image for a fast start; the profile {@code image} runs
 * it. The folder {@code app} has the runtime, the jars and the flags; afterwards also ONNX
 * Runtime's native libraries, unpacked, and the start-up cache.
 */
final class ServerImage {

  private static final String APP = "/app/";
  private static final String NATIVE = "ai/onnxruntime/native/";

  /** The cache is good only for jars of the same time, and Jib gives every file this one. */
  private static final FileTime TIME = FileTime.fromMillis(1000);

  private ServerImage() {}

  /**
   * @param args the folder that has {@code app}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path app = Path.of(args[0], "app").toAbsolutePath();
    unpackNatives(app);
    setTimes(app);
    recordStart(app, Path.of(args[0], "models"));
  }

  /** The jar keeps only its classes: it comes with the libraries of every platform. */
  private static void unpackNatives(Path app) throws IOException {
    Path natives = Files.createDirectories(app.resolve("native"));
    Path jar = only(app.resolve("lib"), "onnxruntime-");
    Path classes = Files.createTempFile(app, "classes", ".jar");
    try (var in = new ZipInputStream(Files.newInputStream(jar));
        var out = new ZipOutputStream(Files.newOutputStream(classes))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (!name.startsWith(NATIVE)) {
          out.putNextEntry(new ZipEntry(name));
          in.transferTo(out);
        } else if (name.startsWith(NATIVE + platform()) && !entry.isDirectory()) {
          copy(in, natives.resolve(Path.of(name).getFileName()));
        }
      }
    }
    Files.move(classes, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(InputStream in, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      in.transferTo(out);
    }
  }

  private static String platform() {
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return "linux-" + (processor.equals("amd64") ? "x64" : processor) + "/";
  }

  private static Path only(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
      if (found.size() != 1) {
        throw new IOException(
            "%s: one %s*.jar is expected, found %s".formatted(folder, prefix, found));
      }
      return found.get(0);
    }
  }

  private static void setTimes(Path app) throws IOException {
    try (Stream<Path> files = Files.walk(app)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, TIME);
      }
    }
  }

  /** The JVM writes the cache when the server stops. */
  private static void recordStart(Path app, Path models) throws IOException, InterruptedException {
    TestModels.publish(models, "demo", 5, 0);
    List<String> java =
        Stream.concat(
                Stream.of(app.resolve("runtime/bin/java").toString()),
                Files.readAllLines(app.resolve("java.flags")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replace(APP, app + "/"))
                    .map(line -> line.replace("-XX:AOTCache=", "-XX:AOTCacheOutput=")))
            .toList();
    try (var server = new ServeProcess(java, "--models=" + models)) {
      for (int i = 0; i < 20; i++) {
        server.post(
            "/v2/models/demo/infer",
            """
            {"inputs": [{"name": "features", "shape": [1, 5], "datatype": "FP32",
             "data": [0.5, -1, 2, 0, 0.25]}]}\
            """);
      }
      for (String path :
          List.of("/v2/health/live", "/v2/health/ready", "/v2/models/demo", "/metrics")) {
        server.get(path);
      }
      if (server.stop() != 0) {
        throw new IOException("the server did not stop as it should");
      }
    }
    if (!Files.exists(app.resolve("start.aot"))) {
      throw new IOException("the JVM wrote no start-up cache");
    }
    // For the image's test.
    TestModels.publish(models, "features-30", 30, 0);
    TestModels.publish(models, "features-400", 400, 0);
  }
}

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the distribution smaller on Linux x86-64. Deeplearning4j's native libraries move from their
 * jars, which would unpack a second copy, to {@code lib/native/lib}; the ONNX Runtime of other
 * systems goes. The native libraries and those of the Java runtime lose their symbols.
 */
void main(String[] arguments) throws Exception {
  Path lib = Path.of(arguments[0], "lib");
  Path libraries = Files.createDirectories(lib.resolve("native").resolve("lib"));
  List<String> stripped = new ArrayList<>(List.of("strip", "--strip-unneeded"));
  for (Path jar : jars(lib, "(nd4j-native|openblas|javacpp)-.*-linux-x86_64\\.jar")) {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      for (Path library : files(zip, ".*\\.so(\\.\\d+)?")) {
        Path target = libraries.resolve(library.getFileName().toString());
        Files.copy(library, target);
        stripped.add(target.toString());
      }
    }
    Files.delete(jar);
  }
  // OpenBLAS is loaded under two names.
  Files.createSymbolicLink(
      libraries.resolve("libopenblas_nolapack.so.0"), Path.of("libopenblas.so.0"));
  try (Stream<Path> files = Files.walk(Path.of(arguments[0], "runtime", "lib"))) {
    files.map(Path::toString).filter(file -> file.endsWith(".so")).forEach(stripped::add);
    new ProcessBuilder(stripped).inheritIO().start().waitFor();
  } catch (IOException e) {
    IO.println("Not stripped, there is no binutils: " + e.getMessage());
  }
  for (Path jar : jars(lib, "onnxruntime-.*\\.jar")) {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      for (Path file : files(zip, "/ai/onnxruntime/native/(?!linux-x64/).*")) {
        Files.delete(file);
      }
    }
  }
}

List<Path> jars(Path lib, String name) throws IOException {
  try (Stream<Path> files = Files.list(lib)) {
    return files.filter(file -> file.getFileName().toString().matches(name)).toList();
  }
}

List<Path> files(FileSystem zip, String path) throws IOException {
  try (Stream<Path> files = Files.walk(zip.getPath("/"))) {
    return files.filter(Files::isRegularFile).filter(f -> f.toString().matches(path)).toList();
  }
}

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Makes the start-up caches of the launchers: each command runs once on small data, and its JVM
 * records the classes that it loaded. Two commands run at a time.
 */
void main(String[] arguments) throws Exception {
  Path home = Path.of(arguments[0]).toAbsolutePath();
  Path work = Path.of(arguments[1]);
  List<Callable<Void>> commands =
      List.of(
          () -> record(home, work, "compare", "benchmarks", "--dataset=penguins", "--epochs=3"),
          () -> record(home, work, "scientist", "scientist-notebook", "--dataset=penguins"),
          () -> record(home, work, "engineer", "engineer-pipeline", "--dataset=breast-cancer"));
  try (var two = Executors.newFixedThreadPool(2)) {
    for (var done : two.invokeAll(commands)) {
      done.get();
    }
  }
}

Void record(Path home, Path work, String launcher, String module, String... options)
    throws Exception {
  Path lib = home.resolve("lib");
  List<String> command = new ArrayList<>();
  command.add(home.resolve("runtime/bin/java").toString());
  command.add("@" + lib.resolve("java.flags"));
  command.add("@" + lib.resolve("launcher.flags"));
  command.add("-Dorg.bytedeco.javacpp.cachedir=" + lib.resolve("native"));
  command.add("-Djava.library.path=" + lib.resolve("native/lib"));
  command.add("-XX:AOTCacheOutput=" + lib.resolve(launcher + ".aot"));
  command.add("-Xlog:disable");
  command.add("-jar");
  try (var jars = Files.newDirectoryStream(lib, module + "-*.jar")) {
    command.add(jars.iterator().next().toString());
  }
  command.addAll(List.of(options));
  Path folder = Files.createDirectories(work.resolve(launcher));
  File output = work.resolve(launcher + ".log").toFile();
  var builder = new ProcessBuilder(command).directory(folder.toFile());
  builder.environment().put("OMP_NUM_THREADS", "1");
  int code = builder.redirectErrorStream(true).redirectOutput(output).start().waitFor();
  if (code != 0) {
    throw new IOException("%s ended with exit code %d: see %s".formatted(launcher, code, output));
  }
  return null;
}

package workbench.benchmarks.measurement;

import java.io.File;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of the libraries on the class path, by the names of their jars. */
final class Versions {

  private static final Pattern JAR =
      Pattern.compile(
          "(deeplearning4j-nn|smile-core|tribuo-classification-sgd|onnxruntime|helidon-webserver|jmh-core)-([\\d.]+\\S*)\\.jar");

  private Versions() {}

  static Map<String, String> ofOurs() {
    Map<String, String> versions = new LinkedHashMap<>();
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .forEach(
            entry -> {
              Matcher matcher = JAR.matcher(new File(entry).getName());
              if (matcher.matches()) {
                versions.put(matcher.group(1), matcher.group(2));
              }
            });
    return versions;
  }
}

package workbench.engineer.serving.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import workbench.engineer.serving.protocol.Refusal;

/**
 * Paths of the server, each with its method. Helidon's routing decodes a path before it compares
 * it, and answers 404 to HEAD and to a method that a path does not have.
 */
public enum Endpoint {
  INFER("POST", "/v2/models/{model}/infer"),
  INFER_VERSION("POST", "/v2/models/{model}/versions/{version}/infer"),
  SERVER("GET", "/v2"),
  LIVE("GET", "/v2/health/live"),
  READY("GET", "/v2/health/ready"),
  MODEL("GET", "/v2/models/{model}"),
  MODEL_VERSION("GET", "/v2/models/{model}/versions/{version}"),
  MODEL_READY("GET", "/v2/models/{model}/ready"),
  MODEL_VERSION_READY("GET", "/v2/models/{model}/versions/{version}/ready"),
  REPOSITORY_INDEX("POST", "/v2/repository/index"),
  LOAD("POST", "/v2/repository/models/{model}/load"),
  UNLOAD("POST", "/v2/repository/models/{model}/unload"),
  METRICS("GET", "/metrics"),
  OPENAPI("GET", "/openapi.json"),
  CATALOGUE("GET", "/catalogue"),
  EXAMPLES("GET", "/examples/{model}"),
  PAGE("GET", "/"),
  PAGE_SCRIPT("GET", "/page.js"),
  PAGE_STYLE("GET", "/page.css");

  /** Endpoints that answer even while the server stops, and on the port for probes. */
  public static final Set<Endpoint> FOR_OPERATORS = EnumSet.of(LIVE, READY, METRICS);

  private static final Endpoint[] ALL = values();

  private final String method;
  private final String pattern;
  private final List<String> segments;

  Endpoint(String method, String pattern) {
    this.method = method;
    this.pattern = pattern;
    this.segments = split(pattern);
  }

  /**
   * Endpoint of a request with the decoded values of its path variables; null: it has no such
   * variable.
   */
  public record Match(Endpoint endpoint, String model, String version) {}

  /**
   * @return null if there is no such path
   */
  public static Match match(String rawPath) {
    List<String> path = split(rawPath);
    for (Endpoint endpoint : ALL) {
      if (endpoint.matches(path)) {
        return new Match(
            endpoint, endpoint.variable(path, "{model}"), endpoint.variable(path, "{version}"));
      }
    }
    return null;
  }

  private boolean matches(List<String> path) {
    if (path.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      String expected = segments.get(i);
      if (!expected.startsWith("{") && !expected.equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  private String variable(List<String> path, String name) {
    int position = segments.indexOf(name);
    return position < 0 ? null : decode(path.get(position));
  }

  /** A segment is decoded on its own: a slash in it does not make two of it. */
  private static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("the path: '%s' is not percent-encoded", segment);
    }
  }

  private static List<String> split(String path) {
    List<String> segments = new ArrayList<>(8);
    int start = path.startsWith("/") ? 1 : 0;
    for (int end = path.indexOf('/', start); end >= 0; end = path.indexOf('/', start)) {
      segments.add(path.substring(start, end));
      start = end + 1;
    }
    segments.add(path.substring(start));
    return segments;
  }

  public String method() {
    return method;
  }

  public String pattern() {
    return pattern;
  }

  /**
   * The label of the metrics.
   *
   * @param endpoint null: the request names none
   */
  public static String label(Endpoint endpoint) {
    return endpoint == null ? "none" : endpoint.name().toLowerCase(Locale.ROOT);
  }

  public static List<String> labels() {
    return Arrays.stream(ALL).map(Endpoint::label).toList();
  }

  /** The methods that it answers to, as the header Allow has them. */
  public String allow() {
    return method.equals("GET") ? "GET, HEAD" : method;
  }

  public boolean allows(String requested) {
    return requested.equals(method) || method.equals("GET") && requested.equals("HEAD");
  }
}

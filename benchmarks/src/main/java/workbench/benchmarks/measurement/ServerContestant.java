package workbench.benchmarks.measurement;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server under load. */
final class ServerContestant implements Contestant {

  static final String PATH = "/v2/models/network/infer";

  private final String name;
  private final Server server;
  private final Path script;
  private final String body;
  private final int connections;
  private final Pace pace;
  private boolean warm;

  /**
   * @param script of wrk
   * @param body what it sends
   */
  ServerContestant(
      String name, Server server, Path script, String body, int connections, Pace pace) {
    this.name = name;
    this.server = server;
    this.script = script;
    this.body = body;
    this.connections = connections;
    this.pace = pace;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double[] answer() {
    return probabilities(server.post(PATH, body));
  }

  static double[] probabilities(String answer) {
    JsonNode data = JsonMapper.shared().readTree(answer).at("/outputs/0/data");
    return StreamSupport.stream(data.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  @Override
  public Map<Metric, Double> measure() {
    if (!warm) {
      Wrk.load(script, server.address() + PATH, connections, 2 * pace.warmUp());
      warm = true;
    }
    var figures =
        new EnumMap<Metric, Double>(
            Wrk.load(script, server.address() + PATH, connections, pace.timed()));
    figures.put(Metric.RESIDENT, server.residentBytes());
    return figures;
  }

  @Override
  public void close() {
    server.close();
  }
}

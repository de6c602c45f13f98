package workbench.benchmarks.measurement;

import java.util.Map;
import java.util.function.Supplier;

/** A server, from its start until it is ready. */
record StartContestant(String name, Supplier<Server> server, String body) implements Contestant {

  @Override
  public double[] answer() {
    try (Server started = server.get()) {
      return ServerContestant.probabilities(started.post(ServerContestant.PATH, body));
    }
  }

  @Override
  public Map<Metric, Double> measure() {
    try (Server started = server.get()) {
      return Map.of(Metric.START, started.secondsToReady());
    }
  }
}

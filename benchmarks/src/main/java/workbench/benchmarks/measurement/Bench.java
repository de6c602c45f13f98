package workbench.benchmarks.measurement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import workbench.benchmarks.measurement.Contender.Pace;
import workbench.benchmarks.measurement.Results.Machine;
import workbench.benchmarks.measurement.Results.RowResult;
import workbench.benchmarks.work.Drawn;
import workbench.benchmarks.work.Models;
import workbench.command.Commands;
import workbench.command.CommonOptions;
import workbench.data.DatasetOptions;
import workbench.data.InvalidOption;
import workbench.model.Json;

/** Command that times our libraries and programs against their peers. */
@Command(
    name = "bench",
    description = "Benchmarks: times our programs and their peers in Python on the same work.",
    sortOptions = false)
public final class Bench implements Callable<Integer> {

  @Option(
      names = "--quick",
      arity = "0..1",
      fallbackValue = "true",
      description = "few rows and short measurements")
  private boolean quick;

  @Option(
      names = "--row",
      split = ",",
      paramLabel = "NAME",
      description = "only these rows or families, such as fit or fit-100x5,http; ? lists them")
  private List<String> only = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "number of rounds (default 5, quick 3)")
  private Integer rounds;

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description = "interpreter of the peers (default benchmarks/python/.venv, or python3)")
  private Path python;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder for the results (default bench)")
  private Path output = Path.of("bench");

  @Option(names = "--record", paramLabel = "FILE", description = "write the speed-ups for --guard")
  private Path record;

  @Option(
      names = "--guard",
      paramLabel = "FILE",
      description = "fail if speed-ups are far below those in the file")
  private Path guard;

  public static void main(String[] args) {
    System.exit(Commands.run(new Bench(), args));
  }

  @Override
  public Integer call() throws IOException {
    DatasetOptions.atLeastOne("rounds", rounds);
    Pace set = quick ? Pace.QUICK : Pace.FULL;
    Pace pace = rounds == null ? set : new Pace(rounds, set.warmUp(), set.timed());
    Path home = Files.isDirectory(Path.of("benchmarks")) ? Path.of("benchmarks") : Path.of("");
    Python peers = Python.find(home.resolve("python"), python);
    var distribution = new Distribution(home.resolve("target/two-workflows"));
    List<Row> all = Catalogue.rows(peers, output, distribution);
    if (only.contains("?")) {
      all.forEach(row -> System.out.printf("%-22s %s%n", row.name, row.work));
      return Commands.DONE;
    }
    List<Row> rows = chosen(all, peers.isFound());
    Optional<Guard> earlier = guard == null ? Optional.empty() : Optional.of(Guard.read(guard));
    CommonOptions.makeFolder("output", output);
    if (!peers.isFound()) {
      System.out.println(
          "No Python 3 found: only what runs in a JVM is measured (-Dpython=PATH names one).");
    }
    if (!distribution.isBuilt()) {
      System.out.println(
          "No launchers (mvn package -DskipTests makes them): the samples are not timed, and the"
              + " workflows run by java and a class path.");
    }
    Models.publish(output.resolve("models"));
    return conclude(run(rows, pace, peers), earlier);
  }

  private List<Row> chosen(List<Row> all, boolean withPython) {
    for (String name : only) {
      if (all.stream().noneMatch(row -> row.isNamed(name))) {
        throw new InvalidOption(
            "row",
            name,
            all.stream()
                .map(row -> row.name.replaceAll("-\\d.*", ""))
                .distinct()
                .collect(Collectors.joining(", ", "one of ", "; ? lists them all")));
      }
    }
    return all.stream()
        .filter(row -> only.isEmpty() ? row.isIn(quick) : only.stream().anyMatch(row::isNamed))
        .filter(row -> withPython || !only.isEmpty() || row.isOursInJvm())
        .toList();
  }

  private Results run(List<Row> rows, Pace pace, Python peers) throws IOException {
    double loadBefore = Results.load();
    List<RowResult> done = new ArrayList<>();
    Results results = null;
    for (Row row : rows) {
      System.out.printf("%s: %s%n", row.name, row.work);
      RowResult result = new Race(pace, System.out::println).run(row);
      System.out.print(Report.CONSOLE.figures(result));
      done.add(result);
      Map<String, String> versions = Results.ourVersions();
      peers.versions().forEach((name, each) -> versions.put("Python " + name, each));
      results =
          new Results(
              Machine.here(),
              quick,
              pace.rounds(),
              Drawn.SEED,
              loadBefore,
              Results.load(),
              versions,
              done);
      // After every row: a long run that is broken off leaves what it has.
      write(results);
    }
    return results;
  }

  private void write(Results results) throws IOException {
    Files.writeString(output.resolve("results.json"), Json.writePretty(results));
    Files.writeString(output.resolve("results.md"), Report.markdown(results));
    for (Growth growth : Growth.of(results.rows())) {
      growth.plot(output);
    }
  }

  private Integer conclude(Results results, Optional<Guard> earlier) throws IOException {
    System.out.println(Report.CONSOLE.tables(results.rows()));
    System.out.println(
        "Written: " + output.resolve("results.md") + ", " + output.resolve("results.json"));
    if (record != null) {
      Guard.of(results.rows()).write(record);
    }
    List<String> alarms = earlier.map(before -> before.alarms(results.rows())).orElse(List.of());
    alarms.forEach(alarm -> System.out.println("SLOWER: " + alarm));
    boolean refused = results.rows().stream().anyMatch(RowResult::isRefused);
    return alarms.isEmpty() && !refused ? Commands.DONE : Commands.FAILED;
  }
}

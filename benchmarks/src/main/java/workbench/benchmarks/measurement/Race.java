package workbench.benchmarks.measurement;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import workbench.benchmarks.measurement.Contender.Pace;
import workbench.benchmarks.measurement.Results.Figure;
import workbench.benchmarks.measurement.Results.RowResult;
import workbench.benchmarks.measurement.Results.Spread;

/**
 * Measurement of a row: compares the contenders' results, then times the contenders by turns, so
 * that other load on the machine affects all of them alike.
 *
 * @param log for a contender that is left out and a row that is not timed
 */
record Race(Pace pace, Consumer<String> log) {

  RowResult run(Row row) {
    List<String> notes = new ArrayList<>();
    List<Figure> figures = List.of();
    String refusal = "";
    try {
      figures = figures(row, compared(row, notes));
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      // One row that fails must not cost the hour that the others took.
      refusal = e.getMessage();
      log.accept("  not timed: " + refusal);
    } finally {
      row.contenders.forEach(Contender::close);
    }
    return new RowResult(row.group.title, row.name, row.work, row.size, figures, notes, refusal);
  }

  /**
   * Compares the results with ours.
   *
   * @return the contenders that take part
   * @throws IllegalStateException if ours cannot take part or a result differs
   */
  private List<Contender> compared(Row row, List<String> notes) throws IOException {
    List<Contender> present = new ArrayList<>();
    double[] ours = {};
    for (Contender contender : row.contenders) {
      double[] answer;
      try {
        answer = contender.answer();
      } catch (Contender.Missing e) {
        if (present.isEmpty()) {
          throw e;
        }
        notes.add(e.getMessage());
        log.accept("  left out: " + e.getMessage());
        continue;
      }
      ours = present.isEmpty() ? answer : ours;
      double gap = gap(ours, answer);
      if (!contender.sameWork()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s solves another problem; its result differs from ours by %.2g",
                contender.name(),
                gap));
      } else if (gap > row.tolerance) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "%s and %s compute different results: they differ by %.2g, %.0e is allowed",
                row.contenders.getFirst().name(),
                contender.name(),
                gap,
                row.tolerance));
      }
      present.add(contender);
    }
    return present;
  }

  /**
   * The largest difference, relative where ours is above 1; infinite if there is a NaN or the
   * lengths differ.
   */
  static double gap(double[] ours, double[] theirs) {
    if (ours.length != theirs.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < ours.length; i++) {
      double gap = Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(ours[i]));
      largest = Double.isNaN(gap) ? Double.POSITIVE_INFINITY : Math.max(largest, gap);
    }
    return largest;
  }

  private List<Figure> figures(Row row, List<Contender> contenders) throws IOException {
    List<List<Map<Metric, Double>>> rounds = new ArrayList<>();
    for (int round = 0; round < row.rounds(pace); round++) {
      List<Map<Metric, Double>> turns = new ArrayList<>();
      for (Contender contender : contenders) {
        turns.add(contender.measure(pace));
      }
      rounds.add(turns);
    }
    List<Figure> figures = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      double[] ours = series(rounds, 0, metric, row.steps);
      for (int i = 0; i < contenders.size(); i++) {
        double[] theirs = series(rounds, i, metric, row.steps);
        if (theirs.length > 0) {
          String name = contenders.get(i).name();
          Spread advantage = i == 0 || ours.length == 0 ? null : advantage(metric, ours, theirs);
          double target = advantage == null ? 0 : target(row, metric, name);
          figures.add(new Figure(name, metric, Spread.of(theirs), advantage, target));
        }
      }
    }
    return figures;
  }

  /** A contender's values of a metric, one for each round; empty if it does not measure it. */
  private static double[] series(
      List<List<Map<Metric, Double>>> rounds, int contender, Metric metric, double steps) {
    return rounds.stream()
        .map(round -> round.get(contender).get(metric))
        .filter(Objects::nonNull)
        .mapToDouble(value -> metric == Metric.TIME ? value / steps : value)
        .toArray();
  }

  private static Spread advantage(Metric metric, double[] ours, double[] theirs) {
    return Spread.of(
        IntStream.range(0, ours.length)
            .mapToDouble(round -> metric.unit.advantage(ours[round], theirs[round]))
            .toArray());
  }

  private static double target(Row row, Metric metric, String name) {
    return row.targets.stream()
        .filter(target -> target.metric() == metric && name.startsWith(target.versus()))
        .mapToDouble(Row.Target::advantage)
        .findFirst()
        .orElse(0);
  }
}

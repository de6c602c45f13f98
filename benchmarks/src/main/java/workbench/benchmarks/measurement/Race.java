package workbench.benchmarks.measurement;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import workbench.benchmarks.measurement.Results.Figure;
import workbench.benchmarks.measurement.Results.Metric;
import workbench.benchmarks.measurement.Results.RowResult;
import workbench.benchmarks.measurement.Results.Spread;

/**
 * Measurement of a row: compares the contenders' results, then times the contenders by turns, so
 * that other load on the machine affects all of them alike.
 */
final class Race {

  private final int rounds;
  private final Consumer<String> log;

  Race(int rounds, Consumer<String> log) {
    this.rounds = rounds;
    this.log = log;
  }

  RowResult run(Row row) {
    List<String> notes = new ArrayList<>();
    try {
      List<Contender> present = compared(row, notes);
      return result(row, figures(row, present), notes, "");
    } catch (IllegalStateException | UncheckedIOException e) {
      // One row that fails must not cost the hour that the others took.
      return refused(row, notes, e.getMessage());
    } finally {
      row.contenders().forEach(Contender::close);
    }
  }

  private RowResult refused(Row row, List<String> notes, String refusal) {
    log.accept("  not timed: " + refusal);
    return result(row, List.of(), notes, refusal);
  }

  private static RowResult result(
      Row row, List<Figure> figures, List<String> notes, String refusal) {
    return new RowResult(
        row.group().title, row.name(), row.work(), row.size(), figures, notes, refusal);
  }

  /**
   * Compares the results with ours.
   *
   * @return the contenders that take part
   * @throws IllegalStateException if ours cannot take part or a result differs
   */
  private List<Contender> compared(Row row, List<String> notes) {
    List<Contender> present = new ArrayList<>();
    double[] ours = {};
    for (Contender contender : row.contenders()) {
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
      } else if (gap > row.tolerance()) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "%s and %s compute different results: they differ by %.2g, %.0e is allowed",
                row.contenders().getFirst().name(),
                contender.name(),
                gap,
                row.tolerance()));
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

  private List<Figure> figures(Row row, List<Contender> contenders) {
    List<Map<Metric, List<Double>>> measured =
        contenders.stream()
            .<Map<Metric, List<Double>>>map(_ -> new EnumMap<>(Metric.class))
            .toList();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Map<Metric, List<Double>> series = measured.get(i);
        contenders
            .get(i)
            .measure()
            .forEach(
                (metric, value) ->
                    series.computeIfAbsent(metric, _ -> new ArrayList<>()).add(value));
      }
    }
    List<Figure> figures = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      List<Double> ours = measured.getFirst().get(metric);
      for (int i = 0; i < contenders.size(); i++) {
        List<Double> theirs = measured.get(i).get(metric);
        if (theirs != null) {
          String name = contenders.get(i).name();
          Spread advantage = i == 0 || ours == null ? null : advantage(metric, ours, theirs);
          double target = advantage == null ? 0 : target(row, metric, name);
          figures.add(new Figure(name, metric, Spread.of(theirs), advantage, target));
        }
      }
    }
    return figures;
  }

  private static double target(Row row, Metric metric, String name) {
    return row.targets().stream()
        .filter(target -> target.metric() == metric && name.startsWith(target.versus()))
        .mapToDouble(Row.Target::advantage)
        .findFirst()
        .orElse(0);
  }

  private static Spread advantage(Metric metric, List<Double> ours, List<Double> theirs) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(metric.unit.advantage(ours.get(i), theirs.get(i)));
    }
    return Spread.of(ratios);
  }
}

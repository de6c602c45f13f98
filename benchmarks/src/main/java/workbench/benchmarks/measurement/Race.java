package workbench.benchmarks.measurement;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Times the contestants of a row by turns, so that what else the machine does falls on all of them
 * alike.
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
    List<Contestant> contestants = new ArrayList<>();
    try {
      for (Contestant.Source source : row.contestants()) {
        try {
          contestants.add(source.get());
        } catch (Contestant.Missing e) {
          notes.add(e.getMessage());
          log.accept("  left out: " + e.getMessage());
          if (contestants.isEmpty()) {
            return refused(row, notes, "we cannot do it here");
          }
        }
      }
      String refusal = compare(contestants, row.tolerance(), notes);
      if (!refusal.isEmpty()) {
        log.accept("  refused: " + refusal);
        return refused(row, notes, refusal);
      }
      return new RowResult(
          row.group().title(),
          row.name(),
          row.work(),
          row.size(),
          figures(row, contestants),
          notes,
          "");
    } catch (IllegalStateException | UncheckedIOException e) {
      // One row that fails must not cost the hour that the others took.
      log.accept("  failed: " + e.getMessage());
      return refused(row, notes, "it failed: " + e.getMessage());
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static RowResult refused(Row row, List<String> notes, String refusal) {
    return new RowResult(
        row.group().title(), row.name(), row.work(), row.size(), List.of(), notes, refusal);
  }

  /**
   * @return what is wrong; empty: nothing
   */
  private String compare(List<Contestant> contestants, double tolerance, List<String> notes) {
    double[] ours = contestants.get(0).answer();
    for (Contestant other : contestants.subList(1, contestants.size())) {
      double gap = gap(ours, other.answer());
      if (!other.sameWork()) {
        notes.add(
            "%s does something else; its answer is %s away from ours"
                .formatted(other.name(), String.format(Locale.ROOT, "%.1e", gap)));
      } else if (!(gap <= tolerance)) {
        return String.format(
            Locale.ROOT,
            "%s and %s do not compute the same: they are %.1e apart, %.0e is allowed",
            contestants.get(0).name(),
            other.name(),
            gap,
            tolerance);
      }
    }
    return "";
  }

  /**
   * The largest difference, relative where ours is above 1; infinite if there is a NaN or one is
   * longer.
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

  private List<RowResult.Figure> figures(Row row, List<Contestant> contestants) {
    List<Map<Metric, List<Double>>> measured =
        contestants.stream()
            .<Map<Metric, List<Double>>>map(c -> new EnumMap<>(Metric.class))
            .toList();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contestants.size(); i++) {
        Map<Metric, List<Double>> figures = measured.get(i);
        contestants
            .get(i)
            .measure()
            .forEach(
                (metric, value) ->
                    figures.computeIfAbsent(metric, m -> new ArrayList<>()).add(value));
      }
    }
    List<RowResult.Figure> figures = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      List<Double> ours = measured.get(0).get(metric);
      for (int i = 0; i < contestants.size(); i++) {
        List<Double> theirs = measured.get(i).get(metric);
        if (theirs != null) {
          String name = contestants.get(i).name();
          Spread advantage = i == 0 || ours == null ? null : advantage(metric, ours, theirs);
          figures.add(
              new RowResult.Figure(
                  name,
                  metric,
                  Spread.of(theirs),
                  advantage,
                  target(row, metric, name, advantage)));
        }
      }
    }
    return figures;
  }

  private static double target(Row row, Metric metric, String name, Spread advantage) {
    return row.targets().stream()
        .filter(target -> advantage != null && target.appliesTo(metric, name))
        .mapToDouble(Target::advantage)
        .findFirst()
        .orElse(0);
  }

  private static Spread advantage(Metric metric, List<Double> ours, List<Double> theirs) {
    List<Double> advantages = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      advantages.add(metric.unit().advantage(ours.get(i), theirs.get(i)));
    }
    return Spread.of(advantages);
  }
}

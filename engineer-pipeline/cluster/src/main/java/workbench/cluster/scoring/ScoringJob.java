package workbench.cluster.scoring;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import workbench.cluster.spark.CsvReading;
import workbench.cluster.spark.SparkFailure;
import workbench.cluster.spark.TaskProgress;
import workbench.command.Stages;
import workbench.command.Stopwatch;
import workbench.data.InvalidInput;
import workbench.model.Metadata;

/**
 * Scores all rows of an input: reads them once, and once more if there are rows that cannot be
 * scored, to write those to the quarantine. What it says about numbers of rows it counts in the
 * files that it read and wrote.
 *
 * @param session of Spark
 * @param model to score with
 * @param stages told what happens
 */
public record ScoringJob(SparkSession session, ScoringModel model, Stages stages) {

  public ScoringJob {
    // Beyond so many columns Spark would read row by row.
    session.conf().set("spark.sql.codegen.maxFields", Integer.MAX_VALUE);
  }

  /**
   * @param input Parquet or CSV files
   * @param output the folder for the result: complete when this returns, unchanged when it throws
   * @param columns the input's columns that go to the output; none says all
   * @param force whether the output of an earlier run is replaced
   * @param csv how CSV files are read
   * @throws InvalidInput if the input cannot be read or does not fit the model, or there is an
   *     output already
   * @throws IOException if a file system fails
   */
  public ScoringSummary run(
      String input, String output, List<String> columns, boolean force, CsvReading csv)
      throws IOException {
    try (StagedOutput staged =
        StagedOutput.open(session.sparkContext().hadoopConfiguration(), output, input, force)) {
      ScoringInput rows = ScoringInput.open(session, input, csv);
      List<String> names = metadata().featureNames();
      List<String> kept = rows.columns(columns);
      Set<String> read = new HashSet<>(kept);
      read.addAll(names);
      ScoringInput narrow = rows.narrow(read);
      OutputSchema schema = OutputSchema.of(rows, kept);
      List<Feature> features = Feature.of(model.scorer(), rows);
      long rowsIn = rows.count();
      describe(rows, rowsIn, schema);
      Broadcast<ScoringModel> sent =
          JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(model.unopened());
      try {
        Remarks remarks = Remarks.of(session.sparkContext(), names);
        var stopwatch = new Stopwatch();
        write(
            narrow,
            RowScoring.scored(sent, Feature.of(model.scorer(), narrow), narrow, kept, remarks),
            schema.scored(),
            staged.scored());
        double seconds = stopwatch.seconds();
        long scored = count(schema.scored(), staged.scored());
        stages.note("score", "%,d rows in %.1f s, %,.0f rows/s", scored, seconds, scored / seconds);
        Map<String, Long> imputed = remarks.imputedRows();
        Map<String, Long> unknown = remarks.unknownRows();
        describe(imputed, "'%s' is missing, imputed by the model");
        describe(unknown, "'%s' has a level that the model does not know");

        Map<String, Long> reasons = Map.of();
        if (scored != rowsIn) {
          write(
              rows,
              RowScoring.defective(sent, features, rows, remarks),
              schema.quarantine(),
              staged.quarantine());
          reasons = reasons(schema.quarantine(), staged.quarantine());
        }
        ScoringSummary summary =
            summary(input, rowsIn, scored, reasons, imputed, unknown, schema, seconds);
        check(summary);
        staged.commit(summary);
        describe(summary, staged);
        return summary;
      } finally {
        sent.destroy();
      }
    }
  }

  /** Counts the rows by the footers of the files. */
  private long count(StructType schema, String folder) {
    return session.read().schema(schema).parquet(folder).count();
  }

  private void write(ScoringInput rows, RowScoring scoring, StructType schema, String folder) {
    RDD<InternalRow> answered = rows.batches().toJavaRDD().mapPartitions(scoring).rdd();
    var output =
        ((org.apache.spark.sql.classic.SparkSession) session)
            .internalCreateDataFrame(answered, schema, false);
    try {
      TaskProgress.show(session.sparkContext(), "Scoring", () -> output.write().parquet(folder));
    } catch (Exception e) {
      throw new InvalidInput(
          "the scoring failed, there is no output (%s)".formatted(SparkFailure.describe(e)), e);
    }
  }

  private Map<String, Long> reasons(StructType schema, String folder) {
    Map<String, Long> reasons = new TreeMap<>();
    for (Row row :
        session
            .read()
            .schema(schema)
            .parquet(folder)
            .groupBy(OutputSchema.REASON)
            .count()
            .collectAsList()) {
      reasons.put(row.getString(0), row.getLong(1));
    }
    return reasons;
  }

  private ScoringSummary summary(
      String input,
      long rowsIn,
      long scored,
      Map<String, Long> reasons,
      Map<String, Long> imputed,
      Map<String, Long> unknown,
      OutputSchema schema,
      double seconds) {
    return new ScoringSummary(
        model.name(),
        model.version(),
        metadata().classNames(),
        input,
        rowsIn,
        scored,
        reasons.values().stream().mapToLong(rows -> rows).sum(),
        reasons,
        imputed,
        unknown,
        schema.renamed(),
        Math.round(seconds * 1000) / 1000.0,
        session.sparkContext().applicationId(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static void check(ScoringSummary summary) {
    if (summary.scored() + summary.quarantined() != summary.rowsIn()) {
      throw new InvalidInput(
          "input=%s: %,d rows were counted before the scoring, %,d scored and %,d quarantined; did the files change meanwhile? There is no output"
              .formatted(
                  summary.input(), summary.rowsIn(), summary.scored(), summary.quarantined()));
    }
  }

  private void describe(ScoringInput rows, long rowsIn, OutputSchema schema) {
    stages.note(
        "input",
        "%s: %,d rows, %d columns, %s",
        rows.name(),
        rowsIn,
        rows.schema().length(),
        rows.format().words());
    schema
        .renamed()
        .forEach((to, from) -> stages.note("", "its column '%s' is '%s' in the output", from, to));
  }

  private void describe(ScoringSummary summary, StagedOutput staged) {
    stages.note(
        "check",
        "%,d rows in = %,d scored + %,d quarantined",
        summary.rowsIn(),
        summary.scored(),
        summary.quarantined());
    describe(summary.reasons(), "%s");
    stages.note(
        "output", "%s: %s", staged.place(), String.join(", ", StagedOutput.contents(summary)));
  }

  /** The largest counts of rows. */
  private void describe(Map<String, Long> counts, String format) {
    int most = 10;
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(most)
        .forEach(
            count ->
                stages.note("", "%,d: %s", count.getValue(), format.formatted(count.getKey())));
    if (counts.size() > most) {
      stages.note("", "and %d others", counts.size() - most);
    }
  }

  private Metadata metadata() {
    return model.scorer().metadata();
  }
}

package workbench.cluster.scoring;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Summary of a scoring run, written as the last file of its output.
 *
 * @param model its name
 * @param version of it
 * @param classNames the names of the classes 0 and 1
 * @param input as the user gave it
 * @param rowsIn counted before
 * @param scored counted in the files that were written
 * @param quarantined the same
 * @param reasons of the quarantine, with the number of rows
 * @param imputed rows in which the model replaced a missing value, by the name of its input
 * @param unknown rows with a level that the model does not know, likewise
 * @param renamed columns of the input by the names that they have in the output
 * @param seconds of the scoring, reading and writing included
 * @param application Spark's name for it, which its event log has
 * @param created when
 */
public record ScoringSummary(
    String model,
    int version,
    List<String> classNames,
    String input,
    long rowsIn,
    long scored,
    long quarantined,
    Map<String, Long> reasons,
    Map<String, Long> imputed,
    Map<String, Long> unknown,
    Map<String, String> renamed,
    double seconds,
    String application,
    Instant created) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Indented, for people to read. */
  String toJson() {
    return JSON.writeValueAsString(this) + "\n";
  }
}

package workbench.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import workbench.data.Dataset;
import workbench.evaluation.Evaluation;
import workbench.model.Metadata;

/** Metadata of models that a test makes up: the figures and versions in them mean nothing. */
public final class MadeUp {

  private MadeUp() {}

  /** Metadata of a model of no data set, with the classes no and yes. */
  public static Metadata metadata(List<String> featureNames) {
    return metadata(featureNames, List.of("no", "yes"), "made up", "0".repeat(64));
  }

  /** Metadata of a model of a data set. */
  public static Metadata metadata(List<String> featureNames, Dataset dataset) {
    return metadata(featureNames, dataset.classNames(), dataset.name(), dataset.sha256());
  }

  private static Metadata metadata(
      List<String> featureNames, List<String> classNames, String dataset, String sha256) {
    return new Metadata(
        Metadata.Role.ENGINEER,
        "logistic regression",
        featureNames,
        classNames,
        dataset,
        sha256,
        "none",
        42,
        new Evaluation(20, 15, 0.5, 0.8, 0.5),
        Map.of("onnxruntime", "1.28.0"),
        "none",
        Instant.EPOCH);
  }
}

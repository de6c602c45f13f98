package workbench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import workbench.data.Standardizer;
import workbench.evaluation.Threshold;
import workbench.model.ExportedModel;
import workbench.model.Metadata;
import workbench.model.ModelRepository;
import workbench.testing.MadeUp;

/** Models to score with. */
public final class ReleasedModels {

  /** Features of the models; each has another coefficient, so that a mix-up shows. */
  static final List<String> FEATURES = List.of("height", "width", "depth of it");

  private static final double[] COEFFICIENTS = {0.5, -1.25, 2};

  private ReleasedModels() {}

  /** Publishes a logistic regression. */
  public static int publish(Path models, String name, double intercept) throws IOException {
    return publish(models, name, intercept, MadeUp.metadata(FEATURES));
  }

  /** The same with a threshold for errors of different cost. */
  public static int publish(Path models, String name, double intercept, Threshold threshold)
      throws IOException {
    return publish(models, name, intercept, MadeUp.metadata(FEATURES).with(threshold));
  }

  /** The same with other names of the features. */
  public static int publish(Path models, String name, List<String> features) throws IOException {
    return publish(models, name, 0.25, MadeUp.metadata(features));
  }

  private static int publish(Path models, String name, double intercept, Metadata metadata)
      throws IOException {
    var standardizer = new Standardizer(new double[] {1, 2, -1}, new double[] {1, 3, 0.5});
    ExportedModel model = ExportedModel.logisticRegression(standardizer, COEFFICIENTS, intercept);
    return new ModelRepository(models)
        .publish(name, folder -> model.write(folder.resolve(ModelRepository.MODEL), metadata));
  }
}

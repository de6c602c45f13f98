import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import workbench.command.Stages;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Preparation;
import workbench.engineer.release.ReleaseDesk;
import workbench.engineer.training.DataValidation;
import workbench.model.ModelRepository;
import workbench.model.OnnxScorer;

final class Handover {
  static int handOver(String file, String models) throws IOException {
    try (var scorer = OnnxScorer.open(Path.of(file))) {
      var metadata = scorer.metadata();
      var data =
          Preparation.of(
              Datasets.load(DatasetOptions.of(metadata.dataset(), metadata.seed())),
              0.2,
              metadata.seed());
      double[] p = scorer.probabilities(data);
      var desk = new ReleaseDesk(new ModelRepository(Path.of(models)), false);
      var stages = new Stages();
      var decision = desk.decide(data, p, stages);
      if (!decision.accepted()) {
        return 3;
      }
      desk.publish(
          metadata,
          decision,
          data,
          p,
          DataValidation.of(data),
          stages,
          folder -> Files.copy(Path.of(file), folder.resolve("model.onnx")));
      return 0;
    }
  }
}

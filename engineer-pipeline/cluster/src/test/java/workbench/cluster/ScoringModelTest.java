package workbench.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.data.ColumnTransformer;
import workbench.data.ColumnTransformer.CategoryInput;
import workbench.data.InvalidInput;
import workbench.data.Standardizer;
import workbench.handoff.HandoffModel;
import workbench.handoff.ModelRepository;

class ScoringModelTest {

  @TempDir private Path folder;

  @Test
  void refusesAModelOfRawColumns() throws IOException {
    var columns =
        Optional.of(
            new ColumnTransformer(
                List.of(new CategoryInput("kind", List.of("a", "b"), false)), new double[1]));
    HandoffModel model =
        HandoffModel.logisticRegression(
                new Standardizer(new double[1], new double[] {1}), new double[] {1}, 0)
            .with(columns);
    var repository = new ModelRepository(folder);
    repository.publish(
        "shop",
        version ->
            model.write(
                version.resolve(ModelRepository.MODEL),
                ReleasedModels.metadata(List.of("kind")).with(columns)));
    var e = assertThrows(InvalidInput.class, () -> ScoringModel.find(repository, "shop"));
    assertEquals(
        folder.resolve("shop/1/model.onnx")
            + ": takes raw columns, text among them or missing values; Spark scores models of"
            + " numbers",
        e.getMessage());
  }
}

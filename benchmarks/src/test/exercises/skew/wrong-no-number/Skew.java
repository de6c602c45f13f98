// Says: the model answers NaN to row 1
import workbench.data.Standardizer;
import workbench.model.ExportedModel;

final class Skew {
  static ExportedModel export(double[] mean, double[] scale, double[] weights, double intercept) {
    return ExportedModel.logisticRegression(
        new Standardizer(mean, new double[scale.length]), weights, intercept);
  }
}

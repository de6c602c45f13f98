// Says: the export cannot be used
import java.util.Arrays;
import workbench.data.Standardizer;
import workbench.model.ExportedModel;

/** Exercise «skew»: the model was right in training, and is wrong in service. */
final class Skew {

  /**
   * The model for export. Clients send the features as they were measured.
   *
   * @param mean of each feature in the training rows
   * @param scale standard deviation of each feature in the training rows
   * @param weights of the logistic regression, fitted on standardised features
   * @param intercept of the logistic regression
   */
  static ExportedModel export(double[] mean, double[] scale, double[] weights, double intercept) {
    double[] zeros = new double[weights.length];
    double[] ones = new double[weights.length];
    Arrays.fill(ones, 1);
    return ExportedModel.logisticRegression(
        new Standardizer(new double[3], new double[] {1, 1, 1}),
        Arrays.copyOf(weights, 3),
        intercept);
  }
}

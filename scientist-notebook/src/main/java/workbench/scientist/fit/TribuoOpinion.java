package workbench.scientist.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import workbench.data.Examples;
import workbench.data.Standardizer;

/**
 * Second opinion on the same rows: Tribuo fits its own logistic regression, and scores predictions
 * of any model.
 */
public final class TribuoOpinion {

  private final TribuoRegression regression;
  private final MutableDataset<Label> test;

  /**
   * Fits Tribuo's logistic regression, which descends stochastically and has no penalty, on the
   * training set.
   *
   * @param standardizer fitted on the training set
   */
  public TribuoOpinion(Examples train, Examples test, Standardizer standardizer) {
    this.regression = TribuoRegression.fit(train, standardizer);
    this.test = TribuoRegression.dataset("test set", test, standardizer);
  }

  /** Returns the provenance of Tribuo's own model: {@link TribuoRegression#provenance()}. */
  public String provenance() {
    return regression.provenance();
  }

  /** Tribuo's own model on the test set. */
  public LabelEvaluation ownModel() {
    return new LabelEvaluator().evaluate(regression.model(), test);
  }

  /**
   * Tribuo's metrics for predictions that another library made for the test set.
   *
   * @param predictions {@code [m]}, 0 or 1
   * @param probabilities {@code [m]}, of the class 1
   */
  public LabelEvaluation of(int[] predictions, double[] probabilities) {
    List<Prediction<Label>> foreign = new ArrayList<>();
    for (int i = 0; i < predictions.length; i++) {
      Map<String, Label> scores =
          Map.of("0", new Label("0", 1 - probabilities[i]), "1", new Label("1", probabilities[i]));
      Label predicted = scores.get(Integer.toString(predictions[i]));
      foreign.add(new Prediction<>(predicted, scores, 1, test.getExample(i), true));
    }
    return new LabelEvaluator().evaluate(regression.model(), foreign, test.getProvenance());
  }
}

package workbench.scientist.comparison;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;
import smile.classification.DataFrameClassifier;
import smile.classification.DecisionTree;
import smile.classification.GradientTreeBoost;
import smile.classification.RandomForest;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.vector.IntVector;
import smile.model.cart.SplitRule;
import workbench.scientist.fit.Learner;

/**
 * Smile's models of decision trees, which ask for data frames. They cut a feature in two, so that
 * its unit is of no account: nothing is standardised.
 *
 * @param model of features named V1 to Vp
 */
record Trees(DataFrameClassifier model) implements Learner.Fitted, Serializable {

  static final int TREES = 100;
  static final int DEPTH = 20;

  /** The fewest rows that a leaf of a single tree has. */
  static final int LEAF = 5;

  static final int BOOSTED_DEPTH = 3;
  static final double SHRINKAGE = 0.1;

  private static final Formula LABEL = Formula.lhs("label");

  /** Fits a single tree. */
  static Trees decisionTree(double[][] x, int[] y) {
    // Smile's own number, but that it refuses fewer than two.
    int leaves = Math.max(2, x.length / LEAF);
    var options = new DecisionTree.Options(SplitRule.GINI, DEPTH, leaves, LEAF);
    return new Trees(DecisionTree.fit(LABEL, frame(x, y), options));
  }

  /**
   * Fits a random forest: trees on rows drawn with replacement, each cut choosing from the square
   * root of p features; their mean counts.
   */
  static Learner randomForest(long seed) {
    // One seed for each tree: they grow in parallel, and Smile draws from a generator for each
    // thread.
    long[] seeds = new SplittableRandom(seed).longs(TREES).toArray();
    var options =
        new RandomForest.Options(TREES, 0, SplitRule.GINI, DEPTH, 0, 1, 1.0, null, seeds, null);
    return (x, y) -> new Trees(withEqualWeights(RandomForest.fit(LABEL, frame(x, y), options)));
  }

  /**
   * Gives all trees equal weights. Smile weighs a tree by its accuracy on the rows that were not
   * drawn for it. Of few rows all may be drawn, and the weight is not a number. Breiman's forest
   * and scikit-learn's have no weights.
   */
  private static RandomForest withEqualWeights(RandomForest forest) {
    RandomForest.Model[] trees =
        Arrays.stream(forest.models())
            .map(tree -> new RandomForest.Model(tree.tree(), tree.metrics(), 1))
            .toArray(RandomForest.Model[]::new);
    return new RandomForest(forest.formula(), 2, trees, forest.metrics(), forest.importance());
  }

  /**
   * Fits boosted trees: small ones one after another, each fitted to the residuals of those before
   * it; all rows count for each.
   */
  static Trees gradientBoosting(double[][] x, int[] y) {
    var options =
        new GradientTreeBoost.Options(
            TREES, BOOSTED_DEPTH, 1 << BOOSTED_DEPTH, 1, SHRINKAGE, 1.0, null, null);
    return new Trees(GradientTreeBoost.fit(LABEL, frame(x, y), options));
  }

  private static DataFrame frame(double[][] x, int[] y) {
    return DataFrame.of(x).add(new IntVector("label", y));
  }

  @Override
  public double[] probabilities(double[][] x) {
    return Learner.Fitted.ofClassOne(
        x, (row, posteriori) -> model.predict(Tuple.of(model.schema(), row), posteriori));
  }
}

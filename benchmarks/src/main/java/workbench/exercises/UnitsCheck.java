package workbench.exercises;

import java.util.Arrays;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Preparation;

/** A client that sends one feature in another unit: which feature, and by which factor? */
final class UnitsCheck implements Exercise {

  /** Tolerance of the factor, as a share of it: the requests are not the training rows. */
  private static final double TOLERANCE = 0.3;

  /**
   * A feature and the factor of its unit, for each client. Of the last one nothing is told, so that
   * an answer cannot repeat what the messages say.
   */
  private static final double[][] CLIENTS = {{0, 0.1}, {4, 1000}, {23, 0.01}, {9, 100}, {12, 10}};

  @Override
  public Verdict check(Answer answer) {
    var data = Preparation.of(Datasets.load(DatasetOptions.of("breast-cancer", 42)), 0.2, 42);
    for (double[] client : CLIENTS) {
      int feature = (int) client[0];
      String name = data.train().featureNames().get(feature);
      double[][] requests =
          Arrays.stream(data.test().x()).map(double[]::clone).toArray(double[][]::new);
      for (double[] row : requests) {
        row[feature] *= client[1];
      }
      double[] found = answer.call(double[].class, "broken", data.train().x(), requests);
      int features = data.train().featureNames().size();
      if (found.length != 2
          || found[0] != Math.rint(found[0])
          || found[0] < 0
          || found[0] >= features) {
        return Verdict.notYet(
            "broken must return two numbers: the feature, from 0 to %d, and the factor",
            features - 1);
      }
      boolean right = found[0] == feature && Math.abs(found[1] / client[1] - 1) <= TOLERANCE;
      if (!right && client == CLIENTS[CLIENTS.length - 1]) {
        return Verdict.notYet(
            "%d clients are right, but not another one, of which nothing is told. Does your code"
                + " find the feature and the factor in the rows?",
            CLIENTS.length - 1);
      }
      if (found[0] != feature) {
        return Verdict.notYet(
            "a client sends «%s» (feature %d) times %s; you name feature %.0f. A difference depends"
                + " on the unit of each feature: what does not?",
            name, feature, client[1], found[0]);
      }
      if (!right) {
        return Verdict.notYet(
            "«%s» is the right feature; it is sent times %s, you say times %.4g. %s",
            name,
            client[1],
            found[1],
            Math.abs(found[1] * client[1] - 1) <= TOLERANCE
                ? "By which factor did the client multiply, not you to repair it?"
                : "How much larger is a typical request than a typical training value?");
      }
    }
    return Verdict.passed(
        "%d clients, each with its feature and its factor: a message to the client names both",
        CLIENTS.length);
  }
}

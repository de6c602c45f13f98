package workbench.exercises;

import java.util.stream.IntStream;
import workbench.data.Generated;
import workbench.data.Preparation;
import workbench.engineer.training.NetworkTraining;
import workbench.evaluation.Evaluation;

/** A network that learns random labels by heart: log-loss on training and on test rows. */
final class OverfitCheck implements Exercise {

  private static final int MOST_HIDDEN = 200;
  private static final int MOST_EPOCHS = 1000;
  private static final double TRAINING_ACCURACY = 0.99;
  private static final double TEST_LOSS = 1;
  private static final long SEED = 6;

  @Override
  public Verdict check(Answer answer) {
    int hidden = answer.call(int.class, "hidden");
    int epochs = answer.call(int.class, "epochs");
    if (hidden < 1 || hidden > MOST_HIDDEN || epochs < 1 || epochs > MOST_EPOCHS) {
      return Verdict.notYet(
          "%,d units and %,d epochs: from 1 to %d units and from 1 to %,d epochs are possible",
          hidden, epochs, MOST_HIDDEN, MOST_EPOCHS);
    }
    var data = Preparation.of(Generated.dummy(60, 5, SEED), 0.5, SEED);
    var network = new NetworkTraining(hidden, epochs, null, 0, SEED).fit(data.train()).model();
    double[] train = network.probabilities(data.train().x());
    double[] test = network.probabilities(data.test().x());
    double trainAccuracy = accuracy(data.train().y(), train);
    double loss = Evaluation.logLoss(data.test().y(), test);
    String figures =
        "accuracy %.3f and log-loss %.3f on the training rows, %.3f and %.3f on the test rows"
            .formatted(
                trainAccuracy,
                Evaluation.logLoss(data.train().y(), train),
                accuracy(data.test().y(), test),
                loss);
    if (trainAccuracy < TRAINING_ACCURACY) {
      return Verdict.notYet(
          "%s. The training accuracy must reach %.2f: has the network enough %s to learn noise by"
              + " heart?",
          figures, TRAINING_ACCURACY, epochs < MOST_EPOCHS / 2 ? "time" : "units");
    }
    return loss <= TEST_LOSS
        ? Verdict.notYet("%s. The test log-loss must be above %.0f: train on.", figures, TEST_LOSS)
        : Verdict.passed(
            "%s; always 0.5 has log-loss 0.693: the network is sure of what it has only memorised",
            figures);
  }

  private static double accuracy(int[] y, double[] p) {
    return IntStream.range(0, y.length).filter(i -> (p[i] > 0.5 ? 1 : 0) == y[i]).count()
        / (double) y.length;
  }
}

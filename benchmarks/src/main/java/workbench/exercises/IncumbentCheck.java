package workbench.exercises;

import workbench.data.Examples;
import workbench.engineer.release.PairedLossTest;
import workbench.engineer.training.NetworkTraining;
import workbench.evaluation.SkillTest;

/**
 * A network that is shown to be better than the released one, by the gate's own paired test. The
 * gate asks for less: that the new network is not shown to be worse.
 */
final class IncumbentCheck implements Exercise {

  private static final int TRAINING_ROWS = 400;
  private static final int TEST_ROWS = 200;

  private static final int RELEASED_HIDDEN = 4;
  private static final int RELEASED_EPOCHS = 20;
  private static final int MOST_HIDDEN = 50;
  private static final int MOST_EPOCHS = 60;
  private static final int BATCH_SIZE = 10;
  private static final int PATIENCE = 10;
  private static final int SEEDS = 3;
  private static final int NEEDED = 3;

  @Override
  public Verdict check(Answer answer) {
    int hidden = answer.call(int.class, "hidden");
    int epochs = answer.call(int.class, "epochs");
    if (hidden < 1 || hidden > MOST_HIDDEN || epochs < 1 || epochs > MOST_EPOCHS) {
      return Verdict.notYet(
          "%,d units and %,d epochs: from 1 to %d units and from 1 to %d epochs are possible",
          hidden, epochs, MOST_HIDDEN, MOST_EPOCHS);
    }
    int better = 0;
    int worse = 0;
    double logLoss = 0;
    double released = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      Examples train = SameSign.draw(TRAINING_ROWS, seed);
      Examples test = SameSign.draw(TEST_ROWS, 100 + seed);
      double[] old = probabilities(RELEASED_HIDDEN, RELEASED_EPOCHS, 50 + seed, train, test);
      double[] p = probabilities(hidden, epochs, seed, train, test);
      PairedLossTest isWorse = PairedLossTest.of(test.y(), p, old);
      worse += isWorse.pValue() < SkillTest.LEVEL ? 1 : 0;
      better += PairedLossTest.of(test.y(), old, p).pValue() < SkillTest.LEVEL ? 1 : 0;
      logLoss += isWorse.logLoss() / SEEDS;
      released += isWorse.otherLogLoss() / SEEDS;
    }
    String figures =
        "mean log-loss %.3f, of the released network %.3f; yours is shown to be worse for %d of %d"
                .formatted(logLoss, released, worse, SEEDS)
            + " seeds, to be better for %d".formatted(better);
    if (better >= NEEDED) {
      return Verdict.passed(
          "%s. The gate asks for less: it refuses only a model that is shown to be worse", figures);
    }
    return 2 * worse > SEEDS
        ? Verdict.notYet(
            "%s. Where it is shown to be worse, the gate keeps the released network: has yours too"
                + " few units, or too little time?",
            figures)
        : Verdict.notYet(
            "%s; %d are needed. The gate lets a model pass that is not shown to be worse: is that"
                + " a reason to replace a model that works?",
            figures, NEEDED);
  }

  private static double[] probabilities(
      int hidden, int epochs, long seed, Examples train, Examples test) {
    return new NetworkTraining(hidden, epochs, BATCH_SIZE, PATIENCE, seed)
        .fit(train)
        .model()
        .probabilities(test.x());
  }
}

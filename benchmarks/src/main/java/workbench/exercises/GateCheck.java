package workbench.exercises;

import java.util.stream.LongStream;
import workbench.data.Generated;
import workbench.data.Preparation;
import workbench.engineer.training.NetworkTraining;
import workbench.evaluation.SkillTest;

/** The number of rows that shows the gate the skill of a network, for most seeds. */
final class GateCheck implements Exercise {

  private static final int FEWEST = 20;
  private static final int MOST = 200;
  private static final int NEEDED = 5;
  private static final long[] SEEDS = {101, 102, 103, 104, 105, 106};

  @Override
  public Verdict check(Answer answer) {
    int rows = answer.call(int.class, "rows");
    if (rows < FEWEST || rows > MOST) {
      return Verdict.notYet(
          "%,d rows: each row costs money, so from %d to %d rows can be collected. How few"
              + " suffice?",
          rows, FEWEST, MOST);
    }
    long released = LongStream.of(SEEDS).filter(seed -> released(rows, seed)).count();
    String figures =
        "with %d rows, %d of them to test on, the gate releases the network for %d of %d seeds"
            .formatted(rows, (rows + 4) / 5, released, SEEDS.length);
    return released < NEEDED
        ? Verdict.notYet(
            "%s; %d are needed. The signal is the same for every number of rows: what changes in"
                + " the gate's test?",
            figures, NEEDED)
        : Verdict.passed("%s: more test rows show the same skill more clearly", figures);
  }

  /** The gate's condition for a first version. */
  private static boolean released(int rows, long seed) {
    var data = Preparation.of(Generated.synthetic(rows, 5, 0.5, seed).dataset(), 0.2, seed);
    var network = new NetworkTraining(10, 200, null, 10, seed).fit(data.train()).model();
    return SkillTest.of(data.test().y(), network.probabilities(data.test().x())).shown();
  }
}

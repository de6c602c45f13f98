package workbench.exercises;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import workbench.data.Examples;

/** Rows whose class depends on two features together: it is 1 where their signs are equal. */
final class SameSign {

  /** The share of the labels that are exchanged, so no model can be right on more than the rest. */
  private static final double NOISE = 0.1;

  private SameSign() {}

  /** Draws rows of three normal features; the third one is noise. */
  static Examples draw(int rows, long seed) {
    var random = new SplittableRandom(seed);
    double[][] x = new double[rows][3];
    int[] y = new int[rows];
    for (int i = 0; i < rows; i++) {
      Arrays.setAll(x[i], _ -> random.nextGaussian());
      boolean sameSign = x[i][0] * x[i][1] > 0;
      y[i] = sameSign != random.nextDouble() < NOISE ? 1 : 0;
    }
    return new Examples(List.of("x1", "x2", "x3"), x, y);
  }
}

// Says: Is it the coefficient?
import java.util.ArrayList;
import java.util.List;
import workbench.data.Examples;
import workbench.scientist.inference.Inference;
import workbench.scientist.inference.MaximumLikelihood;

final class Odds {
  static double oddsRatio(double[] male, double[][] given, int[] y) {
    List<String> names = new ArrayList<>(List.of("male"));
    for (int j = 0; j < given[0].length; j++) {
      names.add("given" + j);
    }
    double[][] x = new double[y.length][names.size()];
    for (int i = 0; i < y.length; i++) {
      x[i][0] = male[i];
      System.arraycopy(given[i], 0, x[i], 1, given[i].length);
    }
    var fit = (MaximumLikelihood) Inference.of(new Examples(names, x, y));
    double coefficient = fit.coefficients().get(1).estimate();
    return coefficient;
  }
}

// Says: A penalty shrinks coefficients
import java.util.ArrayList;
import java.util.List;
import workbench.scientist.fit.StandardizedRegression;

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
    var fit = StandardizedRegression.fit(x, y, 10);
    double coefficient = fit.regression().coefficients()[0] / fit.standardizer().scale()[0];
    return Math.exp(coefficient);
  }
}

package workbench.scientist;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import smile.classification.LogisticRegression;
import smile.math.MathEx;
import smile.validation.metric.Accuracy;
import workbench.data.Baseline;
import workbench.data.Interval;
import workbench.data.TrainTestSplit;

/** The scientist's sample: fit logistic regression on random data and ask how good it is. */
public final class ScientistSample {

    static final int FEATURES = 5;

    public static void main(String[] args) {
        run(100, 0.2, 42);
    }

    /**
     * Runs it.
     *
     * @return the accuracy that it prints
     */
    public static double run(int rows, double testSize, long seed) {
        var random = new SplittableRandom(seed);
        double[][] x = Stream.generate(() -> random.doubles(FEATURES).toArray())
                .limit(rows)
                .toArray(double[][]::new);
        int[] y = random.ints(rows, 0, 2).toArray();

        var split = TrainTestSplit.random(y, testSize, seed);
        double[][] xTrain = MathEx.slice(x, split.train()), xTest = MathEx.slice(x, split.test());
        int[] yTrain = MathEx.slice(y, split.train()), yTest = MathEx.slice(y, split.test());

        var model = LogisticRegression.fit(xTrain, yTrain, new LogisticRegression.Options(1.0, 1e-8, 500));
        double accuracy = Accuracy.of(yTest, model.predict(xTest));
        System.out.printf(Locale.ROOT, "Accuracy: %.2f%n", accuracy);

        var baseline = Baseline.fit(yTrain);
        System.out.printf(
                Locale.ROOT,
                "(always answering %d: %.2f; coin tosses on %d rows: %s)%n",
                baseline.label(),
                baseline.accuracy(yTest),
                yTest.length,
                Interval.chance(yTest.length));
        return accuracy;
    }
}

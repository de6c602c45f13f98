import smile.classification.LogisticRegression;
import smile.math.MathEx;
import smile.validation.Bag;
import smile.validation.metric.Accuracy;

static final int SEED = 42, ROWS = 100, FEATURES = 5;

void main() {
    // Data
    MathEx.setSeed(SEED);
    double[][] features = new double[ROWS][];
    Arrays.setAll(features, row -> MathEx.random(FEATURES));
    int[] labels = MathEx.random(new double[] {0.5, 0.5}, ROWS);
    // Split
    var split = Bag.split(ROWS, 0.2);
    double[][] xTrain = MathEx.slice(features, split.samples()), xTest = MathEx.slice(features, split.oob());
    int[] yTrain = MathEx.slice(labels, split.samples()), yTest = MathEx.slice(labels, split.oob());
    // Model
    var model = LogisticRegression.fit(xTrain, yTrain, new LogisticRegression.Options(1.0, 1e-8, 500));
    // Accuracy
    IO.println("Accuracy: %.2f".formatted(Accuracy.of(yTest, model.predict(xTest))));
}

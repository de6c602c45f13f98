package workbench.scientist.comparison;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.tribuo.provenance.ModelProvenance;
import workbench.scientist.fit.Learner;
import workbench.scientist.fit.StandardizedRegression;
import workbench.scientist.fit.TribuoRegression;

/**
 * Model of a comparison: the way to fit it, and what a table says about it.
 *
 * @param name unlike those of the others
 * @param library that fits it
 * @param settings in words
 * @param learner gives the same model for the same rows on every call, in any thread
 * @param bytes the size of a model that the learner fitted
 */
public record ComparedModel(
    String name,
    String library,
    String settings,
    Learner learner,
    ToLongFunction<Learner.Fitted> bytes) {

  public static final String MAJORITY_CLASS = "majority class";
  public static final String LOGISTIC_REGRESSION = "logistic regression";

  /**
   * The baseline, logistic regression by two libraries, and the five kinds of model that are
   * usually compared with it. They have their libraries' usual settings, or scikit-learn's; none of
   * them is tuned.
   *
   * @param lambda the penalty of Smile's logistic regression
   * @param seed of everything that is drawn
   */
  public static List<ComparedModel> all(double lambda, long seed) {
    return List.of(
        new ComparedModel(
            MAJORITY_CLASS,
            "none",
            "the more frequent class of the training rows for every row",
            MajorityClass::fit,
            model -> Double.BYTES),
        model(
            LOGISTIC_REGRESSION,
            "Smile",
            "standardised features, penalty lambda " + number(lambda),
            (x, y) -> StandardizedRegression.fit(x, y, lambda)),
        model(
            "logistic regression (Tribuo)",
            "Tribuo",
            "standardised features, no penalty, 5 epochs of AdaGrad, Tribuo's own seed",
            TribuoRegression::fit),
        model(
            "decision tree",
            "Smile",
            "Gini impurity, depth up to %d, at least %d rows a leaf"
                .formatted(Trees.DEPTH, Trees.LEAF),
            Trees::decisionTree),
        model(
            "random forest",
            "Smile",
            "%d trees, depth up to %d, square root of the number of features tried at each cut"
                .formatted(Trees.TREES, Trees.DEPTH),
            Trees.randomForest(seed)),
        model(
            "gradient boosting",
            "Smile",
            String.format(
                Locale.ROOT,
                "%d trees, depth up to %d, learning rate %s",
                Trees.TREES,
                Trees.BOOSTED_DEPTH,
                Trees.SHRINKAGE),
            Trees::gradientBoosting),
        model(
            "support vector machine",
            "Smile",
            String.format(
                Locale.ROOT,
                "standardised features, Gaussian kernel with sigma^2 half the number of features,"
                    + " C=%s",
                number(SupportVectorMachine.PENALTY)),
            SupportVectorMachine.learner(seed)),
        model(
            "k nearest neighbours",
            "Smile",
            "standardised features, k=%d, Euclidean distance".formatted(NearestNeighbours.K),
            NearestNeighbours::fit));
  }

  private static ComparedModel model(
      String name, String library, String settings, Learner learner) {
    return new ComparedModel(name, library, settings, learner, ComparedModel::serializedBytes);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  /**
   * The bytes of Java's serialisation of a model with its standardisation, names of classes and
   * fields included. What Tribuo notes of the time and the machine of a training is not counted:
   * the same model has the same size everywhere.
   */
  static long serializedBytes(Learner.Fitted model) {
    var counter = new Counter();
    String provenance =
        model instanceof TribuoRegression tribuo ? tribuo.model().getProvenance().toString() : "";
    try (var out = new WithoutProvenance(counter, provenance)) {
      out.writeObject(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counter.bytes;
  }

  private static final class Counter extends OutputStream {

    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      bytes += length;
    }
  }

  /** Tribuo keeps the provenance twice: as an object and as text, which names the time zone. */
  private static final class WithoutProvenance extends ObjectOutputStream {

    private final String text;

    WithoutProvenance(OutputStream out, String text) throws IOException {
      super(out);
      this.text = text;
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object part) {
      return part instanceof ModelProvenance ? null : part.equals(text) ? "" : part;
    }
  }
}

package workbench.scientist;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import workbench.data.Examples;
import workbench.data.Standardizer;

/** A second opinion on the same rows: Tribuo fits its own logistic regression, and scores anybody's predictions. */
public final class TribuoOpinion {

    private static final LabelFactory LABELS = new LabelFactory();

    /** Tribuo reports every training on this logger; kept here, or the setting would be collected with it. */
    private static final Logger LOGGER = Logger.getLogger("org.tribuo");

    static {
        LOGGER.setLevel(Level.WARNING);
    }

    private final Model<Label> model;
    private final MutableDataset<Label> test;

    /**
     * Fits Tribuo's logistic regression, which descends stochastically and has no penalty, on the training part.
     *
     * @param standardizer fitted on the training part
     */
    public TribuoOpinion(Examples train, Examples test, Standardizer standardizer) {
        this.model = new LogisticRegressionTrainer().train(dataset("training part", train, standardizer));
        this.test = dataset("test part", test, standardizer);
    }

    /** Tribuo's own model on the test part. */
    public LabelEvaluation ownModel() {
        return new LabelEvaluator().evaluate(model, test);
    }

    /**
     * Tribuo's metrics for predictions that another library made for the test part.
     *
     * @param predictions {@code [m]}, 0 or 1
     * @param probabilities {@code [m]}, of the class 1
     */
    public LabelEvaluation of(int[] predictions, double[] probabilities) {
        List<Prediction<Label>> foreign = new ArrayList<>();
        for (int i = 0; i < predictions.length; i++) {
            Map<String, Label> scores =
                    Map.of("0", new Label("0", 1 - probabilities[i]), "1", new Label("1", probabilities[i]));
            Label predicted = scores.get(Integer.toString(predictions[i]));
            foreign.add(new Prediction<>(predicted, scores, 1, test.getExample(i), true));
        }
        return new LabelEvaluator().evaluate(model, foreign, test.getProvenance());
    }

    private static MutableDataset<Label> dataset(String name, Examples examples, Standardizer standardizer) {
        String[] names = examples.featureNames().toArray(String[]::new);
        List<Example<Label>> rows = IntStream.range(0, examples.rows())
                .<Example<Label>>mapToObj(
                        i -> new ArrayExample<>(label(examples.y()[i]), names, standardizer.transform(examples.x()[i])))
                .toList();
        // A provenance without the time of day: the same run has the same provenance.
        var source =
                new SimpleDataSourceProvenance(name, OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC), LABELS);
        return new MutableDataset<>(rows, source, LABELS);
    }

    private static Label label(int y) {
        return new Label(Integer.toString(y));
    }
}

package workbench.scientist.fit;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.io.Serializable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import workbench.data.Examples;
import workbench.data.Standardizer;

/**
 * Tribuo's logistic regression, which descends stochastically and has no penalty. It standardises
 * its rows itself, as {@link StandardizedRegression} does.
 *
 * @param standardizer of p features
 * @param featureNames p names, different from one another
 * @param model on standardised features
 */
public record TribuoRegression(
    Standardizer standardizer, List<String> featureNames, Model<Label> model)
    implements Learner.Fitted, Serializable {

  private static final LabelFactory LABELS = new LabelFactory();

  /**
   * Tribuo reports every training on this logger; kept here, or the setting would be collected with
   * it.
   */
  private static final Logger LOGGER = Logger.getLogger("org.tribuo");

  static {
    LOGGER.setLevel(Level.WARNING);
  }

  public TribuoRegression {
    featureNames = List.copyOf(featureNames);
  }

  /**
   * @param x {@code [n, p]}
   * @param y {@code [n]}, 0 and 1
   */
  public static TribuoRegression fit(double[][] x, int[] y) {
    List<String> names = IntStream.rangeClosed(1, x[0].length).mapToObj(j -> "x" + j).toList();
    return fit(new Examples(names, x, y), Standardizer.fit(x));
  }

  /**
   * @param standardizer fitted on the training set
   */
  public static TribuoRegression fit(Examples train, Standardizer standardizer) {
    var model = new LogisticRegressionTrainer().train(dataset("training set", train, standardizer));
    return new TribuoRegression(standardizer, train.featureNames(), model);
  }

  /**
   * Standardised rows in Tribuo's form.
   *
   * @param name of the rows, for the provenance
   */
  static MutableDataset<Label> dataset(String name, Examples examples, Standardizer standardizer) {
    String[] names = examples.featureNames().toArray(String[]::new);
    List<Example<Label>> rows =
        IntStream.range(0, examples.rows())
            .<Example<Label>>mapToObj(
                i ->
                    new ArrayExample<>(
                        label(examples.y()[i]), names, standardizer.transform(examples.x()[i])))
            .toList();
    // A provenance without the time of day: the same run has the same provenance.
    var source =
        new SimpleDataSourceProvenance(
            name, OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC), LABELS);
    return new MutableDataset<>(rows, source, LABELS);
  }

  private static Label label(int y) {
    return new Label(Integer.toString(y));
  }

  /**
   * @param x {@code [n, p]}
   * @return {@code [n]}, the probability of the class 1
   */
  @Override
  public double[] probabilities(double[][] x) {
    String[] names = featureNames.toArray(String[]::new);
    return Arrays.stream(x)
        .map(
            row ->
                new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, standardizer.transform(row)))
        .mapToDouble(row -> model.predict(row).getOutputScores().get("1").getScore())
        .toArray();
  }

  /**
   * Returns the provenance that Tribuo keeps with every model: its trainer, the trainer's settings,
   * and the data. The time of day and the machine, which Tribuo notes too, are left out: the same
   * run has the same provenance.
   *
   * @return some lines, {@code name: value} each, without a line end after the last
   */
  public String provenance() {
    DatasetProvenance data = model.getProvenance().getDatasetProvenance();
    ConfiguredObjectProvenance trainer = model.getProvenance().getTrainerProvenance();
    return String.join(
        "\n",
        "model: " + model.getProvenance().getClassName(),
        "trainer: " + trainer.getClassName(),
        settings("", trainer),
        "data: %s, %d rows, %d features, %d classes"
            .formatted(
                description((SimpleDataSourceProvenance) data.getSourceProvenance()),
                data.getNumExamples(),
                data.getNumFeatures(),
                data.getNumOutputs()),
        "library: Tribuo " + model.getProvenance().getTribuoVersion());
  }

  private static String description(SimpleDataSourceProvenance source) {
    return StreamSupport.stream(source.spliterator(), false)
        .filter(entry -> entry.getA().equals(SimpleDataSourceProvenance.DESCRIPTION))
        .map(entry -> entry.getB().toString())
        .findFirst()
        .orElseThrow();
  }

  /**
   * One line per setting, by name; a part that has settings of its own, such as the optimiser, is
   * followed by them.
   */
  private static String settings(String prefix, ConfiguredObjectProvenance configured) {
    Map<String, Provenance> sorted = new TreeMap<>(configured.getConfiguredParameters());
    return sorted.entrySet().stream()
        .map(entry -> setting(prefix + entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String setting(String name, Provenance value) {
    if (value instanceof ConfiguredObjectProvenance part) {
      String line = name + ": " + part.getClassName();
      return part.getConfiguredParameters().isEmpty()
          ? line
          : line + "\n" + settings(name + ".", part);
    }
    return name + ": " + value;
  }
}

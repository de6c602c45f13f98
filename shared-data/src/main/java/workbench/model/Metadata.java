package workbench.model;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import workbench.data.ColumnTransformer;
import workbench.data.InvalidInput;
import workbench.data.Preparation;
import workbench.evaluation.ErrorCost;
import workbench.evaluation.Evaluation;
import workbench.evaluation.Threshold;
import workbench.text.TerminalText;

/**
 * Metadata of an exported model. In the file each component is one entry of ONNX's {@code
 * metadata_props}, under the name in brackets; lists, maps and the evaluation are JSON in ASCII. A
 * text is as it is, or, if it begins with {@code "}, a string of JSON: so is any text that is not
 * printable ASCII.
 *
 * @param role who hands it over ({@code role})
 * @param model kind of the model, in words ({@code model})
 * @param architecture of a network: layers, loss and optimizer, in words; empty for other models
 *     ({@code architecture})
 * @param featureNames p names, in the order of the input's columns ({@code feature_names}); of a
 *     model with one input for each raw column the names of those
 * @param levels the levels of each category that the model knows, by its name ({@code levels});
 *     missing in a file of number columns
 * @param classNames the names of the classes 0 and 1 ({@code class_names})
 * @param dataset its name ({@code dataset})
 * @param datasetSha256 its checksum ({@code dataset_sha256})
 * @param split how the rows were divided for training and test, in words ({@code split})
 * @param seed of split and training ({@code seed})
 * @param evaluation on the test set ({@code evaluation})
 * @param libraries version by name of the library, sorted ({@code libraries})
 * @param revision of the source that made it ({@code source_revision})
 * @param threshold above which the label is 1 ({@code threshold}), the cost for which it was chosen
 *     ({@code cost}) and what it was chosen on ({@code threshold_source}); the three are missing in
 *     a file where no cost was given, and the threshold is 0.5
 * @param options with which the data set was loaded and split, as they were typed, by their names
 *     ({@code options}); missing in a file if there are none
 * @param created when; given, so that the same model can be written again to the same bytes ({@code
 *     created})
 */
public record Metadata(
    Role role,
    String model,
    String architecture,
    List<String> featureNames,
    Map<String, List<String>> levels,
    List<String> classNames,
    String dataset,
    String datasetSha256,
    String split,
    long seed,
    Evaluation evaluation,
    Map<String, String> libraries,
    String revision,
    Threshold threshold,
    Map<String, String> options,
    Instant created) {

  /** The names under which a file's maker is among the libraries. */
  public static final String KERAS_FILE = "Keras file";

  public static final String ONNX_FILE = "ONNX file";

  private static final List<String> THRESHOLD = List.of("threshold", "cost", "threshold_source");

  /** The role that exports a model. */
  public enum Role {
    ENGINEER,
    SCIENTIST
  }

  /**
   * @throws IllegalArgumentException if there is no feature name, or not two class names; if two of
   *     them are equal, or one is empty or has an unpaired surrogate; if there are levels of no
   *     feature
   */
  public Metadata {
    featureNames = List.copyOf(featureNames);
    classNames = List.copyOf(classNames);
    libraries = Collections.unmodifiableMap(new TreeMap<>(libraries));
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    levels = Collections.unmodifiableMap(new TreeMap<>(levels));
    check(featureNames);
    check(classNames);
    levels.values().forEach(Metadata::check);
    if (!featureNames.containsAll(levels.keySet())) {
      throw new IllegalArgumentException("there are levels of no feature");
    }
    if (classNames.size() != 2) {
      throw new IllegalArgumentException("two class names are needed, not " + classNames.size());
    }
  }

  private static void check(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("there is no name");
    }
    var seen = new HashSet<String>();
    for (String name : names) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a name is empty");
      }
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
        throw new IllegalArgumentException("'%s' is not Unicode text".formatted(name));
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("two names are '%s'".formatted(name));
      }
    }
  }

  /** Creates the metadata of a model without an architecture to describe. */
  public Metadata(
      Role role,
      String model,
      List<String> featureNames,
      List<String> classNames,
      String dataset,
      String datasetSha256,
      String split,
      long seed,
      Evaluation evaluation,
      Map<String, String> libraries,
      String revision,
      Instant created) {
    this(
        role,
        model,
        "",
        featureNames,
        Map.of(),
        classNames,
        dataset,
        datasetSha256,
        split,
        seed,
        evaluation,
        libraries,
        revision,
        Threshold.HALF,
        Map.of(),
        created);
  }

  /** Returns these metadata with the options of the data set. */
  public Metadata with(Map<String, String> options) {
    return changed(architecture, featureNames, levels, libraries, threshold, options);
  }

  /**
   * Returns the maker of a file of another tool, which does not say on which rows it was trained.
   */
  public Optional<String> maker() {
    return Stream.of(KERAS_FILE, ONNX_FILE)
        .map(libraries::get)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Returns these metadata with one more library. */
  public Metadata withLibrary(String name, String version) {
    Map<String, String> all = new TreeMap<>(libraries);
    all.put(name, version);
    return changed(architecture, featureNames, levels, all, threshold, options);
  }

  /** Returns these metadata with another threshold. */
  public Metadata with(Threshold threshold) {
    return changed(architecture, featureNames, levels, libraries, threshold, options);
  }

  /**
   * Returns these metadata for raw columns.
   *
   * @param columns empty: the features are the raw columns
   */
  public Metadata with(Optional<ColumnTransformer> columns) {
    Map<String, List<String>> levels = new TreeMap<>();
    for (ColumnTransformer.Input input : columns.map(ColumnTransformer::inputs).orElse(List.of())) {
      if (input instanceof ColumnTransformer.CategoryInput category) {
        levels.put(category.name(), category.levels());
      }
    }
    return changed(
        architecture,
        columns.map(ColumnTransformer::inputNames).orElse(featureNames),
        levels,
        libraries,
        threshold,
        options);
  }

  /** Returns these metadata with the architecture of the network, in words. */
  public Metadata with(String architecture) {
    return changed(architecture, featureNames, levels, libraries, threshold, options);
  }

  private Metadata changed(
      String architecture,
      List<String> featureNames,
      Map<String, List<String>> levels,
      Map<String, String> libraries,
      Threshold threshold,
      Map<String, String> options) {
    return new Metadata(
        role,
        model,
        architecture,
        featureNames,
        levels,
        classNames,
        dataset,
        datasetSha256,
        split,
        seed,
        evaluation,
        libraries,
        revision,
        threshold,
        options,
        created);
  }

  /**
   * The metadata of a model that a role exports now, from this build.
   *
   * @param model kind of the model, in words
   * @param data that it was fitted and tested on
   * @param libraries that fitted it: Deeplearning4j, Smile, Tribuo
   */
  public static Metadata of(
      Role role, String model, Preparation data, Evaluation evaluation, String... libraries) {
    return new Metadata(
            role,
            model,
            data.train().featureNames(),
            data.dataset().classNames(),
            data.dataset().name(),
            data.dataset().sha256(),
            "%d rows to train, %d to test, %s"
                .formatted(data.train().rows(), data.test().rows(), data.kind()),
            data.seed(),
            evaluation,
            Build.libraries(libraries),
            Build.revision(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS))
        .with(data.rawColumns());
  }

  /** The entries of the file, always in the same order. */
  Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("role", role.name().toLowerCase(Locale.ROOT));
    properties.put("model", text(model));
    if (!architecture.isEmpty()) {
      properties.put("architecture", text(architecture));
    }
    properties.put("feature_names", Json.write(featureNames));
    if (!levels.isEmpty()) {
      properties.put("levels", Json.write(levels));
    }
    properties.put("class_names", Json.write(classNames));
    properties.put("dataset", text(dataset));
    properties.put("dataset_sha256", datasetSha256);
    properties.put("split", text(split));
    properties.put("seed", Long.toString(seed));
    properties.put("evaluation", Json.write(evaluation));
    properties.put("libraries", Json.write(libraries));
    properties.put("source_revision", text(revision));
    threshold
        .cost()
        .ifPresent(
            cost -> {
              properties.put("threshold", Float.toString(threshold.value()));
              properties.put("cost", cost.toString());
              properties.put("threshold_source", text(threshold.source()));
            });
    if (!options.isEmpty()) {
      properties.put("options", Json.write(options));
    }
    properties.put("created", created.toString());
    return properties;
  }

  /**
   * @param properties as in the file
   * @param source name of the file in messages
   * @throws InvalidInput if one is missing, or is not what it should be
   */
  static Metadata of(Map<String, String> properties, String source) {
    var entries = new Entries(properties, source);
    return new Metadata(
        entries.get("role", text -> Role.valueOf(text.toUpperCase(Locale.ROOT))),
        entries.get("model", Metadata::plain),
        properties.containsKey("architecture") ? entries.get("architecture", Metadata::plain) : "",
        entries.get("feature_names", Metadata::names),
        properties.containsKey("levels") ? entries.get("levels", Metadata::levels) : Map.of(),
        entries.get("class_names", Metadata::pair),
        entries.get("dataset", Metadata::plain),
        entries.get("dataset_sha256", text -> text),
        entries.get("split", Metadata::plain),
        entries.get("seed", Long::valueOf),
        entries.get("evaluation", Metadata::evaluation),
        entries.get("libraries", text -> Json.read(text, Texts.class)),
        entries.get("source_revision", Metadata::plain),
        threshold(entries),
        properties.containsKey("options") ? entries.get("options", Metadata::options) : Map.of(),
        entries.get("created", Instant::parse));
  }

  private static Threshold threshold(Entries entries) {
    if (Collections.disjoint(entries.properties().keySet(), THRESHOLD)) {
      return Threshold.HALF;
    }
    ErrorCost cost = entries.get("cost", ErrorCost::parse);
    String source = entries.get("threshold_source", Metadata::plain);
    return entries.get(
        "threshold", text -> new Threshold(Float.parseFloat(text), Optional.of(cost), source));
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = Json.read(text, Texts.class);
    if (options.containsValue(null)) {
      throw new IllegalArgumentException("a value is missing");
    }
    return options;
  }

  private static String text(String plain) {
    return plain.matches("[ !#-~][ -~]*") ? plain : Json.write(plain);
  }

  private static String plain(String text) {
    return text.startsWith("\"") ? Json.read(text, String.class) : text;
  }

  private static List<String> pair(String text) {
    List<String> names = names(text);
    if (names.size() != 2) {
      throw new IllegalArgumentException("two names are expected");
    }
    return names;
  }

  private static List<String> names(String text) {
    List<String> names = Arrays.asList(Json.read(text, String[].class));
    if (names.contains(null)) {
      throw new IllegalArgumentException("a name is missing");
    }
    check(names);
    return names;
  }

  private static Map<String, List<String>> levels(String text) {
    Map<String, List<String>> levels = new TreeMap<>();
    for (var entry : Json.read(text, Levels.class).entrySet()) {
      List<String> names = Arrays.asList(entry.getValue());
      if (names.contains(null)) {
        throw new IllegalArgumentException("a name is missing");
      }
      levels.put(entry.getKey(), names);
    }
    return levels;
  }

  private static Evaluation evaluation(String text) {
    Evaluation evaluation = Json.read(text, Evaluation.class);
    // Written so that a NaN is refused as well.
    boolean possible =
        evaluation.rows() > 0
            && 0 <= evaluation.correct()
            && evaluation.correct() <= evaluation.rows()
            && 0 <= evaluation.logLoss()
            && Double.isFinite(evaluation.logLoss())
            && isShare(evaluation.auc())
            && isShare(evaluation.baseline());
    if (!possible) {
      throw new IllegalArgumentException("no model can have these figures");
    }
    return evaluation;
  }

  private static boolean isShare(double value) {
    return 0 <= value && value <= 1;
  }

  private record Entries(Map<String, String> properties, String source) {

    <T> T get(String key, Function<String, T> parse) {
      String text = properties.get(key);
      if (text == null) {
        throw new InvalidInput(
            "%s: its metadata lack '%s'; release a model of another tool with exec:exec@release -Dmodel=FILE -Ddataset=NAME"
                .formatted(source, key));
      }
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new InvalidInput(
            "%s: its metadata have '%s' as '%s', which cannot be read (%s)"
                .formatted(source, key, shown(text), shown(e.getMessage())),
            e);
      }
    }
  }

  private static String shown(String text) {
    return TerminalText.shortened(String.valueOf(text), 200);
  }

  private static final class Levels extends TreeMap<String, String[]> {}

  private static final class Texts extends TreeMap<String, String> {}
}

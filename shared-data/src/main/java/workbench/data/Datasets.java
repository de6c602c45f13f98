package workbench.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import workbench.data.csv.CsvLoader;

/** The data sets of the workbench, by name; and any CSV file, by its path. */
public final class Datasets {

  /** List of the data sets that {@code -Ddataset=?} prints. */
  private static final Map<String, String> CATALOG = catalog();

  private static final Pattern CHECKSUM = Pattern.compile("SHA-256: ([0-9a-f]{64})");

  private Datasets() {}

  private static Map<String, String> catalog() {
    Map<String, String> catalog = new LinkedHashMap<>();
    catalog.put(
        "dummy", "100 x 5, labels at random: nothing to learn, near 0.5 is the right answer");
    catalog.put(
        "synthetic", "1,000 x 5 (or -Drows, -Dfeatures, -Dbalance), drawn from known coefficients");
    catalog.put("penguins", "344 x 6, is it an Adelie penguin? categories and missing values");
    catalog.put("breast-cancer", "569 x 30, benign or malignant? a real, learnable problem");
    return catalog;
  }

  /** The names that {@link #load} knows, beside the path of a CSV file. */
  public static List<String> names() {
    return List.copyOf(CATALOG.keySet());
  }

  /** One line for each data set: name and description. */
  public static String describe() {
    return CATALOG.entrySet().stream()
            .map(entry -> "  %-15s %s".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(System.lineSeparator()))
        + System.lineSeparator()
        + "  %-15s %s"
            .formatted(
                "PATH.csv",
                "your own: two classes; the label is the last column, or -Dlabel names it");
  }

  /**
   * Finds the source of a data set's rows; nothing is read yet.
   *
   * @throws InvalidInput if there is no such data set, or if an option is not for it
   */
  public static Source source(DatasetOptions options) {
    String name = options.dataset();
    if (CATALOG.containsKey(name)) {
      options.csv().refuse(name);
    }
    if (name.equals("dummy") || name.equals("synthetic")) {
      return new Source.Generator();
    }
    options.refuseGeneratorOptions();
    if (name.equals("penguins")) {
      return new Source.Bundled(
          name, Map.of("Chinstrap", "other", "Gentoo", "other"), List.of("other", "Adelie"));
    }
    if (name.equals("breast-cancer")) {
      return new Source.Bundled(name, Map.of(), List.of("benign", "malignant"));
    }
    Path file;
    try {
      file = Path.of(name);
    } catch (InvalidPathException e) {
      throw new InvalidOption("dataset", name, "this is not a path here (" + e.getReason() + ")");
    }
    if (Files.notExists(file) && file.getNameCount() == 1 && !name.contains(".")) {
      throw new InvalidOption(
          "dataset",
          name,
          "there is no such data set. These are:" + System.lineSeparator() + describe());
    }
    return new Source.UserFile(file);
  }

  /**
   * @throws InvalidInput if there is no such data set, or if its file is not as it should be
   */
  public static Dataset load(DatasetOptions options) {
    Source source = source(options);
    if (source instanceof Source.Bundled bundled) {
      return read(bundled);
    }
    if (source instanceof Source.UserFile file) {
      return CsvLoader.load(file.path(), options.csv());
    }
    return options.dataset().equals("dummy")
        ? Generated.dummy(options.rowsOr(100), options.featuresOr(5), options.seed())
        : Generated.synthetic(
                options.rowsOr(1000), options.featuresOr(5), options.balanceOr(0.5), options.seed())
            .dataset();
  }

  /** The text of a data set's card: source, licence, columns, pitfalls. */
  public static String card(String name) {
    try (InputStream in = Datasets.class.getResourceAsStream(name + ".md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dataset read(Source.Bundled source) {
    String file = source.fileName();
    try {
      Dataset dataset = CsvLoader.load(source);
      Matcher expected = CHECKSUM.matcher(card(source.name()));
      if (!expected.find() || !expected.group(1).equals(dataset.sha256())) {
        throw new InvalidInput(
            "%s: the bundled file has the checksum %s, its data card says otherwise: build again"
                .formatted(file, dataset.sha256()));
      }
      return dataset;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

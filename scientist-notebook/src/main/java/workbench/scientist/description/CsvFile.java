package workbench.scientist.description;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import workbench.data.Column;
import workbench.data.Dataset;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Source;

/**
 * The CSV file of a data set where a database can read it: the user's own in its place, any other
 * as a copy in a temporary folder, which goes with {@link #close}.
 */
final class CsvFile implements AutoCloseable {

  /** What the temporary folder's name begins with; then comes the number of the process. */
  static final String SCRATCH = "description-";

  /** In a path DuckDB takes these for patterns, or for names of partitions. */
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\]{}=]");

  private final Path scratch;
  private final String name;
  private final Path path;
  private final Map<String, String> renamed;

  private CsvFile(Path scratch, String name, Path path, Map<String, String> renamed) {
    this.scratch = scratch;
    this.name = name;
    this.path = path;
    this.renamed = renamed;
  }

  /**
   * @throws IOException if the copy cannot be written
   */
  static CsvFile of(DatasetOptions options, Dataset dataset) throws IOException {
    Source source = Datasets.source(options);
    Path scratch =
        Files.createTempDirectory("%s%d-".formatted(SCRATCH, ProcessHandle.current().pid()));
    try {
      return in(scratch, source, dataset);
    } catch (IOException | RuntimeException e) {
      delete(scratch);
      throw e;
    }
  }

  private static CsvFile in(Path scratch, Source source, Dataset dataset) throws IOException {
    Path copy = scratch.resolve("data.csv");
    if (source instanceof Source.UserFile file) {
      Path path = file.path().toAbsolutePath();
      boolean special = SPECIAL.matcher(path.toString()).find();
      return new CsvFile(
          scratch,
          path.getFileName().toString(),
          special ? Files.copy(path, copy) : path,
          Map.of());
    }
    if (source instanceof Source.Bundled bundled) {
      try (InputStream in = bundled.open()) {
        Files.copy(in, copy);
      }
      return new CsvFile(scratch, bundled.fileName(), copy, bundled.renamed());
    }
    write(dataset, copy);
    return new CsvFile(scratch, dataset.name() + ".csv", copy, Map.of());
  }

  /** Of a generated set: it has numbers only. */
  private static void write(Dataset dataset, Path file) throws IOException {
    List<double[]> columns =
        dataset.columns().stream().map(column -> ((Column.Numeric) column).values()).toList();
    List<String> header = new ArrayList<>(dataset.columns().stream().map(Column::name).toList());
    header.add(dataset.labelName());
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord(header);
      for (int i = 0; i < dataset.rows(); i++) {
        int row = i;
        List<String> cells =
            new ArrayList<>(columns.stream().map(values -> Double.toString(values[row])).toList());
        cells.add(dataset.classNames().get(dataset.labels()[row]));
        csv.writeRecord(cells);
      }
    }
  }

  /** How a person calls the file. */
  String name() {
    return name;
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** The classes that labels of the file stand for, where they are not the classes themselves. */
  Map<String, String> renamed() {
    return renamed;
  }

  /** A folder for what the database has no memory for. */
  Path scratch() {
    return scratch;
  }

  @Override
  public void close() throws IOException {
    delete(scratch);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}

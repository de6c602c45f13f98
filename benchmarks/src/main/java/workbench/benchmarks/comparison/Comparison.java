package workbench.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import workbench.model.WholeFile;

/**
 * Results of a comparison run, as the page and the record show them.
 *
 * @param samples of both roles
 * @param tosses of each sample, for many seeds
 * @param datasets each worked on by both roles
 * @param checklist when to use which
 * @param checkout files of the source that the page links to, where it is run in a checkout
 * @param provenance of the run
 */
public record Comparison(
    List<Sample> samples,
    List<Tosses> tosses,
    List<DatasetComparison> datasets,
    Checklist checklist,
    Checkout checkout,
    Provenance provenance) {

  static final String PAGE = "index.html";
  static final String RECORD = "comparison.json";

  /**
   * Files that only a checkout has.
   *
   * @param deployment image and manifests of the server
   * @param notebooks of the scientist
   */
  public record Checkout(List<Artifact> deployment, List<Artifact> notebooks) {

    /**
     * @param root the folder that the command is run in
     * @param page the folder of the page
     * @throws IOException if a folder cannot be read
     */
    static Checkout of(Path root, Path page) throws IOException {
      Path deploy = root.resolve("engineer-pipeline/deploy");
      List<Artifact> deployment =
          Stream.of(
                  Artifact.of("the image", deploy.resolve("Dockerfile"), page),
                  Artifact.of("the manifests", deploy.resolve("kubernetes"), page),
                  Artifact.of("how they are used", deploy.resolve("README.md"), page))
              .flatMap(Optional::stream)
              .toList();
      Path notebooks = root.resolve("scientist-notebook/notebooks");
      if (!Files.isDirectory(notebooks)) {
        return new Checkout(deployment, List.of());
      }
      try (Stream<Path> files = Files.list(notebooks)) {
        return new Checkout(
            deployment,
            files
                .filter(file -> file.toString().endsWith(".ipynb"))
                .sorted()
                .flatMap(file -> Artifact.of("notebook", file, page).stream())
                .toList());
      }
    }
  }

  public Comparison {
    samples = List.copyOf(samples);
    tosses = List.copyOf(tosses);
    datasets = List.copyOf(datasets);
  }

  /**
   * @param root the folder that the command is run in
   * @param page the folder of the page
   * @throws IOException if a folder of the checkout cannot be read
   */
  public static Comparison of(
      List<Sample> samples,
      List<Tosses> tosses,
      List<DatasetComparison> datasets,
      Provenance provenance,
      Path root,
      Path page)
      throws IOException {
    return new Comparison(
        samples, tosses, datasets, Checklist.ofTheWorkbench(), Checkout.of(root, page), provenance);
  }

  /** Returns the components as a JSON object, by their names. */
  JsonNode record() {
    return JsonMapper.shared().valueToTree(this);
  }

  /**
   * Removes the page and the record of an earlier run, so that a run that fails leaves no page that
   * looks like its own.
   *
   * @throws IOException if they cannot be removed
   */
  public static void removeOld(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(PAGE));
    Files.deleteIfExists(folder.resolve(RECORD));
  }

  /**
   * Writes the page and the record beside it, each at once or not at all.
   *
   * @return the page
   * @throws IOException if they cannot be written
   */
  public Path write(Path folder) throws IOException {
    String page = ComparisonPage.html(this);
    String record = record().toPrettyString();
    WholeFile.write(folder.resolve(RECORD), draft -> Files.writeString(draft, record + "\n"));
    return WholeFile.write(folder.resolve(PAGE), draft -> Files.writeString(draft, page));
  }
}

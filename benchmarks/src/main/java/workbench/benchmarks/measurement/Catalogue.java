package workbench.benchmarks.measurement;

import static workbench.benchmarks.measurement.Metric.DISK;
import static workbench.benchmarks.measurement.Metric.MEMORY;
import static workbench.benchmarks.measurement.Metric.REQUESTS;
import static workbench.benchmarks.measurement.Metric.TAIL_LATENCY;
import static workbench.benchmarks.measurement.Metric.TIME;
import static workbench.benchmarks.measurement.Metric.WALL;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import workbench.benchmarks.measurement.Row.Group;
import workbench.benchmarks.work.Fit;
import workbench.benchmarks.work.Models;
import workbench.benchmarks.work.Prediction;
import workbench.benchmarks.work.Training;

/** All rows of the benchmarks. */
final class Catalogue {

  /**
   * Tolerance of float32 weights after some hundred steps. Rows in another order end a hundred
   * times as far away.
   */
  private static final double WEIGHTS = 2e-4;

  /**
   * Tolerance of the penalised loss. scikit-learn stops early: its coefficients are off by up to
   * 1e-3, its loss by up to 2e-6, at 100,000 x 200.
   */
  private static final double LOSS = 1e-5;

  private static final double PROBABILITY = 1e-6;

  /** Flags that put Deeplearning4j's own classes back, as {@code .mvn/plain.flags} does. */
  static final String[] PLAIN = {
    "-Dopexec=org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner",
    "-Dshapeinfoprovider=org.nd4j.linalg.cpu.nativecpu.DirectShapeInfoProvider",
    "-Dnative.ops=org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu",
    "-Dorg.nd4j.noarraygc=false",
    "-Dkept.activations=false"
  };

  /** The JVM compiles the code of a training step for 20 s: then a step takes half the time. */
  private static final int LONG = 5;

  private static final int[] BATCHES = {1, 32, 1024};
  private static final int[] SIZES = {1_000, 10_000, 100_000, 1_000_000, 10_000_000};

  /** Batch and rows: an epoch has 245 to 1,000 steps. */
  private static final int[][] EPOCHS = {
    {10, 10_000}, {32, 32_000}, {256, 128_000}, {4096, 1_000_000}
  };

  /** Rows and features. */
  private static final int[][] FITS = {
    {100, 5}, {1_000, 5}, {10_000, 5}, {100_000, 5}, {1_000_000, 5}, {100_000, 50}, {100_000, 200}
  };

  private static final int[][] PLAIN_FITS = {{100, 5}, {10_000, 5}, {1_000_000, 5}, {100_000, 50}};
  private static final int[][] WORKFLOWS = {{100_000, 40}, {1_000_000, 10}};

  private static final String PYTHON_ONNX = "ONNX Runtime, Python";

  private final Python python;
  private final Path folder;
  private final Distribution distribution;
  private final List<Row> rows = new ArrayList<>();

  private Catalogue(Python python, Path folder, Distribution distribution) {
    this.python = python;
    this.folder = folder;
    this.distribution = distribution;
  }

  /**
   * Returns the rows in the order of the tables.
   *
   * @param folder for files that contenders need
   * @param distribution of our programs
   */
  static List<Row> rows(Python python, Path folder, Distribution distribution) {
    var all = new Catalogue(python, folder, distribution);
    all.addSamples();
    all.addTraining();
    all.addFits();
    all.addPredictions();
    all.addHttp();
    all.addGrowth();
    all.addPlain();
    all.addWorkflow("study", "scientist", "workbench.scientist.Scientist");
    all.addWorkflow("pipeline", "engineer", "workbench.engineer.Engineer");
    return all.rows;
  }

  private Row add(Row row) {
    rows.add(row);
    return row;
  }

  private void addSamples() {
    addSample("engineer", "EngineerSample", "Epoch [123]/3", "Keras", "keras", "tensorflow-cpu");
    addSample(
        "scientist", "ScientistSample", "Accuracy: 0\\.\\d\\d", "scikit-learn", "scikit-learn");
  }

  private void addSample(
      String role, String mainClass, String shows, String library, String... packages) {
    List<String> ours = distribution.line(role, mainClass);
    // The engineer's saves its model there.
    List<String> twin = python.script(role + "_sample.py", "model.h5");
    addProcess(Group.PROCESS, "sample-" + role, "the %s's sample".formatted(role), shows)
        .target(WALL, "Python", 5)
        .target(MEMORY, "Python", 3)
        .target(DISK, "Python", 4)
        .python(python, "Java", "process", ours(ours, distribution.files(role)))
        .python(
            python, "Python, " + library, "process", Map.of("line", twin, "packages", packages));
  }

  /**
   * Adds a row of programs that are measured from their start to their end.
   *
   * @param shows pattern of what they print if they did their work; empty: the exit code tells
   */
  private Row addProcess(Group group, String name, String work, String shows) {
    Map<String, ?> parameters =
        Map.of("folder", folder.resolve("sample").toString(), "shows", shows);
    return add(new Row(group, name, work, 0, parameters));
  }

  /**
   * @param files of which the disk counts
   */
  private static Map<String, ?> ours(List<String> line, List<String> files) {
    return Map.of("line", line, "files", files, "environment", Map.of("OMP_NUM_THREADS", "1"));
  }

  private void addWorkflow(String name, String role, String mainClass) {
    for (int[] size : WORKFLOWS) {
      String row = name + "-" + by(size);
      String work = "the %s's %s, %,d x %d".formatted(role, name, size[0], size[1]);
      List<String> line =
          distribution.line(
              role,
              mainClass,
              "--only=workflow",
              "--dataset=synthetic",
              "--rows=" + size[0],
              "--features=" + size[1],
              // The gate compares a model with the released one, which must have the same features.
              "--models=target/" + row);
      addProcess(Group.WORKFLOW, row, work, "")
          .python(python, "Java", "process", ours(line, List.of()));
    }
  }

  private void addTraining() {
    for (int[] epoch : EPOCHS) {
      addSteps(Group.TRAINING, "train", epoch)
          .target(TIME, "Keras, default", epoch[0] <= 32 ? 4 : 1)
          .target(TIME, "Keras, steps", 1)
          .target(TIME, "PyTorch", 1)
          .jvm("Deeplearning4j", Training.class, "epoch")
          .python(python, "Keras, default", "train-keras", Map.of("steps", 1))
          .python(python, "Keras, steps_per_execution=50", "train-keras", Map.of("steps", 50))
          .python(python, "PyTorch, 1 thread", "train-torch", Map.of("threads", 1))
          .python(python, "PyTorch, 2 threads", "train-torch", Map.of("threads", 2));
    }
  }

  /** Adds a row in which a figure is for one step of an epoch. */
  private Row addSteps(Group group, String family, int[] epoch) {
    int batch = epoch[0];
    String work = "one step, batch %,d (%,d rows)".formatted(batch, epoch[1]);
    Row row = add(new Row(group, family + "-" + batch, work, WEIGHTS, epoch(epoch[1], batch)));
    row.steps = Math.ceil((double) epoch[1] / batch);
    row.warmUps = LONG;
    return row;
  }

  /** Parameters of training; the weights are compared after an epoch over {@code checked} rows. */
  private static Map<String, ?> epoch(int rows, int batch) {
    return Map.of("rows", rows, "batch", batch, "checked", Math.min(rows, Math.max(3200, batch)));
  }

  private void addFits() {
    var newton = sklearn("newton-cholesky", "");
    for (int[] size : FITS) {
      Row row =
          addFit(Group.FIT, "fit", size)
              .target(TIME, "scikit-learn", size[0] == 100 ? 5 : 1)
              .python(python, "scikit-learn, default", "fit-sklearn", sklearn("lbfgs", ""))
              .python(python, "scikit-learn, one BLAS thread", "fit-sklearn", sklearn("lbfgs", "1"))
              .python(python, "scikit-learn, newton-cholesky", "fit-sklearn", newton);
      if (size[0] <= 100_000 && size[1] <= 50) {
        row.jvm("Tribuo", Fit.class, "tribuo");
      }
    }
  }

  /** Adds a row in which a figure is for one fit, with our fit. */
  private Row addFit(Group group, String family, int[] size) {
    String work = "a fit, %,d x %d".formatted(size[0], size[1]);
    return ourFit(
        add(new Row(group, family + "-" + by(size), work, LOSS, examples(size[0], size[1]))));
  }

  private static Row ourFit(Row row) {
    return row.jvm("our loss, Smile's optimiser", Fit.class, "smile");
  }

  private static Map<String, ?> examples(int rows, int features) {
    return Map.of("rows", rows, "features", features);
  }

  /**
   * @param threads of its BLAS; empty: its default
   */
  private static Map<String, ?> sklearn(String solver, String threads) {
    return Map.of("solver", solver, "threads", threads);
  }

  private static String by(int[] size) {
    return "%dx%d".formatted(size[0], size[1]);
  }

  private void addPredictions() {
    for (int batch : BATCHES) {
      addPrediction("network", batch)
          .jvm("ONNX Runtime, Java", Prediction.class, "onnx")
          .jvm("Deeplearning4j", Prediction.class, "deeplearning4j")
          .python(python, PYTHON_ONNX, "predict-onnx", Map.of())
          .python(python, "Keras predict", "predict-keras", Map.of("way", "predict"))
          .python(python, "Keras, model(x)", "predict-keras", Map.of("way", "call"))
          .python(
              python, "TensorFlow, traced function", "predict-keras", Map.of("way", "signature"));
    }
    for (int batch : BATCHES) {
      var coefficients = Map.of("coefficients", Models.coefficients());
      addPrediction("regression", batch)
          .target(TIME, "scikit-learn", 10)
          .jvm("ONNX Runtime, Java", Prediction.class, "onnx")
          .jvm("Smile, our standardizer", Prediction.class, "smile")
          .jvm("Tribuo, our standardizer", Prediction.class, "tribuo")
          .python(python, PYTHON_ONNX, "predict-onnx", Map.of())
          .python(python, "scikit-learn", "predict-sklearn", coefficients);
    }
  }

  private Row addPrediction(String model, int batch) {
    String name = "predict-%s-%d".formatted(model, batch);
    String rows = batch == 1 ? "one row" : "a batch of %,d".formatted(batch);
    String work = "the %s, %s".formatted(model, rows);
    return add(new Row(Group.PREDICTION, name, work, PROBABILITY, batch(batch, model)))
        .target(TIME, PYTHON_ONNX, 0.5);
  }

  private Map<String, ?> batch(int rows, String model) {
    return Map.of("batch", rows, "model", file(model));
  }

  private void addHttp() {
    addHttp("http-1", "1 connection", 1);
    addHttp("http-16", "16 connections", 16);
    addHttp("http-64", "64 connections", 64);
    addHttp("http-start", "start to ready", 0);
  }

  /**
   * @param connections of the load; 0: the start is measured
   */
  private void addHttp(String name, String work, int connections) {
    String models = "--models=" + folder.resolve("models").toAbsolutePath();
    List<String> ours =
        server("workbench.engineer.serving.Serve", "--port={port}", models, "--accessLog=off");
    List<String> bare = server(BareServer.class.getName(), "{port}");
    add(new Row(Group.HTTP, name, work, PROBABILITY, Map.of("connections", connections)))
        .target(REQUESTS, "bare Helidon", 0.7)
        .target(REQUESTS, "FastAPI", 10)
        .target(TAIL_LATENCY, "FastAPI", 3)
        .python(python, "our server", "served", Map.of("line", ours))
        .python(python, "bare Helidon", "served", Map.of("line", bare))
        .python(python, "FastAPI, ONNX Runtime", "served", Map.of("line", fastApi("onnx")))
        .python(python, "FastAPI, TensorFlow", "served", Map.of("line", fastApi("tensorflow")));
  }

  /** A server with the heap and the collector of {@code exec:exec@serve}. */
  private static List<String> server(String mainClass, String... arguments) {
    return Distribution.java(
        List.of("-XX:+UseSerialGC", "-Xmn32m", "-Xmx256m"), mainClass, arguments);
  }

  private List<String> fastApi(String kind) {
    return python.script("peer_server.py", kind, file(Models.NETWORK), "{port}");
  }

  private void addGrowth() {
    for (int n : SIZES) {
      Row row = addGrowth("train", "an epoch at batch 4,096", n, WEIGHTS, epoch(n, 4096));
      row.warmUps = LONG;
      row.jvm("Deeplearning4j", Training.class, "epoch")
          .python(python, "PyTorch, 1 thread", "train-torch", Map.of("threads", 1));
    }
    for (int n : SIZES) {
      ourFit(addGrowth("fit", "a fit, 5 features", n, LOSS, examples(n, 5)))
          .python(python, "scikit-learn", "fit-sklearn", sklearn("lbfgs", ""));
    }
    for (int n : SIZES) {
      addGrowth("predict", "a batch through the network", n, PROBABILITY, batch(n, Models.NETWORK))
          .jvm("ONNX Runtime, Java", Prediction.class, "onnx")
          .python(python, PYTHON_ONNX, "predict-onnx", Map.of());
    }
  }

  private Row addGrowth(
      String family, String work, int size, double tolerance, Map<String, ?> parameters) {
    String name = "growth-%s-%d".formatted(family, size);
    Row row = add(new Row(Group.GROWTH, name, work, tolerance, parameters));
    row.size = size;
    return row;
  }

  private void addPlain() {
    for (int[] epoch : EPOCHS) {
      addSteps(Group.PLAIN, "plain-train", epoch)
          .jvm("Deeplearning4j", Training.class, "epoch")
          .jvm("without SmallArrays", Training.class, "epoch", PLAIN[0])
          .jvm("without ShapeCache", Training.class, "epoch", PLAIN[1])
          .jvm("without NativeMemory", Training.class, "epoch", PLAIN[2], PLAIN[3])
          .jvm("without KeptActivations", Training.class, "epoch", PLAIN[4])
          .jvm("Deeplearning4j as shipped", Training.class, "epoch", PLAIN);
    }
    for (int[] size : PLAIN_FITS) {
      addFit(Group.PLAIN, "plain-fit", size).jvm("Smile as shipped", Fit.class, "shipped");
    }
  }

  private String file(String model) {
    return Models.file(folder.resolve("models").toAbsolutePath(), model).toString();
  }
}

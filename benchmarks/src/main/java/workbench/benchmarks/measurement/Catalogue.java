package workbench.benchmarks.measurement;

import static workbench.benchmarks.measurement.Results.Metric.DISK;
import static workbench.benchmarks.measurement.Results.Metric.MEMORY;
import static workbench.benchmarks.measurement.Results.Metric.REQUESTS;
import static workbench.benchmarks.measurement.Results.Metric.TAIL_LATENCY;
import static workbench.benchmarks.measurement.Results.Metric.TIME;
import static workbench.benchmarks.measurement.Results.Metric.WALL;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import workbench.benchmarks.measurement.Contender.Missing;
import workbench.benchmarks.measurement.Contender.Pace;
import workbench.benchmarks.measurement.Row.Group;
import workbench.benchmarks.measurement.Row.Set;
import workbench.benchmarks.measurement.Row.Target;
import workbench.benchmarks.work.Fit;
import workbench.benchmarks.work.Models;
import workbench.benchmarks.work.Prediction;
import workbench.benchmarks.work.Training;
import workbench.benchmarks.work.Work;

/**
 * All rows of the benchmarks.
 *
 * @param folder for files that contenders need
 * @param distribution of our programs
 */
record Catalogue(Pace pace, Optional<Python> python, Path folder, Distribution distribution) {

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

  private static final String BODY =
      "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,5],\"datatype\":\"FP32\",\"data\":[0.1,-0.2,0.3,-0.4,0.5]}]}";

  /** Flags that put Deeplearning4j's own classes back, as {@code .mvn/plain.flags} does. */
  static final List<String> PLAIN =
      List.of(
          "-Dopexec=org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner",
          "-Dshapeinfoprovider=org.nd4j.linalg.cpu.nativecpu.DirectShapeInfoProvider",
          "-Dnative.ops=org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu",
          "-Dorg.nd4j.noarraygc=false",
          "-Dkept.activations=false");

  List<Row> rows() {
    return Stream.of(
            Stream.of(engineerSample(), scientistSample()),
            Stream.of(training(10, 10_000), training(32, 32_000)),
            Stream.of(training(256, 128_000), training(4096, 1_000_000)),
            IntStream.of(100, 1_000, 10_000, 100_000, 1_000_000).mapToObj(n -> fit(n, 5)),
            Stream.of(fit(100_000, 50), fit(100_000, 200)),
            IntStream.of(1, 32, 1024).mapToObj(this::networkPrediction),
            IntStream.of(1, 32, 1024).mapToObj(this::regressionPrediction),
            IntStream.of(1, 16, 64, 0).mapToObj(this::http),
            sizes().mapToObj(this::trainingGrowth),
            sizes().mapToObj(this::fitGrowth),
            sizes().mapToObj(this::predictionGrowth),
            Stream.of(plainTraining(10, 10_000), plainTraining(32, 32_000)),
            Stream.of(plainTraining(256, 128_000), plainTraining(4096, 1_000_000)),
            Stream.of(plainFit(100, 5), plainFit(10_000, 5), plainFit(1_000_000, 5)),
            Stream.of(plainFit(100_000, 50)),
            Stream.of(study(100_000, 40), study(1_000_000, 10)),
            Stream.of(pipeline(100_000, 40), pipeline(1_000_000, 10)))
        .<Row>flatMap(rows -> rows)
        .toList();
  }

  private static IntStream sizes() {
    return IntStream.of(1_000, 10_000, 100_000, 1_000_000, 10_000_000);
  }

  private static Row row(
      Group group,
      Set set,
      String name,
      String work,
      double tolerance,
      List<Target> targets,
      List<Contender> contenders) {
    return new Row(group, set, name, work, 0, tolerance, targets, contenders);
  }

  private static Row growth(
      String name, String work, int rows, double tolerance, Contender ours, Contender peer) {
    return new Row(
        Group.GROWTH,
        Set.FULL,
        "growth-%s-%d".formatted(name, rows),
        work,
        rows,
        tolerance,
        List.of(),
        List.of(ours, peer));
  }

  // Whole processes

  private Row engineerSample() {
    var script = List.of("engineer_sample.py", "model.h5");
    var packages = List.of("keras", "tensorflow-cpu");
    return sample("engineer", "EngineerSample", "Epoch [123]/3", "Keras", script, packages);
  }

  private Row scientistSample() {
    var script = List.of("scientist_sample.py");
    var packages = List.of("scikit-learn");
    String shows = "Accuracy: 0\\.\\d\\d";
    return sample("scientist", "ScientistSample", shows, "scikit-learn", script, packages);
  }

  private Row sample(
      String role,
      String mainClass,
      String shows,
      String library,
      List<String> script,
      List<String> packages) {
    Pattern pattern = Pattern.compile(shows);
    String twin = "Python, " + library;
    List<String> line =
        python
            .map(found -> found.script(script.getFirst(), script.subList(1, script.size())))
            .orElse(List.of());
    Contender ours =
        new WholeProcess(
            "Java", program(role, mainClass), python, pattern, () -> distribution.bytes(role));
    Contender theirs =
        new WholeProcess(
            twin,
            new Program(line, Map.of(), folder.resolve("sample")),
            python,
            pattern,
            () -> installedSize(twin, packages));
    return row(
        Group.PROCESS,
        Set.FULL,
        "sample-" + role,
        "the %s's sample".formatted(role),
        0,
        List.of(
            new Target(WALL, "Python", 5),
            new Target(MEMORY, "Python", 3),
            new Target(DISK, "Python", 4)),
        List.of(ours, theirs));
  }

  private double installedSize(String name, List<String> packages) {
    try (var size = peer(name, "installed-size", 1, Map.of("packages", packages))) {
      return size.answer()[0];
    }
  }

  private Program program(String role, String mainClass, String... arguments) {
    return new Program(
        distribution.line(role, mainClass, arguments),
        Map.of("OMP_NUM_THREADS", "1"),
        folder.resolve("sample"));
  }

  private Row study(int rows, int features) {
    String mainClass = "workbench.scientist.Scientist";
    return workflow("study", "the scientist's study", "scientist", mainClass, rows, features);
  }

  private Row pipeline(int rows, int features) {
    String mainClass = "workbench.engineer.Engineer";
    return workflow("pipeline", "the engineer's pipeline", "engineer", mainClass, rows, features);
  }

  private Row workflow(
      String name, String work, String role, String mainClass, int rows, int features) {
    Program program =
        program(
            role,
            mainClass,
            "--only=workflow",
            "--dataset=synthetic",
            "--rows=" + rows,
            "--features=" + features,
            "--models=target/models");
    return row(
        Group.WORKFLOW,
        Set.NAMED,
        "%s-%dx%d".formatted(name, rows, features),
        "%s, %,d x %d".formatted(work, rows, features),
        0,
        List.of(),
        List.of(new WholeProcess("Java", program, python, null, null)));
  }

  // Training

  private Row training(int batch, int rows) {
    double steps = Math.ceil((double) rows / batch);
    return row(
        Group.TRAINING,
        batch == 32 ? Set.QUICK : Set.FULL,
        "train-" + batch,
        step(batch, rows),
        WEIGHTS,
        List.of(
            new Target(TIME, "Keras, default", batch <= 32 ? 4 : 1),
            new Target(TIME, "Keras, steps", 1),
            new Target(TIME, "PyTorch", 1)),
        List.of(
            deeplearning4j("Deeplearning4j", rows, batch, steps, List.of()),
            keras("Keras, default", rows, batch, 1, steps),
            keras("Keras, steps_per_execution=50", rows, batch, 50, steps),
            torch("PyTorch, 1 thread", rows, batch, 1, steps),
            torch("PyTorch, 2 threads", rows, batch, 2, steps)));
  }

  private static String step(int batch, int rows) {
    return "one step, batch %,d (%,d rows)".formatted(batch, rows);
  }

  private Row trainingGrowth(int rows) {
    return growth(
        "train",
        "an epoch at batch 4,096",
        rows,
        WEIGHTS,
        deeplearning4j("Deeplearning4j", rows, 4096, 1, List.of()),
        torch("PyTorch, 1 thread", rows, 4096, 1, 1));
  }

  private Row plainTraining(int batch, int rows) {
    double steps = Math.ceil((double) rows / batch);
    return row(
        Group.PLAIN,
        Set.FULL,
        "plain-train-" + batch,
        step(batch, rows),
        WEIGHTS,
        List.of(),
        List.of(
            deeplearning4j("Deeplearning4j", rows, batch, steps, List.of()),
            deeplearning4j("without SmallArrays", rows, batch, steps, PLAIN.subList(0, 1)),
            deeplearning4j("without ShapeCache", rows, batch, steps, PLAIN.subList(1, 2)),
            deeplearning4j("without NativeMemory", rows, batch, steps, PLAIN.subList(2, 4)),
            deeplearning4j("without KeptActivations", rows, batch, steps, PLAIN.subList(4, 5)),
            deeplearning4j("Deeplearning4j as shipped", rows, batch, steps, PLAIN)));
  }

  private Contender deeplearning4j(
      String name, int rows, int batch, double steps, List<String> flags) {
    var parameters = Map.of("rows", rows, "batch", batch);
    return new InJvm(name, Training.class, "epoch", parameters, flags, steps, pace);
  }

  private Contender keras(String name, int rows, int batch, int stepsPerCall, double steps) {
    int checked = Training.checked(rows, batch);
    return peer(
        name,
        "train-keras",
        steps,
        Map.of("rows", rows, "batch", batch, "steps", stepsPerCall, "checked", checked));
  }

  private Contender torch(String name, int rows, int batch, int threads, double steps) {
    int checked = Training.checked(rows, batch);
    return peer(
        name,
        "train-torch",
        steps,
        Map.of("rows", rows, "batch", batch, "threads", threads, "checked", checked));
  }

  // Fit

  private Row fit(int rows, int features) {
    List<Contender> contenders =
        new ArrayList<>(
            List.of(
                ourFit(rows, features),
                sklearn("scikit-learn, default", rows, features, "lbfgs", ""),
                sklearn("scikit-learn, one BLAS thread", rows, features, "lbfgs", "1"),
                sklearn("scikit-learn, newton-cholesky", rows, features, "newton-cholesky", "")));
    if (rows <= 100_000 && features <= 50) {
      contenders.add(fit("Tribuo", "tribuo", rows, features));
    }
    boolean quick = features == 5 && (rows == 100 || rows == 10_000);
    return row(
        Group.FIT,
        quick ? Set.QUICK : Set.FULL,
        "fit-%dx%d".formatted(rows, features),
        "a fit, %,d x %d".formatted(rows, features),
        LOSS,
        List.of(new Target(TIME, "scikit-learn", rows == 100 ? 5 : 1)),
        contenders);
  }

  private Row fitGrowth(int rows) {
    var peer = sklearn("scikit-learn", rows, 5, "lbfgs", "");
    return growth("fit", "a fit, 5 features", rows, LOSS, ourFit(rows, 5), peer);
  }

  private Row plainFit(int rows, int features) {
    return row(
        Group.PLAIN,
        Set.FULL,
        "plain-fit-%dx%d".formatted(rows, features),
        "a fit, %,d x %d".formatted(rows, features),
        LOSS,
        List.of(),
        List.of(ourFit(rows, features), fit("Smile as shipped", "shipped", rows, features)));
  }

  private Contender ourFit(int rows, int features) {
    return fit("our loss, Smile's optimiser", "smile", rows, features);
  }

  private Contender fit(String name, String method, int rows, int features) {
    return jmh(name, Fit.class, method, Map.of("rows", rows, "features", features));
  }

  /**
   * @param threads of its BLAS; empty: its default
   */
  private Contender sklearn(String name, int rows, int features, String solver, String threads) {
    return peer(
        name,
        "fit-sklearn",
        1,
        Map.of("rows", rows, "features", features, "solver", solver, "threads", threads));
  }

  // Prediction

  private Row networkPrediction(int batch) {
    return row(
        Group.PREDICTION,
        batch == 1 ? Set.QUICK : Set.FULL,
        "predict-network-" + batch,
        "the network, " + rows(batch),
        PROBABILITY,
        List.of(new Target(TIME, "ONNX Runtime, Python", 0.5)),
        List.of(
            prediction("ONNX Runtime, Java", "onnx", batch, Models.NETWORK),
            prediction("Deeplearning4j", "deeplearning4j", batch, Models.NETWORK),
            onnx(batch, Models.NETWORK),
            keras("Keras predict", batch, "predict"),
            keras("Keras, model(x)", batch, "call"),
            keras("TensorFlow, traced function", batch, "signature")));
  }

  private Row regressionPrediction(int batch) {
    var parameters = Map.of("batch", batch, "coefficients", Models.coefficients());
    return row(
        Group.PREDICTION,
        batch == 1024 ? Set.QUICK : Set.FULL,
        "predict-regression-" + batch,
        "the regression, " + rows(batch),
        PROBABILITY,
        List.of(
            new Target(TIME, "ONNX Runtime, Python", 0.5), new Target(TIME, "scikit-learn", 10)),
        List.of(
            prediction("ONNX Runtime, Java", "onnx", batch, Models.REGRESSION),
            prediction("Smile, our standardizer", "smile", batch, Models.REGRESSION),
            prediction("Tribuo, our standardizer", "tribuo", batch, Models.REGRESSION),
            onnx(batch, Models.REGRESSION),
            peer("scikit-learn", "predict-sklearn", 1, parameters)));
  }

  private static String rows(int batch) {
    return batch == 1 ? "one row" : "a batch of %,d".formatted(batch);
  }

  private Row predictionGrowth(int rows) {
    Contender ours = prediction("ONNX Runtime, Java", "onnx", rows, Models.NETWORK);
    Contender peer = onnx(rows, Models.NETWORK);
    return growth("predict", "a batch through the network", rows, PROBABILITY, ours, peer);
  }

  private Contender prediction(String name, String method, int batch, String model) {
    return jmh(name, Prediction.class, method, Map.of("batch", batch, "model", file(model)));
  }

  private Contender onnx(int batch, String model) {
    var parameters = Map.of("batch", batch, "model", file(model));
    return peer("ONNX Runtime, Python", "predict-onnx", 1, parameters);
  }

  private Contender keras(String name, int batch, String way) {
    return peer(name, "predict-keras", 1, Map.of("batch", batch, "way", way));
  }

  // HTTP

  /**
   * @param connections of the load; 0: the start is measured
   */
  private Row http(int connections) {
    return row(
        Group.HTTP,
        connections == 16 ? Set.QUICK : Set.FULL,
        connections == 0 ? "http-start" : "http-" + connections,
        switch (connections) {
          case 0 -> "start to ready";
          case 1 -> "1 connection";
          default -> connections + " connections";
        },
        PROBABILITY,
        List.of(
            new Target(REQUESTS, "bare Helidon", 0.7),
            new Target(REQUESTS, "FastAPI", 10),
            new Target(TAIL_LATENCY, "FastAPI", 3)),
        List.of(
            served("our server", this::ours, connections),
            served("bare Helidon", this::bare, connections),
            fastApi("FastAPI, ONNX Runtime", "onnx", connections),
            fastApi("FastAPI, TensorFlow", "tensorflow", connections)));
  }

  private Contender served(String name, IntFunction<List<String>> command, int connections) {
    return new Served(name, command, BODY, connections, folder, pace);
  }

  private List<String> ours(int port) {
    return server(
        "workbench.engineer.serving.Serve",
        "--port=" + port,
        "--models=" + models(),
        "--accessLog=off");
  }

  private List<String> bare(int port) {
    double probability = Models.probability(models(), new double[] {0.1, -0.2, 0.3, -0.4, 0.5});
    // Our server's response to the body, of the same length.
    String answer =
        "{\"model_name\":\"network\",\"model_version\":\"1\",\"outputs\":[{\"name\":\"probability\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[%s]},{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[0]}]}"
            .formatted((float) probability);
    return server(BareServer.class.getName(), Integer.toString(port), answer);
  }

  /** A server with the heap and the collector of {@code exec:exec@serve}. */
  private static List<String> server(String mainClass, String... arguments) {
    List<String> line = Distribution.java(mainClass, arguments);
    line.addAll(1, List.of("-XX:+UseSerialGC", "-Xmx256m"));
    return line;
  }

  private Contender fastApi(String name, String kind, int connections) {
    IntFunction<List<String>> command =
        port ->
            python
                .orElseThrow(() -> new Missing(name, "no Python 3 found"))
                .script(
                    "peer_server.py", List.of(kind, file(Models.NETWORK), Integer.toString(port)));
    return served(name, command, connections);
  }

  // Contenders

  private Path models() {
    return folder.resolve("models").toAbsolutePath();
  }

  private String file(String model) {
    return Models.file(models(), model).toString();
  }

  private Contender jmh(
      String name, Class<? extends Work> work, String method, Map<String, ?> parameters) {
    return new InJvm(name, work, method, parameters, List.of(), 1, pace);
  }

  private Peer peer(String name, String function, double steps, Map<String, ?> arguments) {
    return new Peer(name, python, function, arguments, steps, pace);
  }
}

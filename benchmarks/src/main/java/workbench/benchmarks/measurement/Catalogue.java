package workbench.benchmarks.measurement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import workbench.benchmarks.work.Fit;
import workbench.benchmarks.work.Models;
import workbench.benchmarks.work.Prediction;
import workbench.benchmarks.work.Training;
import workbench.benchmarks.work.Work;

/** All rows. */
final class Catalogue {

  /**
   * Float32 weights after some hundred steps; rows in another order end a hundred times as far
   * away.
   */
  private static final double WEIGHTS = 2e-4;

  /**
   * scikit-learn stops early: its coefficients are off by up to 1e-3, its objective by up to 2e-6,
   * at 100,000 x 200.
   */
  private static final double OBJECTIVE = 1e-5;

  private static final double PROBABILITY = 1e-6;

  private static final Map<String, String> ONE_THREAD =
      Map.of("OPENBLAS_NUM_THREADS", "1", "OMP_NUM_THREADS", "1");

  private static final String BODY =
      "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,5],\"datatype\":\"FP32\",\"data\":[0.1,-0.2,0.3,-0.4,0.5]}]}";

  private static final int CHECKED = 3200;
  private static final List<Integer> GROWTH =
      List.of(1_000, 10_000, 100_000, 1_000_000, 10_000_000);

  private final Pace pace;
  private final Optional<Python> python;
  private final Path folder;
  private final Path models;
  private final Distribution distribution;

  /**
   * @param folder for files that contestants need
   * @param distribution of our programs
   */
  Catalogue(Pace pace, Optional<Python> python, Path folder, Distribution distribution) {
    this.pace = pace;
    this.python = python;
    this.folder = folder;
    this.models = folder.resolve("models");
    this.distribution = distribution;
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>(List.of(engineerSample(), scientistSample()));
    rows.add(training(10, 10_000, false));
    rows.add(training(32, 32_000, true));
    rows.add(training(256, 128_000, false));
    rows.add(training(4096, 1_000_000, false));
    for (int n : new int[] {100, 1_000, 10_000, 100_000, 1_000_000}) {
      rows.add(fit(n, 5, n == 100 || n == 10_000));
    }
    rows.add(fit(100_000, 50, false));
    rows.add(fit(100_000, 200, false));
    for (int batch : new int[] {1, 32, 1024}) {
      rows.add(networkPrediction(batch));
    }
    for (int batch : new int[] {1, 32, 1024}) {
      rows.add(regressionPrediction(batch));
    }
    for (int connections : new int[] {1, 16, 64}) {
      rows.add(http(connections));
    }
    rows.add(start());
    GROWTH.forEach(n -> rows.add(trainingGrowth(n)));
    GROWTH.forEach(n -> rows.add(fitGrowth(n)));
    GROWTH.forEach(n -> rows.add(predictionGrowth(n)));
    return rows;
  }

  // Whole processes

  private Row engineerSample() {
    return process(
        "sample-engineer",
        "the engineer's sample",
        "Epoch [123]/3",
        program("engineer", "engineer-pipeline", "EngineerSample"),
        "Keras",
        "keras",
        "engineer_sample.py",
        List.of("model.h5"),
        List.of("keras", "tensorflow-cpu"));
  }

  private Row scientistSample() {
    return process(
        "sample-scientist",
        "the scientist's sample",
        "Accuracy: 0\\.\\d\\d",
        program("scientist", "scientist-notebook", "ScientistSample"),
        "scikit-learn",
        "sklearn",
        "scientist_sample.py",
        List.of(),
        List.of("scikit-learn"));
  }

  private record Program(List<String> line, String role, String module) {}

  private Program program(String role, String module, String sample) {
    return new Program(distribution.sample(role, module, sample), role, module);
  }

  private Row process(
      String name,
      String work,
      String shows,
      Program ours,
      String peer,
      String module,
      String script,
      List<String> arguments,
      List<String> packages) {
    Path here = folder.resolve("sample");
    Pattern pattern = Pattern.compile(shows);
    Contestant.Source java =
        () ->
            new ProgramContestant(
                "Java",
                ours.line(),
                Map.of("OMP_NUM_THREADS", "1"),
                here,
                python,
                pattern,
                () -> distribution.bytes(ours.role(), ours.module()));
    Contestant.Source twin =
        () -> {
          Python interpreter = python(peer);
          if (!interpreter.has(module)) {
            throw new Contestant.Missing("%s (No module named '%s')".formatted(peer, module));
          }
          double bytes;
          try (var size =
              new PythonContestant(
                  peer,
                  interpreter,
                  "installed-size",
                  Map.of("packages", packages),
                  Map.of(),
                  1,
                  0,
                  pace)) {
            bytes = size.answer()[0];
          }
          return new ProgramContestant(
              "Python, " + peer,
              interpreter.script(script, arguments),
              Map.of(),
              here,
              python,
              pattern,
              () -> bytes);
        };
    return new Row(
        Row.Group.PROCESS,
        name,
        work,
        0,
        List.of(java, twin),
        0,
        List.of(
            new Target(Metric.WALL, "Python", 5),
            new Target(Metric.MEMORY, "Python", 3),
            new Target(Metric.DISK, "Python", 4)),
        false);
  }

  // Training

  private Row training(int batch, int rows, boolean quick) {
    double steps = Math.ceil((double) rows / batch);
    return new Row(
        Row.Group.TRAINING,
        "train-" + batch,
        "one step, batch %,d (%,d rows)".formatted(batch, rows),
        0,
        List.of(
            trainingByUs(rows, batch, steps),
            keras("Keras, default", rows, batch, 1, steps),
            keras("Keras, steps_per_execution=50", rows, batch, 50, steps),
            torch(rows, batch, 1, steps),
            torch(rows, batch, 2, steps)),
        WEIGHTS,
        List.of(
            new Target(Metric.TIME, "Keras, default", batch <= 32 ? 4 : 1),
            new Target(Metric.TIME, "Keras, steps", 1),
            new Target(Metric.TIME, "PyTorch", 1)),
        quick);
  }

  private Row trainingGrowth(int rows) {
    int batch = 4096;
    return new Row(
        Row.Group.GROWTH,
        "growth-train-" + rows,
        "an epoch at batch 4,096",
        rows,
        List.of(trainingByUs(rows, batch, 1), torch(rows, batch, 1, 1)),
        WEIGHTS,
        List.of(),
        false);
  }

  private Contestant.Source trainingByUs(int rows, int batch, double steps) {
    int checked = Math.min(rows, Math.max(CHECKED, batch));
    return () ->
        jmh(
            "Deeplearning4j, small arrays in Java",
            () -> {
              var work = new Training();
              work.rows = checked;
              work.batch = batch;
              work.checked = checked;
              return work;
            },
            "epoch",
            Map.of("rows", rows, "batch", batch),
            steps,
            rows);
  }

  private Contestant.Source keras(
      String name, int rows, int batch, int stepsPerExecution, double steps) {
    int checked = Math.min(rows, Math.max(CHECKED, batch));
    return () ->
        peer(
            name,
            "train-keras",
            Map.of(
                "rows",
                rows,
                "batch",
                batch,
                "steps_per_execution",
                stepsPerExecution,
                "checked",
                checked),
            Map.of(),
            steps,
            rows);
  }

  private Contestant.Source torch(int rows, int batch, int threads, double steps) {
    int checked = Math.min(rows, Math.max(CHECKED, batch));
    return () ->
        peer(
            threads == 1 ? "PyTorch, 1 thread" : "PyTorch, %d threads".formatted(threads),
            "train-torch",
            Map.of("rows", rows, "batch", batch, "threads", threads, "checked", checked),
            Map.of(),
            steps,
            rows);
  }

  // Fit

  private Row fit(int rows, int features, boolean quick) {
    List<Contestant.Source> contestants =
        new ArrayList<>(
            List.of(
                fitByUs(rows, features),
                sklearn("scikit-learn, default", rows, features, "lbfgs", Map.of()),
                sklearn("scikit-learn, one BLAS thread", rows, features, "lbfgs", ONE_THREAD),
                sklearn(
                    "scikit-learn, newton-cholesky", rows, features, "newton-cholesky", Map.of())));
    if (rows <= 100_000 && features <= 50) {
      contestants.add(() -> jmhFit("Tribuo", false, rows, features, "tribuo"));
    }
    return new Row(
        Row.Group.FIT,
        "fit-%dx%d".formatted(rows, features),
        "a fit, %,d x %d".formatted(rows, features),
        0,
        contestants,
        OBJECTIVE,
        List.of(new Target(Metric.TIME, "scikit-learn", rows == 100 ? 5 : 1)),
        quick);
  }

  private Row fitGrowth(int rows) {
    return new Row(
        Row.Group.GROWTH,
        "growth-fit-" + rows,
        "a fit, 5 features",
        rows,
        List.of(fitByUs(rows, 5), sklearn("scikit-learn", rows, 5, "lbfgs", Map.of())),
        OBJECTIVE,
        List.of(),
        false);
  }

  private Contestant.Source fitByUs(int rows, int features) {
    return () -> jmhFit("our loss, Smile's optimiser", true, rows, features, "smile");
  }

  private Contestant jmhFit(String name, boolean sameWork, int rows, int features, String method) {
    return new JmhContestant(
        name,
        sameWork,
        () -> {
          var work = new Fit();
          work.rows = rows;
          work.features = features;
          return work;
        },
        method,
        text(Map.of("rows", rows, "features", features)),
        1,
        0,
        pace);
  }

  private Contestant.Source sklearn(
      String name, int rows, int features, String solver, Map<String, String> environment) {
    return () ->
        peer(
            name,
            "fit-sklearn",
            Map.of("rows", rows, "features", features, "solver", solver),
            environment,
            1,
            0);
  }

  // Prediction

  private Row networkPrediction(int batch) {
    Path model = Models.file(models, Models.NETWORK);
    return new Row(
        Row.Group.PREDICTION,
        "predict-network-" + batch,
        "the network, %s".formatted(rows(batch)),
        0,
        List.of(
            predictionByUs("ONNX Runtime, Java", batch, model, "onnx", true),
            predictionByUs(
                "Deeplearning4j output, small arrays in Java",
                batch,
                model,
                "deeplearning4j",
                true),
            onnx("ONNX Runtime, Python", batch, model),
            keras("Keras predict", batch, "predict"),
            keras("Keras, model(x)", batch, "call"),
            keras("TensorFlow, traced function", batch, "signature")),
        PROBABILITY,
        List.of(new Target(Metric.TIME, "ONNX Runtime, Python", 0.5)),
        batch == 1);
  }

  private Row regressionPrediction(int batch) {
    Path model = Models.file(models, Models.REGRESSION);
    return new Row(
        Row.Group.PREDICTION,
        "predict-regression-" + batch,
        "the regression, %s".formatted(rows(batch)),
        0,
        List.of(
            predictionByUs("ONNX Runtime, Java", batch, model, "onnx", true),
            predictionByUs("Smile, our standardizer", batch, model, "smile", true),
            predictionByUs("Tribuo, our standardizer", batch, model, "tribuo", false),
            onnx("ONNX Runtime, Python", batch, model),
            () ->
                peer(
                    "scikit-learn",
                    "predict-sklearn",
                    Map.of("batch", batch, "coefficients", Models.coefficients()),
                    Map.of(),
                    1,
                    0)),
        PROBABILITY,
        List.of(
            new Target(Metric.TIME, "ONNX Runtime, Python", 0.5),
            new Target(Metric.TIME, "scikit-learn", 10)),
        batch == 1024);
  }

  private static String rows(int batch) {
    return batch == 1 ? "one row" : "a batch of %,d".formatted(batch);
  }

  private Row predictionGrowth(int rows) {
    Path model = Models.file(models, Models.NETWORK);
    return new Row(
        Row.Group.GROWTH,
        "growth-predict-" + rows,
        "a batch through the network",
        rows,
        List.of(
            predictionByUs("ONNX Runtime, Java", rows, model, "onnx", true),
            onnx("ONNX Runtime, Python", rows, model)),
        PROBABILITY,
        List.of(),
        false);
  }

  private Contestant.Source predictionByUs(
      String name, int batch, Path model, String method, boolean sameWork) {
    return () -> {
      publish();
      return new JmhContestant(
          name,
          sameWork,
          () -> {
            var work = new Prediction();
            work.batch = batch;
            work.model = model.toString();
            return work;
          },
          method,
          text(Map.of("batch", batch, "model", model)),
          1,
          0,
          pace);
    };
  }

  private void publish() {
    try {
      Models.publish(models);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Contestant.Source onnx(String name, int batch, Path model) {
    return () ->
        peer(
            name,
            "predict-onnx",
            Map.of("batch", batch, "model", model.toAbsolutePath().toString()),
            Map.of(),
            1,
            0);
  }

  private Contestant.Source keras(String name, int batch, String way) {
    return () -> peer(name, "predict-keras", Map.of("batch", batch, "way", way), Map.of(), 1, 0);
  }

  // HTTP

  private Row http(int connections) {
    return new Row(
        Row.Group.HTTP,
        "http-" + connections,
        connections == 1 ? "1 connection" : "%d connections".formatted(connections),
        0,
        servers().entrySet().stream()
            .<Contestant.Source>map(
                entry ->
                    () -> {
                      if (!Wrk.isInstalled()) {
                        throw new Contestant.Missing(
                            "%s (no wrk on the PATH to load it with)".formatted(entry.getKey()));
                      }
                      return loaded(entry.getKey(), entry.getValue().get(), connections);
                    })
            .toList(),
        PROBABILITY,
        List.of(
            new Target(Metric.REQUESTS, "bare Helidon", 0.7),
            new Target(Metric.REQUESTS, "FastAPI", 10),
            new Target(Metric.TAIL_LATENCY, "FastAPI", 3)),
        connections == 16);
  }

  private Contestant loaded(String name, Server server, int connections) {
    try {
      return new ServerContestant(name, server, Wrk.script(folder, BODY), BODY, connections, pace);
    } catch (IOException e) {
      server.close();
      throw new IllegalStateException(e);
    }
  }

  private Row start() {
    return new Row(
        Row.Group.HTTP,
        "http-start",
        "start to ready",
        0,
        servers().entrySet().stream()
            .<Contestant.Source>map(
                entry ->
                    () -> {
                      if (entry.getKey().startsWith("FastAPI")) {
                        python(entry.getKey());
                      }
                      return new StartContestant(entry.getKey(), entry.getValue(), BODY);
                    })
            .toList(),
        PROBABILITY,
        List.of(),
        false);
  }

  /** By name; a server starts when it is asked for. */
  Map<String, Supplier<Server>> servers() {
    Map<String, Supplier<Server>> servers = new LinkedHashMap<>();
    servers.put("our server", () -> server("our server", this::ours));
    servers.put("bare Helidon", () -> server("bare Helidon", this::bare));
    servers.put(
        "FastAPI, ONNX Runtime", () -> fastApi("FastAPI, ONNX Runtime", "onnx", "onnxruntime"));
    servers.put("FastAPI, TensorFlow", () -> fastApi("FastAPI, TensorFlow", "tensorflow", "keras"));
    return servers;
  }

  private Server server(String name, IntFunction<List<String>> command) {
    publish();
    return new Server(name, command);
  }

  private List<String> ours(int port) {
    return Distribution.java(
        "workbench.engineer.serving.Serve",
        "--port=" + port,
        "--models=" + models,
        "--accessLog=off");
  }

  private List<String> bare(int port) {
    // What ours answers to the body, of the same length.
    String answer =
        "{\"model_name\":\"network\",\"model_version\":\"1\",\"outputs\":[{\"name\":\"probability\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[%s]},{\"name\":\"label\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[0]}]}"
            .formatted(Models.probability(models, new double[] {0.1, -0.2, 0.3, -0.4, 0.5}));
    return Distribution.java(BareServer.class.getName(), Integer.toString(port), answer);
  }

  private Server fastApi(String name, String kind, String needs) {
    Python interpreter = python(name);
    for (String module : List.of("fastapi", "uvicorn", needs)) {
      if (!interpreter.has(module)) {
        throw new Contestant.Missing("%s (No module named '%s')".formatted(name, module));
      }
    }
    String model = Models.file(models, Models.NETWORK).toAbsolutePath().toString();
    return server(
        name,
        port -> interpreter.script("peer_server.py", List.of(kind, model, Integer.toString(port))));
  }

  // Contestants

  private Contestant jmh(
      String name,
      Supplier<Work> work,
      String method,
      Map<String, ?> parameters,
      double steps,
      double rows) {
    return new JmhContestant(name, true, work, method, text(parameters), steps, rows, pace);
  }

  private static Map<String, String> text(Map<String, ?> parameters) {
    Map<String, String> text = new LinkedHashMap<>();
    parameters.forEach((name, value) -> text.put(name, value.toString()));
    return text;
  }

  private Contestant peer(
      String name,
      String peer,
      Map<String, ?> arguments,
      Map<String, String> environment,
      double steps,
      double rows) {
    return new PythonContestant(
        name, python(name), peer, arguments, environment, steps, rows, pace);
  }

  private Python python(String name) {
    return python.orElseThrow(() -> new Contestant.Missing(name + " (no Python 3 found)"));
  }
}

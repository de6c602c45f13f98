package workbench.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.StampedLock;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import workbench.data.Dataset;
import workbench.data.InvalidInput;
import workbench.data.Preparation;

/**
 * Scores rows with an exported model in ONNX Runtime. Safe for any number of threads at once; each
 * batch is computed on the thread that asks, so that the threads of a server do not compete with
 * threads of the runtime.
 */
public final class OnnxScorer implements AutoCloseable {

  /** Bytes of the largest model: ONNX Runtime needs several times as much memory to load it. */
  public static final int LARGEST = 64 << 20;

  /**
   * Rows that are computed at once. ONNX Runtime allocates the outputs of each layer for all rows
   * of a batch; those of a block stay in the processor's cache.
   */
  static final int BLOCK = 1 << 14;

  /** Longest time for a model's first rows; a model could compute for years. */
  private static final Duration TRIAL = Duration.ofSeconds(5);

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Metadata metadata;
  private final Signature signature;
  private final int features;
  private final Set<String> answer;
  private final Set<String> both;
  private final String source;

  /** A batch holds it for reading: the native session must not be freed under it. */
  private final StampedLock use = new StampedLock();

  /** Set to refuse every further batch: without it, the next ones would keep a close waiting. */
  private volatile boolean closed;

  private boolean freed;

  /** Tensors of one row that no run is using; never more than there have been runs at once. */
  private final Queue<OneRow> spare = new ConcurrentLinkedQueue<>();

  private OnnxScorer(OrtEnvironment environment, OrtSession session, String source)
      throws OrtException {
    this.environment = environment;
    this.session = session;
    this.source = source;
    this.metadata = Metadata.of(session.getMetadata().getCustomMetadata(), source);
    this.signature = Signature.of(session, metadata, source);
    this.features = metadata.featureNames().size();
    this.answer = Set.of(signature.probability());
    this.both = Set.of(signature.probability(), signature.label());
  }

  /**
   * A raw column, or a feature of the one tensor.
   *
   * @param name of the column
   * @param isText whether it is a category; otherwise it is a number
   * @param levels of a category, those that the model knows; empty if the file does not say
   */
  public record Input(String name, boolean isText, List<String> levels) {}

  /**
   * Reads the whole file; it is not needed any more afterwards.
   *
   * @throws IOException if the file cannot be read
   * @throws InvalidInput if it is not a regular file of at most {@value #LARGEST} bytes, or as for
   *     {@link #of}
   */
  public static OnnxScorer open(Path file) throws IOException {
    return of(RegularFile.read(file, LARGEST), file.toString());
  }

  /**
   * Loads a model from bytes. The model scores a few rows of zeros at once: a fault shows before
   * the first request.
   *
   * @param model the content of such a file
   * @param source name of the file in messages
   * @throws InvalidInput if it is not ONNX, or not a {@link ExportedModel}, or lacks {@link
   *     Metadata}, or does not answer with one probability a row
   */
  public static OnnxScorer of(byte[] model, String source) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (var options = new OrtSession.SessionOptions()) {
      // On Windows the official build would report its use to Microsoft.
      environment.setTelemetry(false);
      options.setIntraOpNumThreads(1);
      // The arena would keep the memory of the largest batch, once for each model.
      options.setCPUArenaAllocator(false);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      OrtSession session = environment.createSession(model, options);
      try {
        var scorer = new OnnxScorer(environment, session, source);
        scorer.tryOut();
        return scorer;
      } catch (InvalidAnswer e) {
        session.close();
        throw new InvalidInput("%s: %s".formatted(source, e.getMessage()), e);
      } catch (RuntimeException | Error | OrtException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new InvalidInput(
          "%s: ONNX Runtime cannot load it (%s)".formatted(source, firstLine(e)), e);
    }
  }

  /** The metadata of the file. */
  public Metadata metadata() {
    return metadata;
  }

  /**
   * Returns whether the model has one input for each raw column, instead of one tensor of all
   * features.
   */
  public boolean takesColumns() {
    return signature.takesColumns();
  }

  /** The raw columns, or the features of the one tensor, in the order of the metadata. */
  public List<Input> inputs() {
    return signature.inputs();
  }

  /** p, the number of features; of a model that takes columns the number of those. */
  public int features() {
    return features;
  }

  /**
   * Scores rows for a server: no object a row. A batch costs one tensor in and one out, about 8
   * microseconds, and each row of 30 features about 0.1 more; a direct buffer in native order is
   * read in place, any other is copied once. One row costs half of that: its tensors are kept.
   *
   * @param rows {@code [n, p]} as measured, row after row, from the buffer's position to its limit,
   *     which stay as they are; a NaN makes the answer of its row NaN
   * @return {@code [n]}, the probability of the class 1, from 0 to 1
   * @throws InvalidInput if it is not a whole number of rows
   * @throws InvalidAnswer if the model answers something else
   * @throws IllegalStateException if this scorer is closed
   */
  public float[] probabilities(FloatBuffer rows) {
    return probabilities(rows, answer, null);
  }

  private float[] probabilities(FloatBuffer rows, Set<String> outputs, OrtSession.RunOptions run) {
    if (takesColumns()) {
      throw new IllegalStateException(source + " takes one input for each column");
    }
    if (rows.remaining() % features != 0) {
      throw new InvalidInput(
          "%d values are not a whole number of rows of %d features"
              .formatted(rows.remaining(), features));
    }
    int n = rows.remaining() / features;
    if (n == 0) {
      return new float[0];
    }
    long reading = use.readLock();
    try {
      if (n == 1 && outputs == answer) {
        return one(rows);
      }
      if (n <= BLOCK) {
        return block(rows, n, 0, outputs, run);
      }
      float[] probabilities = new float[n];
      for (int from = 0; from < n; from += BLOCK) {
        int length = Math.min(BLOCK, n - from);
        FloatBuffer block = rows.slice(rows.position() + from * features, length * features);
        System.arraycopy(block(block, length, from, outputs, run), 0, probabilities, from, length);
      }
      return probabilities;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed on a batch of %d rows".formatted(n), e);
    } finally {
      use.unlockRead(reading);
    }
  }

  /**
   * Tensors of one row, in native memory that a run reads and fills in place. To make the tensors
   * anew and to read the answer takes as long as to compute it.
   */
  private final class OneRow {

    private final FloatBuffer row = direct(features);
    private final FloatBuffer probabilities = direct(signature.classes());
    private final OnnxTensor input;
    private final OnnxTensor output;

    private OneRow() throws OrtException {
      int classes = signature.classes();
      input = OnnxTensor.createTensor(environment, row, new long[] {1, features});
      output =
          OnnxTensor.createTensor(
              environment, probabilities, classes == 1 ? new long[] {1} : new long[] {1, classes});
    }

    /** Returns the probability of the class 1. */
    private float run(FloatBuffer values) throws OrtException {
      row.put(0, values, values.position(), features);
      session
          .run(
              Map.of(signature.names().getFirst(), input),
              Set.of(),
              Map.of(signature.probability(), output),
              null)
          .close();
      return probabilities.get(signature.classes() - 1);
    }

    private void close() {
      input.close();
      output.close();
    }
  }

  private float[] one(FloatBuffer row) throws OrtException {
    refuseIfClosed();
    OneRow known = spare.poll();
    OneRow tensors = known == null ? new OneRow() : known;
    try {
      float[] probabilities = {tensors.run(row)};
      check(probabilities, 0, i -> isFinite(row, i));
      return probabilities;
    } finally {
      spare.offer(tensors);
    }
  }

  private static FloatBuffer direct(int values) {
    return ByteBuffer.allocateDirect(Float.BYTES * values)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private float[] block(
      FloatBuffer rows, int n, int from, Set<String> outputs, OrtSession.RunOptions run)
      throws OrtException {
    try (OnnxTensor batch = OnnxTensor.createTensor(environment, rows, new long[] {n, features})) {
      return run(
          Map.of(signature.names().getFirst(), batch),
          outputs,
          run,
          n,
          from,
          row -> isFinite(rows, row));
    }
  }

  /**
   * Scores rows with a model that takes columns.
   *
   * @param columns one for each of the {@link #inputs}, in their order, with n values each
   * @return {@code [n]}, the probability of the class 1, from 0 to 1
   * @throws InvalidInput if a column is missing, has another type or another number of rows
   * @throws InvalidAnswer if the model answers something else
   * @throws IllegalStateException if this scorer is closed, or takes one tensor
   */
  public float[] probabilities(List<ColumnValues> columns) {
    return probabilities(columns, answer, null);
  }

  private float[] probabilities(
      List<ColumnValues> columns, Set<String> outputs, OrtSession.RunOptions run) {
    if (!takesColumns()) {
      throw new IllegalStateException(source + " takes one tensor");
    }
    refuseOthers(columns);
    int n = columns.getFirst().rows();
    if (n == 0) {
      return new float[0];
    }
    long reading = use.readLock();
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (int j = 0; j < features; j++) {
        tensors.put(
            signature.names().get(j),
            switch (columns.get(j)) {
              case ColumnValues.Numbers(FloatBuffer values) ->
                  OnnxTensor.createTensor(environment, values, new long[] {n, 1});
              case ColumnValues.Texts(String[] values) ->
                  OnnxTensor.createTensor(environment, values, new long[] {n, 1});
            });
      }
      return run(
          tensors, outputs, run, n, 0, row -> columns.stream().allMatch(c -> isFinite(c, row)));
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed on a batch of %d rows".formatted(n), e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
      use.unlockRead(reading);
    }
  }

  private void refuseOthers(List<ColumnValues> columns) {
    if (columns.size() != features) {
      throw new InvalidInput(
          "%d columns are given, the model takes %d".formatted(columns.size(), features));
    }
    for (int j = 0; j < features; j++) {
      ColumnValues values = columns.get(j);
      if (values instanceof ColumnValues.Texts != inputs().get(j).isText()) {
        throw new InvalidInput(
            "column '%s' is given as %s, the model takes %s"
                .formatted(
                    inputs().get(j).name(),
                    inputs().get(j).isText() ? "numbers" : "text",
                    inputs().get(j).isText() ? "text" : "numbers"));
      }
      if (values.rows() != columns.getFirst().rows()) {
        throw new InvalidInput(
            "column '%s' has %d rows, column '%s' has %d"
                .formatted(
                    inputs().get(j).name(),
                    values.rows(),
                    inputs().getFirst().name(),
                    columns.getFirst().rows()));
      }
    }
  }

  private static boolean isFinite(ColumnValues column, int row) {
    return !(column instanceof ColumnValues.Numbers(FloatBuffer values))
        || Float.isFinite(values.get(values.position() + row));
  }

  private float[] run(
      Map<String, OnnxTensor> batch,
      Set<String> outputs,
      OrtSession.RunOptions run,
      int n,
      int from,
      IntPredicate isFinite)
      throws OrtException {
    refuseIfClosed();
    try (OrtSession.Result result = session.run(batch, outputs, run)) {
      float[] probabilities =
          ofClass1(output(result, signature.probability()).getFloatBuffer().array(), n);
      check(probabilities, from, isFinite);
      if (outputs.contains(signature.label())) {
        check(labels(output(result, signature.label())), probabilities);
      }
      return probabilities;
    }
  }

  private void refuseIfClosed() {
    if (closed) {
      throw new IllegalStateException(source + " is closed");
    }
  }

  private float[] ofClass1(float[] answers, int n) {
    int classes = signature.classes();
    if (answers.length != n * classes) {
      throw new InvalidAnswer(
          "the model has %d answers to %d rows; %s a row %s expected"
              .formatted(
                  answers.length, n, classes == 1 ? "one" : "two", classes == 1 ? "is" : "are"));
    }
    if (classes == 1) {
      return answers;
    }
    float[] ofClass1 = new float[n];
    for (int i = 0; i < n; i++) {
      ofClass1[i] = answers[2 * i + 1];
    }
    return ofClass1;
  }

  /** Maps the names of the classes to their positions; -1 for another text. */
  private long[] labels(OnnxTensor labels) throws OrtException {
    return signature.namesClasses()
        ? Arrays.stream((String[]) labels.getValue())
            .mapToLong(metadata.classNames()::indexOf)
            .toArray()
        : labels.getLongBuffer().array();
  }

  private static OnnxTensor output(OrtSession.Result result, String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }

  private static void check(float[] probabilities, int from, IntPredicate isFinite) {
    for (int i = 0; i < probabilities.length; i++) {
      float p = probabilities[i];
      if (!(0 <= p && p <= 1) && !(Float.isNaN(p) && !isFinite.test(i))) {
        throw new InvalidAnswer(
            "the model answers %s to row %d; a probability from 0 to 1 is expected"
                .formatted(p, from + i + 1));
      }
    }
  }

  private void check(long[] labels, float[] probabilities) {
    for (int i = 0; i < probabilities.length; i++) {
      int expected = metadata.threshold().label(probabilities[i]);
      boolean undecided =
          signature.classes() == 2 && Math.abs(probabilities[i] - 0.5f) < Verification.TOLERANCE;
      if (undecided && i < labels.length) {
        continue;
      }
      if (labels.length != probabilities.length || labels[i] != expected) {
        throw new InvalidAnswer(
            labels.length != probabilities.length
                ? "the model has %d labels for %d rows; one a row is expected"
                    .formatted(labels.length, probabilities.length)
                : signature.namesClasses()
                    ? otherClasses(i, labels[i], probabilities[i])
                    : "the model's label of row %d is %d; its probability %s and the threshold %s give %d"
                        .formatted(
                            i + 1, labels[i], probabilities[i], metadata.threshold(), expected));
      }
    }
  }

  private String otherClasses(int row, long label, float probability) {
    List<String> classes = metadata.classNames();
    return "the model's label of row %d is %s at the probability %s of its second class, where the data have '%s' and then '%s': choose the second with -Dpositive="
        .formatted(
            row + 1,
            label < 0 ? "neither class" : "'%s'".formatted(classes.get((int) label)),
            probability,
            classes.get(0),
            classes.get(1));
  }

  private boolean isFinite(FloatBuffer rows, int row) {
    int start = rows.position() + row * features;
    return IntStream.range(start, start + features).allMatch(k -> Float.isFinite(rows.get(k)));
  }

  /**
   * Three rows of zeros: a model that always gives one answer, or one for each pair, shows itself.
   */
  private void tryOut() throws OrtException {
    try (var run = new OrtSession.RunOptions()) {
      Thread timer = Thread.ofPlatform().daemon().start(() -> terminateAfter(TRIAL, run));
      try {
        if (takesColumns()) {
          probabilities(inputs().stream().map(OnnxScorer::trial).toList(), both, run);
        } else {
          probabilities(FloatBuffer.allocate(3 * features), both, run);
        }
      } catch (IllegalStateException e) {
        throw timer.isAlive()
            ? e
            : new InvalidInput(
                "%s: three rows take it longer than %d s".formatted(source, TRIAL.toSeconds()), e);
      } finally {
        timer.interrupt();
        timer.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while rows of zeros were scored", e);
    }
  }

  /** Makes a trial value: for a category a level that the model knows, or a missing value. */
  private static ColumnValues trial(Input input) {
    String level = input.levels().isEmpty() ? "" : input.levels().getFirst();
    return input.isText()
        ? new ColumnValues.Texts(new String[] {level, level, level})
        : new ColumnValues.Numbers(FloatBuffer.allocate(3));
  }

  private static void terminateAfter(Duration limit, OrtSession.RunOptions run) {
    try {
      Thread.sleep(limit);
      run.setTerminate(true);
    } catch (InterruptedException e) {
      // It has ended in time.
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot end a run", e);
    }
  }

  /**
   * Scores the rows of a data set; numbers are rounded to single precision. The labels of the model
   * are checked as well.
   *
   * @param rows n rows with the model's columns
   * @return {@code [n]}, the probability of the class 1
   * @throws InvalidInput if a column is missing or has another type
   * @throws InvalidAnswer if the model answers something else
   * @throws IllegalStateException if this scorer is closed, or takes one tensor
   */
  public double[] probabilities(Dataset rows) {
    List<ColumnValues> columns = new ArrayList<>();
    for (Input input : inputs()) {
      columns.add(ColumnValues.of(rows.column(input.name())));
    }
    return doubles(probabilities(columns, both, null));
  }

  /**
   * Scores the test set, in the form that the model takes.
   *
   * @throws InvalidInput if its columns are not the model's
   */
  public double[] probabilities(Preparation data) {
    List<String> names = takesColumns() ? data.columns().inputNames() : data.train().featureNames();
    if (!metadata.featureNames().equals(names)) {
      throw new InvalidInput(
          "%s: takes %s, these data have %s".formatted(source, metadata.featureNames(), names));
    }
    return takesColumns() ? probabilities(data.testRows()) : probabilities(data.test().x());
  }

  /**
   * Scores rows as the data sets have them; their values are rounded to single precision. The
   * labels of the model are checked as well.
   *
   * @param x {@code [n, p]} as measured
   * @return {@code [n]}, the probability of the class 1
   * @throws InvalidInput if a row has not p values
   * @throws InvalidAnswer if the model answers something else
   * @throws IllegalStateException if this scorer is closed
   */
  public double[] probabilities(double[][] x) {
    FloatBuffer rows = direct(x.length * features);
    for (double[] row : x) {
      if (row.length != features) {
        throw new InvalidInput(
            "a row has %d values; %d features are expected".formatted(row.length, features));
      }
      for (double value : row) {
        rows.put((float) value);
      }
    }
    return doubles(probabilities(rows.flip(), both, null));
  }

  private static double[] doubles(float[] single) {
    double[] probabilities = new double[single.length];
    for (int i = 0; i < single.length; i++) {
      probabilities[i] = single[i];
    }
    return probabilities;
  }

  /** Waits for the batches that are being scored. Closing again does nothing. */
  @Override
  public void close() {
    closed = true;
    long closing = use.writeLock();
    try {
      if (!freed) {
        freed = true;
        spare.forEach(OneRow::close);
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot close the model", e);
    } finally {
      use.unlockWrite(closing);
    }
  }

  private static String firstLine(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}

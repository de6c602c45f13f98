package workbench.handoff;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.IntStream;
import workbench.data.InvalidInput;

/**
 * Scores rows with a hand-off file in ONNX Runtime. Safe for any number of threads at once; each
 * batch is computed on the thread that asks, so that the threads of a server do not compete with
 * threads of the runtime.
 */
public final class OnnxScorer implements AutoCloseable {

  /** Bytes of the largest model: ONNX Runtime needs several times as much memory to load it. */
  public static final int LARGEST = 64 << 20;

  /** How long a model may take for its first rows; it computes for years if it wants to. */
  private static final Duration TRIAL = Duration.ofSeconds(5);

  private static final Set<String> ANSWER = Set.of(HandoffModel.PROBABILITY);
  private static final Set<String> BOTH = Set.of(HandoffModel.PROBABILITY, HandoffModel.LABEL);

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Metadata metadata;
  private final int features;
  private final String source;

  /** A batch holds it for reading: the native session must not be freed under it. */
  private final StampedLock use = new StampedLock();

  private boolean closed;

  private OnnxScorer(OrtEnvironment environment, OrtSession session, String source)
      throws OrtException {
    this.environment = environment;
    this.session = session;
    this.source = source;
    this.metadata = Metadata.of(session.getMetadata().getCustomMetadata(), source);
    this.features = metadata.featureNames().size();
    expect(session.getInputInfo(), HandoffModel.INPUT, OnnxJavaType.FLOAT, source, -1, features);
    expect(session.getOutputInfo(), HandoffModel.PROBABILITY, OnnxJavaType.FLOAT, source, -1);
    expect(session.getOutputInfo(), HandoffModel.LABEL, OnnxJavaType.INT64, source, -1);
  }

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
   * The same without a file. The model scores a few rows of zeros at once: what is wrong with it
   * shows before anybody asks.
   *
   * @param model the content of such a file
   * @param source how messages call it
   * @throws InvalidInput if it is not ONNX, or not a {@link HandoffModel}, or lacks {@link
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

  private static void expect(
      Map<String, NodeInfo> nodes, String name, OnnxJavaType type, String source, long... shape) {
    NodeInfo node = nodes.get(name);
    boolean right =
        node != null
            && node.getInfo() instanceof TensorInfo tensor
            && tensor.type == type
            && Arrays.equals(tensor.getShape(), shape);
    if (!right) {
      throw new InvalidInput(
          "%s: '%s' is expected as %s %s, the file has %s"
              .formatted(
                  source,
                  name,
                  type,
                  Arrays.toString(shape),
                  node == null ? "no such tensor" : node.getInfo()));
    }
  }

  /** What the file says of itself. */
  public Metadata metadata() {
    return metadata;
  }

  /** p, the number of features. */
  public int features() {
    return features;
  }

  /**
   * For a server: no object a row. A batch costs one tensor in and one out, about 8 microseconds,
   * and each row of 30 features about 0.1 more; a direct buffer in native order is read in place,
   * any other is copied once.
   *
   * @param rows {@code [n, p]} as measured, row after row, from the buffer's position to its limit,
   *     which stay as they are; a NaN makes the answer of its row NaN
   * @return {@code [n]}, the probability of the class 1, from 0 to 1
   * @throws InvalidInput if it is not a whole number of rows
   * @throws InvalidAnswer if the model answers something else
   * @throws IllegalStateException if this scorer is closed
   */
  public float[] probabilities(FloatBuffer rows) {
    return probabilities(rows, ANSWER, null);
  }

  private float[] probabilities(FloatBuffer rows, Set<String> outputs, OrtSession.RunOptions run) {
    if (rows.remaining() % features != 0) {
      throw new InvalidInput(
          "%d values are not a whole number of rows of %d features"
              .formatted(rows.remaining(), features));
    }
    long n = rows.remaining() / features;
    if (n == 0) {
      return new float[0];
    }
    long reading = use.readLock();
    try (OnnxTensor batch = OnnxTensor.createTensor(environment, rows, new long[] {n, features});
        OrtSession.Result result = session.run(Map.of(HandoffModel.INPUT, batch), outputs, run)) {
      float[] probabilities = output(result, HandoffModel.PROBABILITY).getFloatBuffer().array();
      check(probabilities, rows);
      if (outputs.contains(HandoffModel.LABEL)) {
        check(output(result, HandoffModel.LABEL).getLongBuffer().array(), probabilities);
      }
      return probabilities;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed on a batch of %d rows".formatted(n), e);
    } finally {
      use.unlockRead(reading);
    }
  }

  private static OnnxTensor output(OrtSession.Result result, String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }

  private void check(float[] probabilities, FloatBuffer rows) {
    int n = rows.remaining() / features;
    if (probabilities.length != n) {
      throw new InvalidAnswer(
          "the model has %d answers to %d rows; one a row is expected"
              .formatted(probabilities.length, n));
    }
    for (int i = 0; i < n; i++) {
      float p = probabilities[i];
      if (!(0 <= p && p <= 1) && !(Float.isNaN(p) && !isFinite(rows, i))) {
        throw new InvalidAnswer(
            "the model answers %s to row %d; a probability from 0 to 1 is expected"
                .formatted(p, i + 1));
      }
    }
  }

  private void check(long[] labels, float[] probabilities) {
    for (int i = 0; i < probabilities.length; i++) {
      int expected = metadata.threshold().label(probabilities[i]);
      if (labels.length != probabilities.length || labels[i] != expected) {
        throw new InvalidAnswer(
            labels.length != probabilities.length
                ? "the model has %d labels for %d rows; one a row is expected"
                    .formatted(labels.length, probabilities.length)
                : "the model's label of row %d is %d; its probability %s and the threshold %s give %d"
                    .formatted(i + 1, labels[i], probabilities[i], metadata.threshold(), expected));
      }
    }
  }

  private boolean isFinite(FloatBuffer rows, int row) {
    int start = rows.position() + row * features;
    return IntStream.range(start, start + features).allMatch(k -> Float.isFinite(rows.get(k)));
  }

  /**
   * Three rows of zeros: a model that always gives one answer, or one for each pair, shows itself.
   */
  private void tryOut() throws OrtException {
    FloatBuffer zeros = FloatBuffer.allocate(3 * features);
    try (var run = new OrtSession.RunOptions()) {
      Thread timer = Thread.ofPlatform().daemon().start(() -> terminateAfter(TRIAL, run));
      try {
        probabilities(zeros, BOTH, run);
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
   * The same for rows as the data sets have them; their values are rounded to single precision. The
   * labels of the model are checked as well.
   *
   * @param x {@code [n, p]} as measured
   * @return {@code [n]}, the probability of the class 1
   * @throws InvalidInput if a row has not p values
   * @throws InvalidAnswer if the model answers something else
   * @throws IllegalStateException if this scorer is closed
   */
  public double[] probabilities(double[][] x) {
    FloatBuffer rows =
        ByteBuffer.allocateDirect(Float.BYTES * x.length * features)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (double[] row : x) {
      if (row.length != features) {
        throw new InvalidInput(
            "a row has %d values; %d features are expected".formatted(row.length, features));
      }
      for (double value : row) {
        rows.put((float) value);
      }
    }
    float[] single = probabilities(rows.flip(), BOTH, null);
    double[] probabilities = new double[single.length];
    for (int i = 0; i < single.length; i++) {
      probabilities[i] = single[i];
    }
    return probabilities;
  }

  /** Waits for the batches that are being scored. Closing again does nothing. */
  @Override
  public void close() {
    long closing = use.writeLock();
    try {
      if (!closed) {
        closed = true;
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

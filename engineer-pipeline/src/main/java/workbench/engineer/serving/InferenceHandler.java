package workbench.engineer.serving;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import workbench.engineer.serving.http.Admission;
import workbench.engineer.serving.http.Bodies;
import workbench.engineer.serving.http.Exchange;
import workbench.engineer.serving.http.Limits;
import workbench.engineer.serving.models.Metrics;
import workbench.engineer.serving.models.ModelRegistry;
import workbench.engineer.serving.models.ServedVersion;
import workbench.engineer.serving.protocol.ColumnsParser;
import workbench.engineer.serving.protocol.HeapBudget;
import workbench.engineer.serving.protocol.InferenceAnswer;
import workbench.engineer.serving.protocol.InferenceParser;
import workbench.engineer.serving.protocol.InferenceRequest;
import workbench.engineer.serving.protocol.Refusal;
import workbench.engineer.serving.protocol.RowBuffers;
import workbench.model.ColumnValues;
import workbench.model.InvalidAnswer;
import workbench.model.OnnxScorer;

/** A request to infer, from body to answer. */
final class InferenceHandler {

  /** Most rows that are scored at once; larger parts of a request are not faster. */
  private static final int MOST_ROWS = 1024;

  /** Bytes of numbers and texts for a byte of a request for columns. */
  private static final int OBJECTS = 8;

  /** A request up to this size does not count, as in {@link Bodies}. */
  private static final int SMALL = 1 << 14;

  private final ModelRegistry models;
  private final Metrics metrics;
  private final Bodies bodies;
  private final Admission admission;
  private final int maxRows;
  private final RowBuffers buffers;
  private final HeapBudget budget;

  InferenceHandler(ModelRegistry models, Metrics metrics, Bodies bodies, Limits limits) {
    this.models = models;
    this.metrics = metrics;
    this.bodies = bodies;
    this.admission = new Admission(limits.maxConcurrent());
    this.maxRows = limits.maxRows();
    this.budget = HeapBudget.forRows(limits.maxBody());
    this.buffers = new RowBuffers(budget);
  }

  /**
   * @param number {@link ModelRegistry#NEWEST}, or a version's
   */
  void answer(Exchange exchange, String model, int number) {
    String failedModel = "";
    String failedVersion = "";
    try {
      // Not held while a slow client sends its body.
      ServedVersion known = models.version(model, number);
      failedModel = known.model();
      failedVersion = Integer.toString(known.number());
      InferenceAnswer answer = bodies.read(exchange, body -> infer(exchange, model, number, body));
      if (answer.isBinary()) {
        exchange.binary(answer.body(), answer.jsonLength());
      } else {
        exchange.json(answer.body());
      }
      exchange.version().metrics().duration().observe(exchange.nanos() / 1e9);
    } catch (Refusal e) {
      metrics.failed(failedModel, failedVersion, e.status());
      throw e;
    }
  }

  private InferenceAnswer infer(Exchange exchange, String model, int number, byte[] body) {
    int jsonLength = jsonLength(exchange.jsonLength(), body.length);
    admission.enter();
    try {
      ServedVersion version = models.acquire(model, number);
      try {
        return infer(exchange, version, body, jsonLength);
      } finally {
        version.release();
      }
    } finally {
      admission.leave();
    }
  }

  private InferenceAnswer infer(
      Exchange exchange, ServedVersion version, byte[] body, int jsonLength) {
    OnnxScorer scorer = version.scorer();
    return scorer.takesColumns()
        ? ofColumns(exchange, version, body, jsonLength)
        : ofRows(exchange, version, body, jsonLength);
  }

  /** The memory of the values is reserved before they are read. */
  private InferenceAnswer ofColumns(
      Exchange exchange, ServedVersion version, byte[] body, int jsonLength) {
    int memory =
        body.length < SMALL ? 0 : (int) Math.min(budget.size(), (long) OBJECTS * body.length);
    budget.reserve(memory);
    try {
      InferenceRequest request =
          ColumnsParser.parse(body, jsonLength, version.scorer().inputs(), maxRows);
      exchange.infers(version, request);
      float[] probabilities = score(version.scorer(), request.columns(), request.count());
      return answer(version, request, probabilities);
    } catch (InvalidAnswer e) {
      throw Refusal.of(500, e.getMessage());
    } finally {
      budget.release(memory);
    }
  }

  private InferenceAnswer ofRows(
      Exchange exchange, ServedVersion version, byte[] body, int jsonLength) {
    InferenceRequest request =
        InferenceParser.parse(
            body, jsonLength, version.metadata().featureNames(), maxRows, buffers);
    try {
      exchange.infers(version, request);
      return answer(version, request, score(version.scorer(), request));
    } catch (InvalidAnswer e) {
      throw Refusal.of(500, e.getMessage());
    } finally {
      buffers.giveBack(request.rows());
    }
  }

  private static InferenceAnswer answer(
      ServedVersion version, InferenceRequest request, float[] probabilities) {
    version.metrics().scored(probabilities);
    version.watch(request);
    return InferenceAnswer.of(
        version.model(), version.number(), version.metadata().threshold(), request, probabilities);
  }

  private static float[] score(OnnxScorer scorer, List<ColumnValues> columns, int count) {
    float[] probabilities = new float[count];
    for (int from = 0; from < count; from += MOST_ROWS) {
      int start = from;
      int n = Math.min(MOST_ROWS, count - from);
      List<ColumnValues> part = columns.stream().map(column -> part(column, start, n)).toList();
      System.arraycopy(scorer.probabilities(part), 0, probabilities, from, n);
    }
    return probabilities;
  }

  private static ColumnValues part(ColumnValues column, int from, int n) {
    return switch (column) {
      case ColumnValues.Numbers(FloatBuffer values) ->
          new ColumnValues.Numbers(values.slice(from, n));
      case ColumnValues.Texts(String[] values) ->
          new ColumnValues.Texts(Arrays.copyOfRange(values, from, from + n));
    };
  }

  /**
   * Scores part by part, so that what the runtime needs for one request does not grow with it:
   * every layer's values, in double precision.
   */
  private float[] score(OnnxScorer scorer, InferenceRequest request) {
    FloatBuffer rows = request.rows();
    int p = scorer.features();
    int most = Math.max(1, Math.min(MOST_ROWS, RowBuffers.DIRECT / p));
    if (request.count() <= most) {
      return scorer.probabilities(rows);
    }
    FloatBuffer direct = buffers.take(most * p);
    try {
      float[] probabilities = new float[request.count()];
      for (int from = 0; from < probabilities.length; from += most) {
        int n = Math.min(most, probabilities.length - from);
        direct.clear().put(0, rows, from * p, n * p).limit(n * p);
        System.arraycopy(scorer.probabilities(direct), 0, probabilities, from, n);
      }
      return probabilities;
    } finally {
      buffers.giveBack(direct);
    }
  }

  private static int jsonLength(String header, int bodyLength) {
    if (header == null) {
      return bodyLength;
    }
    if (header.matches("[0-9]{1,9}") && Integer.parseInt(header) <= bodyLength) {
      return Integer.parseInt(header);
    }
    throw Refusal.badRequest(
        "the header Inference-Header-Content-Length: expected the length of the JSON, at"
            + " most the body's %d bytes, found '%s'",
        bodyLength, Refusal.shortened(header));
  }
}

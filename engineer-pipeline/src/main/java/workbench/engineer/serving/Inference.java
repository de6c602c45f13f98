package workbench.engineer.serving;

import java.nio.FloatBuffer;
import workbench.handoff.InvalidAnswer;
import workbench.handoff.OnnxScorer;

/** A request to infer, from body to answer. */
final class Inference {

  /** Of a part of a request; more at once are not faster. */
  private static final int MOST_ROWS = 1024;

  private final ModelRegistry models;
  private final Metrics metrics;
  private final Bodies bodies;
  private final Admission admission;
  private final int maxRows;
  private final RowBuffers buffers;

  Inference(ModelRegistry models, Metrics metrics, Bodies bodies, Limits limits) {
    this.models = models;
    this.metrics = metrics;
    this.bodies = bodies;
    this.admission = new Admission(limits.maxConcurrent());
    this.maxRows = limits.maxRows();
    this.buffers = new RowBuffers(HeapBudget.forRows(limits.maxBody()));
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
    InferenceRequest request =
        InferenceParser.parse(
            body, jsonLength, version.metadata().featureNames(), maxRows, buffers);
    try {
      exchange.infers(version, request);
      float[] probabilities = score(version.scorer(), request);
      version.metrics().scored(probabilities);
      version.drift().ifPresent(window -> window.add(request.rows(), request.count()));
      return InferenceAnswer.of(version, request, probabilities);
    } catch (InvalidAnswer e) {
      throw Refusal.of(500, e.getMessage());
    } finally {
      buffers.giveBack(request.rows());
    }
  }

  /**
   * Part by part, so that what the runtime needs for one request does not grow with it: every
   * layer's values, in double precision.
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
        "the header Inference-Header-Content-Length: expected the length of the JSON, at most the"
            + " body's %d bytes, found '%s'",
        bodyLength, Refusal.shortened(header));
  }
}

package workbench.engineer.serving.models;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;

/** Metrics of the server, for Prometheus. */
public final class Metrics {

  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final String[] OF_VERSION = {"model", "version"};

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  private final Counter http =
      Counter.builder()
          .name("workbench_http_requests")
          .help("Answers by endpoint and status")
          .labelNames("endpoint", "status")
          .withoutExemplars()
          .register(registry);

  /** Counters of the usual case, found once instead of at every request. */
  private final Map<String, CounterDataPoint> successes = new HashMap<>();

  private final Counter requests =
      Counter.builder()
          .name("workbench_inference_requests")
          .help("Requests to infer that were answered with probabilities")
          .labelNames(OF_VERSION)
          .withoutExemplars()
          .register(registry);
  private final Counter rows =
      Counter.builder()
          .name("workbench_inference_rows")
          .help("Rows scored")
          .labelNames(OF_VERSION)
          .withoutExemplars()
          .register(registry);
  private final Counter failures =
      Counter.builder()
          .name("workbench_inference_failures")
          .help(
              "Requests to infer that were refused, by status; no model or version where there is"
                  + " none of that name")
          .labelNames("model", "version", "status")
          .withoutExemplars()
          .register(registry);
  private final Histogram duration =
      Histogram.builder()
          .name("workbench_inference_duration_seconds")
          .help("From a request's headers to its answer having been sent")
          .labelNames(OF_VERSION)
          .classicOnly()
          .classicUpperBounds(
              5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 1)
          .withoutExemplars()
          .register(registry);
  private final Histogram probability =
      Histogram.builder()
          .name("workbench_probability")
          .help("Probabilities of the class 1 that were answered")
          .labelNames(OF_VERSION)
          .classicOnly()
          .classicLinearUpperBounds(0.1, 0.1, 10)
          .withoutExemplars()
          .register(registry);

  /** The metrics of one version, found once instead of at every request. */
  public record OfVersion(
      CounterDataPoint requests,
      CounterDataPoint rows,
      DistributionDataPoint duration,
      DistributionDataPoint probability) {

    public void scored(float[] probabilities) {
      requests.inc();
      rows.inc(probabilities.length);
      for (float value : probabilities) {
        probability.observe(value);
      }
    }
  }

  /**
   * @param endpoints their labels
   */
  public Metrics(List<String> endpoints) {
    for (String endpoint : endpoints) {
      successes.put(endpoint, http.labelValues(endpoint, "200"));
    }
  }

  public OfVersion of(String model, int version) {
    String[] labels = labels(model, version);
    return new OfVersion(
        requests.labelValues(labels),
        rows.labelValues(labels),
        duration.labelValues(labels),
        probability.labelValues(labels));
  }

  /** Forgets a version that is not served any more. */
  public void remove(String model, int version) {
    String[] labels = labels(model, version);
    requests.remove(labels);
    rows.remove(labels);
    duration.remove(labels);
    probability.remove(labels);
  }

  /** Adds the metrics that are computed on request. */
  public void watch(ModelRegistry models, IntSupplier inFlight) {
    GaugeWithCallback.builder()
        .name("workbench_requests_in_flight")
        .help("Requests under way")
        .callback(gauge -> gauge.call(inFlight.getAsInt()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workbench_model_loaded")
        .help("1 for every version that is loaded")
        .labelNames(OF_VERSION)
        .callback(
            gauge -> models.served().forEach(v -> gauge.call(1, labels(v.model(), v.number()))))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workbench_model_failed")
        .help("1 for every version in the repository that cannot be loaded")
        .labelNames(OF_VERSION)
        .callback(
            gauge ->
                models
                    .models()
                    .forEach(
                        m ->
                            m.failures().keySet().forEach(v -> gauge.call(1, labels(m.name(), v)))))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workbench_feature_drift_psi")
        .help(
            "Population stability index of the recent requests against the training set; above"
                + " workbench_feature_drift_threshold is drift")
        .labelNames("model", "version", "feature")
        .callback(gauge -> ofFeatures(gauge, models, Metrics::index))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workbench_feature_missing_share")
        .help("Share of the recent rows in which a raw column is missing")
        .labelNames("model", "version", "feature")
        .callback(gauge -> ofFeatures(gauge, models, ServedVersion::missingShare))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workbench_feature_unseen_share")
        .help("Share of the recent rows with a level of a category that the training rows lack")
        .labelNames("model", "version", "feature")
        .callback(gauge -> ofFeatures(gauge, models, ServedVersion::unseenShare))
        .register(registry);
    GaugeWithCallback.builder()
        .name("workbench_feature_drift_threshold")
        .help(
            "The index above which a feature has drifted: %s, or more where chance alone reaches that"
                .formatted(DriftWindow.LARGE))
        .labelNames(OF_VERSION)
        .callback(
            gauge ->
                models
                    .served()
                    .forEach(
                        v ->
                            v.drift()
                                .ifPresent(
                                    window ->
                                        gauge.call(
                                            window.threshold(), labels(v.model(), v.number())))))
        .register(registry);
  }

  private static void ofFeatures(
      GaugeWithCallback.Callback gauge,
      ModelRegistry models,
      BiFunction<ServedVersion, Integer, OptionalDouble> value) {
    for (ServedVersion version : models.served()) {
      List<String> names = version.metadata().featureNames();
      for (int j = 0; j < names.size(); j++) {
        String name = names.get(j);
        value
            .apply(version, j)
            .ifPresent(
                known ->
                    gauge.call(known, version.model(), Integer.toString(version.number()), name));
      }
    }
  }

  private static OptionalDouble index(ServedVersion version, int j) {
    return version
        .drift()
        .map(window -> OptionalDouble.of(window.stabilityIndex(j)))
        .orElse(OptionalDouble.empty());
  }

  /**
   * @param endpoint one of those of the constructor, or {@code none}
   */
  public void answered(String endpoint, int status) {
    CounterDataPoint success = status == 200 ? successes.get(endpoint) : null;
    if (success != null) {
      success.inc();
    } else {
      http.labelValues(endpoint, Integer.toString(status)).inc();
    }
  }

  /**
   * @param model empty if there is none of the name that the client gave: names of clients' choice
   *     have no end
   */
  public void failed(String model, String version, int status) {
    failures.labelValues(model, version, Integer.toString(status)).inc();
  }

  /** Writes all metrics in Prometheus' text format. */
  public byte[] text() {
    var out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String[] labels(String model, int version) {
    return new String[] {model, Integer.toString(version)};
  }
}

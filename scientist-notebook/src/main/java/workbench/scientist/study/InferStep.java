package workbench.scientist.study;

import java.util.Locale;
import java.util.Optional;
import workbench.data.Examples;
import workbench.data.Preparation;
import workbench.evaluation.PValue;
import workbench.scientist.fit.Fits;
import workbench.scientist.inference.BootstrapIntervals;
import workbench.scientist.inference.Coefficient;
import workbench.scientist.inference.Inference;
import workbench.scientist.inference.MaximumLikelihood;
import workbench.scientist.inference.Separated;
import workbench.scientist.inference.Undetermined;

/**
 * Step {@code infer}: the fit without penalty, its intervals and tests.
 *
 * @param inference on the complete rows of the training set, without penalty
 * @param bootstrap of the penalised coefficients; empty where {@link MaximumLikelihood} has
 *     intervals
 * @param rows of the fit without penalty, in words
 */
public record InferStep(Inference inference, Optional<BootstrapIntervals> bootstrap, String rows) {

  static InferStep of(
      Preparation data, Examples resampled, FitStep fit, StudySize size, Journal journal) {
    Inference inference = infer(data, journal);
    Optional<BootstrapIntervals> bootstrap =
        inference instanceof MaximumLikelihood
            ? Optional.empty()
            : Optional.of(bootstrap(resampled, fit.penalty().chosen(), size, data.seed(), journal));
    int complete = data.completeTrain().rows();
    return new InferStep(
        inference,
        bootstrap,
        String.format(
            Locale.ROOT,
            complete == data.train().rows()
                ? "all %,d training rows"
                : "the %,d training rows that have every value",
            complete));
  }

  /**
   * Infers from complete rows: imputed values would count as measured, and make the intervals too
   * narrow.
   */
  private static Inference infer(Preparation data, Journal journal) {
    Examples rows = data.completeTrain();
    Inference inference = Fits.alone(() -> Inference.of(rows));
    journal.note(
        "infer",
        switch (inference) {
          case MaximumLikelihood likelihood ->
              String.format(
                  Locale.ROOT,
                  "likelihood-ratio test of all features %s%s; %d of %d coefficients have a 95%%"
                      + " interval that excludes 0",
                  PValue.text(likelihood.likelihoodRatio().pValue()),
                  likelihood.hasEnoughRows() ? "" : " (not reliable: few rows per feature)",
                  likelihood.clear().size(),
                  likelihood.perStandardDeviation().size());
          case Separated separated when separated.complete() ->
              "complete separation: no coefficient has a finite estimate or a p-value";
          case Separated separated when separated.finite().isEmpty() ->
              "quasi-complete separation: no coefficient has a finite estimate or a p-value";
          case Separated separated ->
              String.format(
                  Locale.ROOT,
                  "quasi-complete separation: no finite estimate for %s; %d of %d other"
                      + " coefficients have a 95%% interval that excludes 0",
                  String.join(", ", separated.diverging()),
                  separated.finite().stream().filter(Coefficient::excludesZero).count(),
                  separated.finite().size());
          case Undetermined _ -> "no p-values";
        });
    if (rows.rows() < data.train().rows()) {
      journal.format(
          "",
          "on the %,d of %,d training rows that have every value",
          rows.rows(),
          data.train().rows());
    }
    return inference;
  }

  private static BootstrapIntervals bootstrap(
      Examples train, double lambda, StudySize size, long seed, Journal journal) {
    BootstrapIntervals bootstrap =
        Journal.withProgress(
            "bootstrap",
            size.replicates(),
            step -> BootstrapIntervals.of(train, lambda, size.replicates(), seed, step));
    journal.format(
        "",
        "the signs of %d of %d penalised coefficients are the same in 95%% of %d refits",
        bootstrap.stable().size(),
        bootstrap.entries().size(),
        size.replicates());
    return bootstrap;
  }
}

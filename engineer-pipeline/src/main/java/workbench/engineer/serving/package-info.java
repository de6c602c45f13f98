/**
 * The prediction server: the <a href="https://github.com/kserve/open-inference-protocol">Open
 * Inference Protocol</a> (version 2, REST) over every model of a {@link
 * workbench.handoff.ModelRepository}, with the binary tensor data and the model repository
 * extension.
 *
 * <p>A request's way: {@link PredictionServer} (connections) to {@link Routes} (path, method,
 * errors, access log), to {@link Inference} (admission, parsing, scoring, answer). {@link
 * ModelRegistry} holds what is served, and follows the repository.
 */
package workbench.engineer.serving;

/**
 * The prediction server: the <a href="https://github.com/kserve/open-inference-protocol">Open
 * Inference Protocol</a> (version 2, REST) over every model of a {@link
 * workbench.model.ModelRepository}, with the binary tensor data and the model repository extension.
 *
 * <p>A request goes from {@link PredictionServer} (connections) to {@link Routes} (path, method,
 * errors, access log) and to {@link InferenceHandler} (admission, parsing, scoring, answer). {@link
 * workbench.engineer.serving.models.ModelRegistry} has the models in memory and follows the
 * repository.
 */
package workbench.engineer.serving;

package workbench.engineer.keras;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import workbench.model.ExportedModel;
import workbench.model.ExportedModel.Activation;

/** Dense layers as a network of Deeplearning4j. */
final class DenseLayers {

  static final String ACTIVATIONS = "relu, tanh, sigmoid and linear";

  private DenseLayers() {}

  /** Finds an activation by its name in Keras; empty if the exported model does not know it. */
  static Optional<Activation> activation(String name) {
    return switch (name) {
      case "linear" -> Optional.of(Activation.IDENTITY);
      case "relu", "tanh", "sigmoid" ->
          Optional.of(Activation.valueOf(name.toUpperCase(Locale.ROOT)));
      default -> Optional.empty();
    };
  }

  /**
   * @param layers the last of them one sigmoid unit
   * @param updater that trains it
   * @return initialised with the weights of the layers
   */
  static MultiLayerNetwork network(
      List<ExportedModel.DenseLayer> layers, IUpdater updater, DataType precision) {
    var list =
        // A seed from the clock would be another one in each saved file.
        new NeuralNetConfiguration.Builder().seed(1).dataType(precision).updater(updater).list();
    for (ExportedModel.DenseLayer layer : layers) {
      var activation = org.nd4j.linalg.activations.Activation.valueOf(layer.activation().name());
      int inputs = layer.weights().length;
      int units = layer.bias().length;
      list.layer(
          layer == layers.getLast()
              ? new OutputLayer.Builder(new LossBinaryXENT(1e-7))
                  .nIn(inputs)
                  .nOut(units)
                  .activation(activation)
                  .build()
              : new org.deeplearning4j.nn.conf.layers.DenseLayer.Builder()
                  .nIn(inputs)
                  .nOut(units)
                  .activation(activation)
                  .build());
    }
    var network = new MultiLayerNetwork(list.build());
    network.init();
    for (int i = 0; i < layers.size(); i++) {
      ExportedModel.DenseLayer layer = layers.get(i);
      network.getLayer(i).setParam("W", Nd4j.createFromArray(layer.weights()).castTo(precision));
      network
          .getLayer(i)
          .setParam("b", Nd4j.createFromArray(new double[][] {layer.bias()}).castTo(precision));
    }
    return network;
  }
}

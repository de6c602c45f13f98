package workbench.engineer.training;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import workbench.engineer.nd4j.KeptActivations;

/** Builds the pipeline's network: one hidden layer, with the defaults of Keras. */
public final class DenseNetwork {

  private DenseNetwork() {}

  /**
   * Dense(hidden, relu), Dense(1, sigmoid), binary cross-entropy and Adam. The initial weights are
   * Glorot-uniform.
   *
   * @param features inputs, from 1
   * @param hidden units of the hidden layer, from 1
   * @param seed of the initial weights
   * @return initialised; input {@code [n, features]}, output {@code [n, 1]}
   */
  public static MultiLayerNetwork of(int features, int hidden, long seed) {
    var network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(1e-3, 0.9, 0.999, 1e-7))
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .list(
                    new DenseLayer.Builder().nOut(hidden).activation(Activation.RELU).build(),
                    new OutputLayer.Builder(new LossBinaryXENT(1e-7))
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .setInputType(InputType.feedForward(features))
                .build());
    network.init();
    return KeptActivations.in(network);
  }
}

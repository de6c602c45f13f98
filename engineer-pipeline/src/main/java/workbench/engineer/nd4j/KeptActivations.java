package workbench.engineer.nd4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Layers that keep what the forward pass has computed. Deeplearning4j computes the first layer once
 * more for its gradient, the output once more for the loss, and a gradient of the input that has no
 * use. {@code .mvn/java.flags} switches them on by the property {@code kept.activations}.
 */
public final class KeptActivations {

  private KeptActivations() {}

  /**
   * Replaces the layers of a network of one hidden layer with relu; other networks stay as they
   * are. The parameters stay the same arrays.
   *
   * @param network initialised, without an updater as yet, which would keep the layers' gradients
   * @return the network
   */
  public static MultiLayerNetwork in(MultiLayerNetwork network) {
    Layer[] layers = network.getLayers();
    if (Boolean.getBoolean("kept.activations")
        && layers.length == 2
        && layers[0] instanceof DenseLayer first
        && layers[1] instanceof OutputLayer last
        && first.layerConf().getActivationFn().equals(new ActivationReLU())
        && plain(first)
        && plain(last)) {
      network.initGradientsView();
      layers[0] = alike(layers[0], new First(layers[0].conf(), network.params().dataType()));
      layers[1] = alike(layers[1], new Last(layers[1].conf(), network.params().dataType()));
    }
    return network;
  }

  /** Whether a layer is a product and a bias, in training too. */
  private static boolean plain(BaseLayer<? extends FeedForwardLayer> layer) {
    return layer.hasBias()
        && !layer.hasLayerNorm()
        && layer.layerConf().getIDropout() == null
        && layer.layerConf().getWeightNoise() == null;
  }

  private static Layer alike(Layer shipped, BaseLayer<?> layer) {
    layer.setParamsViewArray(shipped.params());
    layer.setParamTable(shipped.paramTable());
    layer.setBackpropGradientsViewArray(shipped.getGradientsViewArray());
    layer.setIndex(shipped.getIndex());
    return layer;
  }

  /** Keeps its activations for its gradient, and computes no gradient of the input. */
  private static final class First extends DenseLayer {
    private INDArray activations;

    First(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
      INDArray weights = getParam(DefaultParamInitializer.WEIGHT_KEY);
      // The product is written column by column: of the transposed, these are the rows.
      INDArray transposed =
          memory.createUninitialized(
              ArrayType.ACTIVATIONS,
              weights.dataType(),
              new long[] {weights.size(1), input.size(0)},
              'f');
      weights.transpose().mmuli(input.castTo(weights.dataType()).transpose(), transposed);
      INDArray z = transposed.transpose();
      z.addiRowVector(getParam(DefaultParamInitializer.BIAS_KEY));
      activations = layerConf().getActivationFn().getActivation(z, training);
      return activations;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
      // Relu's activations are positive where its input is.
      INDArray delta = layerConf().getActivationFn().backprop(activations, epsilon).getFirst();
      INDArray bias = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
      INDArray weights = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
      delta.sum(bias, 0);
      Nd4j.gemm(input, delta, weights, true, false, 1, 0);
      var gradient = new DefaultGradient();
      gradient.setGradientFor(DefaultParamInitializer.BIAS_KEY, bias);
      gradient.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, weights);
      return new Pair<>(gradient, null);
    }
  }

  /** Keeps its output before the activation for the loss that follows the gradient. */
  private static final class Last extends OutputLayer {
    private INDArray kept;

    Last(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr memory) {
      kept = null;
      super.setInput(input, memory);
    }

    @Override
    protected INDArray preOutput2d(boolean training, LayerWorkspaceMgr memory) {
      if (kept != null) {
        return kept;
      }
      INDArray z = super.preOutput2d(training, memory);
      if (training) {
        // The gradient overwrites z. The memory of the input lasts until the loss is computed.
        kept = memory.dup(ArrayType.INPUT, z);
      }
      return z;
    }
  }
}

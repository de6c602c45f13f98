import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.*;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.*;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import workbench.engineer.keras.*;

static final int SEED = 42, ROWS = 100, FEATURES = 5, EPOCHS = 3, BATCH_SIZE = 10;

void main() throws IOException {
    // Data
    Nd4j.getRandom().setSeed(SEED);
    var data = new DataSet(Nd4j.rand(ROWS, FEATURES), Nd4j.randomBernoulli(0.5, ROWS, 1));
    // Model
    var model = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(SEED)
        .updater(new Adam(1e-3, 0.9, 0.999, 1e-7)).weightInit(WeightInit.XAVIER_UNIFORM)
        .list(
            new DenseLayer.Builder().nOut(10).activation(Activation.RELU).build(),
            new OutputLayer.Builder(new LossBinaryXENT(1e-7)).nOut(1).activation(Activation.SIGMOID).build())
        .setInputType(InputType.feedForward(FEATURES)).build());
    model.init();
    // Training
    model.addListeners(new EpochPrinter(EPOCHS, ROWS, BATCH_SIZE));
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        data.shuffle(SEED + epoch);
        model.fit(new ViewIterator(data, BATCH_SIZE));
    }
    // Saved model
    KerasFile.save(model, new File("target/model.h5"));
}

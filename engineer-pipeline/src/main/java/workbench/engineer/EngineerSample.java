package workbench.engineer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/** The engineer's sample: train a small network on random data and keep it as a file. */
public final class EngineerSample {

    static final int FEATURES = 5;

    public static void main(String[] args) throws IOException {
        run(100, 10, 3, 10, 42, Path.of("model.zip"));
    }

    static MultiLayerNetwork run(int rows, int hidden, int epochs, int batchSize, long seed, Path file)
            throws IOException {
        var random = new SplittableRandom(seed);
        double[][] x = Stream.generate(() -> random.doubles(FEATURES).toArray())
                .limit(rows)
                .toArray(double[][]::new);
        int[] y = random.ints(rows, 0, 2).toArray();
        var data = new DataSet(
                Nd4j.createFromArray(x).castTo(DataType.FLOAT),
                Nd4j.createFromArray(y).castTo(DataType.FLOAT).reshape(rows, 1));

        MultiLayerNetwork model = network(FEATURES, hidden, seed);
        model.setListeners(new EpochPrinter(epochs, rows, batchSize));
        for (int epoch = 0; epoch < epochs; epoch++) {
            data.shuffle(seed + epoch);
            model.fit(new ViewIterator(data, batchSize));
        }

        ModelSerializer.writeModel(model, file.toFile(), true);
        MultiLayerNetwork loaded = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        float[] before = model.output(data.getFeatures()).toFloatVector();
        float[] after = loaded.output(data.getFeatures()).toFloatVector();
        System.out.printf(
                Locale.ROOT,
                "Saved %s (%,d bytes); loaded again, its predictions are %s%n",
                file,
                file.toFile().length(),
                Arrays.equals(before, after) ? "bit-identical" : "DIFFERENT");
        return model;
    }

    /** Dense(hidden, relu), Dense(1, sigmoid), Adam and binary cross-entropy, with the constants that Keras has. */
    public static MultiLayerNetwork network(int features, int hidden, long seed) {
        var model = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .updater(new Adam(1e-3, 0.9, 0.999, 1e-7))
                .list(
                        new DenseLayer.Builder()
                                .nIn(features)
                                .nOut(hidden)
                                .activation(Activation.RELU)
                                .build(),
                        new OutputLayer.Builder(new LossBinaryXENT(1e-7))
                                .nIn(hidden)
                                .nOut(1)
                                .activation(Activation.SIGMOID)
                                .build())
                .build());
        model.init();
        return model;
    }
}

package workbench.engineer;

import me.tongfei.progressbar.ProgressBar;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import workbench.command.Terminal;
import workbench.data.DatasetOptions;
import workbench.data.Examples;
import workbench.data.Standardizer;

/**
 * How the network is trained: the sample's network, on as many features as the data have.
 *
 * @param hidden units of the hidden layer
 * @param epochs passes over the training part
 * @param batchSize rows to a step
 * @param seed of the initial weights and of the order of the rows
 */
record NetworkTraining(int hidden, int epochs, int batchSize, long seed) {

    NetworkTraining {
        DatasetOptions.atLeastOne("hidden", hidden);
        DatasetOptions.atLeastOne("epochs", epochs);
        DatasetOptions.atLeastOne("batchSize", batchSize);
    }

    /**
     * Trains with a progress bar; rows are in a new random order in every epoch.
     *
     * @param train as measured; the standardisation is fitted on it
     */
    StandardizedNetwork fit(Examples train) {
        var model = new StandardizedNetwork(
                Standardizer.fit(train.x()), EngineerSample.network(train.features(), hidden, seed));
        var data = new DataSet(model.standardized(train.x()), column(train.y()));
        try (ProgressBar bar = Terminal.progress("Training", epochs)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                data.shuffle(seed + epoch);
                model.network().fit(new ViewIterator(data, batchSize));
                bar.step();
            }
        }
        return model;
    }

    /**
     * @param y {@code [n]}, 0 or 1
     * @return {@code [n, 1]}
     */
    static INDArray column(int[] y) {
        return Nd4j.createFromArray(y).castTo(DataType.FLOAT).reshape(y.length, 1);
    }
}

package workbench.engineer;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import workbench.command.CommonOptions;
import workbench.data.DatasetOptions;

/** The options of the network's training, for the sample and for the workflow; a picocli mixin. */
public final class NetworkOptions {

    @Option(names = "--epochs", paramLabel = "N", description = "passes over the data (sample 3, workflow 50)")
    private Integer epochs;

    @Option(names = "--batchSize", paramLabel = "N", description = "rows to a training step (default 10)")
    private int batchSize = 10;

    @Option(names = "--hidden", paramLabel = "N", description = "units of the hidden layer (default 10)")
    private int hidden = 10;

    /** The workflow's training. */
    NetworkTraining training(long seed) {
        return new NetworkTraining(hidden, epochs == null ? 50 : epochs, batchSize, seed);
    }

    /**
     * Prints a heading and runs the sample.
     *
     * @throws IOException if its model cannot be saved
     */
    public void runSample(CommonOptions common) throws IOException {
        DatasetOptions.atLeastOne("epochs", epochs);
        System.out.println("== The engineer's sample");
        Path file = common.models().resolve("engineer-sample.zip");
        EngineerSample.run(common.rowsOr(100), hidden, epochs == null ? 3 : epochs, batchSize, common.seed(), file);
    }
}

package workbench.data;

import java.util.Locale;

/**
 * A data set made ready for fitting, in the same way for both roles: incomplete rows left out, split at random with the
 * classes in balance, categories as columns of 0 and 1.
 *
 * @param dataset as it was loaded
 * @param incomplete how many of its rows were left out because a value is missing
 * @param split of the remaining rows
 * @param train as measured, not standardised
 * @param test as measured, not standardised
 * @param seed of the split
 */
public record Preparation(
        Dataset dataset, int incomplete, TrainTestSplit split, Examples train, Examples test, long seed) {

    /**
     * @param testSize the share of the rows to test on, above 0 and below 1
     * @throws InvalidInput if a part would lack a class
     */
    public static Preparation of(Dataset dataset, double testSize, long seed) {
        Dataset complete = dataset.completeCases();
        TrainTestSplit split = TrainTestSplit.stratified(complete.labels(), testSize, seed);
        return new Preparation(
                dataset,
                dataset.rows() - complete.rows(),
                split,
                Examples.of(complete.select(split.train())),
                Examples.of(complete.select(split.test())),
                seed);
    }

    /** The majority class of the training part. */
    public Baseline baseline() {
        return Baseline.fit(train.y());
    }

    /** One line for a person: what the majority class alone does on the test part. */
    public String describeBaseline() {
        return String.format(
                Locale.ROOT,
                "accuracy %.3f by always answering '%s'; coin tosses land in %s",
                baseline().accuracy(test.y()),
                dataset.classNames().get(baseline().label()),
                Interval.chance(test.rows()));
    }

    /** One line for a person: the data. */
    public String describeData() {
        int[] counts = dataset.classCounts();
        return String.format(
                Locale.ROOT,
                "%s: %,d rows x %d features, %,d %s, %,d %s",
                dataset.name(),
                dataset.rows(),
                dataset.columns().size(),
                counts[0],
                dataset.classNames().get(0),
                counts[1],
                dataset.classNames().get(1));
    }

    /** One line for a person: the split. */
    public String describeSplit() {
        String left = incomplete == 0
                ? ""
                : String.format(
                        Locale.ROOT, " (%,d of %,d rows left out: a value is missing)", incomplete, dataset.rows());
        return String.format(
                Locale.ROOT,
                "%,d rows to train, %,d to test, classes in balance, seed %d%s",
                train.rows(),
                test.rows(),
                seed,
                left);
    }
}

package workbench.scientist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.data.DatasetOptions;
import workbench.data.Datasets;
import workbench.data.Evaluation;
import workbench.data.Outcome;
import workbench.data.Preparation;
import workbench.handoff.OnnxScorer;

class ScientistWorkflowTest {

    @TempDir
    Path folder;

    @Test
    void breastCancerLandsWhereThePythonReferenceLands() throws Exception {
        // scikit-learn 1.9.1, standardised, C=1: accuracy 0.97 to 0.99 and AUC above 0.99 on a split of usual luck.
        Evaluation evaluation = run("breast-cancer", 42).result().evaluation();
        assertEquals(0.98, evaluation.accuracy(), 0.01);
        assertTrue(evaluation.auc() > 0.99, evaluation.toString());
    }

    @Test
    void breastCancerIsOnAverageAsAccurateAsThePythonReference() throws Exception {
        // sklearn-parity.json, 200 stratified splits: mean accuracy 0.977; the middle nine tenths, 0.956 to 0.992,
        // speak
        // of a standard deviation of 0.011, so of 0.0014 for the difference of the means of 200 and 100.
        double mean = SklearnParity.load().breastCancerSplits().accuracy().mean();
        double sum = 0;
        for (int seed = 1; seed <= 100; seed++) {
            Preparation data = prepare("breast-cancer", seed);
            double[] p = StandardizedRegression.fit(
                            data.train().x(), data.train().y())
                    .probabilities(data.test().x());
            sum += Evaluation.of(data.test().y(), p, data.baseline()).accuracy();
        }
        assertEquals(mean, sum / 100, 3 * 0.0014);
    }

    @Test
    void dummyIsNoBetterThanACoin() throws Exception {
        Evaluation evaluation = run("dummy", 42).result().evaluation();
        assertTrue(evaluation.interval().lower() < 0.5 && evaluation.interval().upper() > 0.5, evaluation.toString());
        assertFalse(evaluation.beatsBaseline());
    }

    @Test
    void penguinsAreLearnedFromTheCompleteRows() throws Exception {
        // Adelie or not is linearly separable in the complete rows (data card).
        assertTrue(run("penguins", 42).result().evaluation().accuracy() > 0.95);
    }

    @Test
    void reportsWhatItDidInOneBlock() throws Exception {
        List<String> words = run("breast-cancer", 42).outLines().stream()
                .map(line -> line.split(" ")[0])
                .toList();
        assertEquals(
                List.of("Data", "Split", "Folds", "Model", "Test", "Baseline", "Tribuo", "Verify", "Saved"), words);
    }

    @Test
    void crossValidationComesNearTheTestAccuracy() throws Exception {
        // Python reference: 0.977 on average; one cross-validation of 455 rows has a standard error near 0.007.
        String line = run("breast-cancer", 42).outLines().get(2);
        assertTrue(
                line.matches(
                        "Folds     5-fold cross-validation of the training part: accuracy 0\\.\\d{3}, standard deviation 0\\.\\d{3}"),
                line);
        assertEquals(0.977, Double.parseDouble(line.replaceAll(".*accuracy (0\\.\\d+).*", "$1")), 3 * 0.007);
    }

    @Test
    void crossValidationDoesNotSeeTheRowsItTests() throws Exception {
        // On dummy, a model tested on the rows it was fitted on is right in about 0.6 of them: a fold that leaked would
        // show. Honest folds have 0.5 or, their classes being kept in balance, a little less; the mean of 40 seeds has
        // a
        // standard error near 0.01.
        double sum = 0;
        for (int seed = 1; seed <= 40; seed++) {
            String line = run("dummy", seed).outLines().get(2);
            sum += Double.parseDouble(line.replaceAll(".*accuracy (0\\.\\d+).*", "$1"));
        }
        assertEquals(0.49, sum / 40, 0.03);
    }

    @Test
    void crossValidationIsLeftOutWhereAClassIsTooSmall() throws Exception {
        var csv = new StringBuilder("x,y\n");
        for (int i = 0; i < 30; i++) {
            csv.append(i).append(i < 5 ? ",rare\n" : ",usual\n");
        }
        Path file = Files.writeString(folder.resolve("rare.csv"), csv);
        Printed<Outcome> printed = run(file.toString(), 42);
        assertEquals(
                "Folds     none: the training part has 4 rows of its smaller class, 5 folds need as many",
                printed.outLines().get(2));
    }

    @Test
    void sameSeedPrintsTheSame() throws Exception {
        assertEquals(
                withoutTimes(run("breast-cancer", 42).out()),
                withoutTimes(run("breast-cancer", 42).out()));
    }

    @Test
    void handsOverUnderTheNameOfItsDataAndAgainInItsPlace() throws Exception {
        Path expected = folder.resolve("handed-over/dummy.onnx");
        assertEquals(expected, run("dummy", 42).result().artifact().orElseThrow());
        assertEquals(expected, run("dummy", 42).result().artifact().orElseThrow());
        try (Stream<Path> files = Files.list(expected.getParent())) {
            assertEquals(List.of(expected), files.toList());
        }
    }

    @Test
    void handedOverFileGivesTheReportedFigures() throws Exception {
        Preparation data = prepare("breast-cancer", 42);
        Evaluation reported = run("breast-cancer", 42).result().evaluation();
        try (OnnxScorer scorer = OnnxScorer.open(folder.resolve("handed-over/breast-cancer.onnx"))) {
            assertEquals(reported, scorer.metadata().evaluation());
            double[] p = scorer.probabilities(data.test().x());
            Evaluation again = Evaluation.of(data.test().y(), p, data.baseline());
            assertEquals(reported.correct(), again.correct());
            assertEquals(reported.logLoss(), again.logLoss(), 1e-5);
            assertEquals(reported.auc(), again.auc(), 1e-12);
        }
    }

    @Test
    void handOverThatFailsLeavesWhatWasThereAndNoDraft() throws Exception {
        // A folder with something in it stands where the model's file belongs.
        Path occupied = Files.createDirectories(folder.resolve("handed-over/dummy.onnx"));
        Path inside = Files.writeString(occupied.resolve("kept.txt"), "kept");
        assertThrows(IOException.class, () -> run("dummy", 42));
        assertEquals("kept", Files.readString(inside));
        try (Stream<Path> files = Files.list(occupied.getParent())) {
            assertEquals(List.of(occupied), files.toList());
        }
    }

    @Test
    void handedOverFileIsAsReadableAsAnyOther() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path file = run("dummy", 42).result().artifact().orElseThrow();
        Path other = Files.createFile(folder.resolve("other"));
        assertEquals(Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(file));
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("[0-9.]+ ms", "");
    }

    private Printed<Outcome> run(String dataset, long seed) throws Exception {
        Preparation data = prepare(dataset, seed);
        return Printed.of(() -> new ScientistWorkflow(folder).run(data));
    }

    private static Preparation prepare(String dataset, long seed) {
        return Preparation.of(Datasets.load(DatasetOptions.of(dataset, seed)), 0.2, seed);
    }
}

package workbench.cluster.generation;

import me.tongfei.progressbar.ProgressBar;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Moves a bar on by the rows that each finished piece of the work has written. */
public final class RowsWritten extends SparkListener {

    private final ProgressBar bar;

    public RowsWritten(ProgressBar bar) {
        this.bar = bar;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.taskInfo().successful()) {
            bar.stepBy(end.taskMetrics().outputMetrics().recordsWritten());
        }
    }
}

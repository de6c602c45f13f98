package workbench.cluster.spark;

import me.tongfei.progressbar.ProgressBar;
import org.apache.spark.SparkContext;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import workbench.command.Terminal;

/** Shows at a terminal how many of Spark's tasks are done. */
public final class TaskProgress extends SparkListener {

  private final ProgressBar bar;

  private TaskProgress(ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Runs work on Spark with a bar of its tasks.
   *
   * @param task name of the work, shown before the bar
   */
  public static void show(SparkContext context, String task, Runnable work) {
    try (ProgressBar bar = Terminal.progress(task, 0)) {
      var listener = new TaskProgress(bar);
      context.addSparkListener(listener);
      try {
        work.run();
      } finally {
        context.removeSparkListener(listener);
      }
    }
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    bar.maxHint(bar.getMax() + stage.stageInfo().numTasks());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (task.reason() == Success$.MODULE$) {
      bar.step();
    }
  }
}

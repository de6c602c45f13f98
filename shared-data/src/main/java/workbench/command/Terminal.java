package workbench.command;

import java.io.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Destination of the output: a terminal or a log. */
public final class Terminal {

  private Terminal() {}

  /** Returns whether the output is a terminal, where a line can be overwritten. */
  public static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** A bar with the time left; a log gets none. */
  public static ProgressBar progress(String task, long steps) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .clearDisplayOnFinish()
        .setConsumer(
            isInteractive()
                ? new ConsoleProgressBarConsumer(System.err)
                : new DelegatingProgressBarConsumer(line -> {}))
        .build();
  }
}

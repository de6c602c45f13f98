package workbench.command;

import java.util.Optional;
import picocli.CommandLine.Option;
import workbench.data.ErrorCost;

/** The option for the cost of errors; a picocli mixin. */
public final class CostOption {

  @Option(
      names = "--cost",
      paramLabel = "MISS:ALARM",
      description =
          "what a missed row of class 1 and a false alarm cost, such as 10:1; chooses the threshold"
              + " of the model (default: the threshold 0.5)")
  String cost;

  /**
   * @throws workbench.data.InvalidOption if it is not such a pair
   */
  public Optional<ErrorCost> cost() {
    return ErrorCost.ofOption(cost);
  }
}

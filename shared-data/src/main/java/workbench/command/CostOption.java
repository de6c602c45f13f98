package workbench.command;

import java.util.Optional;
import picocli.CommandLine.Option;
import workbench.data.InvalidOption;
import workbench.evaluation.ErrorCost;

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
   * @return empty: the option was not given
   * @throws InvalidOption if it is not such a pair
   */
  public Optional<ErrorCost> cost() {
    try {
      return Optional.ofNullable(cost).map(ErrorCost::parse);
    } catch (IllegalArgumentException e) {
      throw new InvalidOption(
          "cost",
          cost,
          "what a miss and a false alarm cost, such as 10:1: numbers above 0 without blanks, one at"
              + " most a million times the other");
    }
  }
}

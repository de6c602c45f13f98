package workbench.scientist.inference;

import java.util.List;

/**
 * The rows do not let one say what the coefficients are.
 *
 * @param aliased features left out
 * @param reason one printed sentence
 */
public record Undetermined(List<Alias> aliased, String reason) implements Inference {

  public Undetermined {
    aliased = List.copyOf(aliased);
  }
}

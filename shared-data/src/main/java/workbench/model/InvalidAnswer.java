package workbench.model;

import workbench.data.InvalidInput;

/**
 * A model answered something else than one probability a row. The model is wrong, not the rows: a
 * server answers 500.
 */
public final class InvalidAnswer extends InvalidInput {

  InvalidAnswer(String message) {
    super(message);
  }
}

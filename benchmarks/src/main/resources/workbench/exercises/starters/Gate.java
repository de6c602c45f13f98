/** Exercise «gate»: the release gate refuses a model whose skill it cannot see. */
final class Gate {

  /** The number of rows of «synthetic» to collect, at most 200. A fifth is the test set. */
  static int rows() {
    return 40;
  }
}

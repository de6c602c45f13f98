/** Exercise «gate»: the release gate refuses a model whose skill it cannot see. */
final class Gate {

  /** The number of rows of «synthetic» to collect, of which a fifth is tested on. */
  static int rows() {
    return 40;
  }
}

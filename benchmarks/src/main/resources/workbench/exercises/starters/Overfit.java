/** Exercise «overfit»: make a network learn the random labels of 30 rows by heart. */
final class Overfit {

  /** Units of the hidden layer, at most 200. */
  static int hidden() {
    return 10;
  }

  /** Passes over the 30 training rows, at most 1,000; training does not stop earlier. */
  static int epochs() {
    return 20;
  }
}

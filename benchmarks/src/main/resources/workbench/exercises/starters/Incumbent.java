/** Exercise «incumbent»: train a network that deserves the place of the released one. */
final class Incumbent {

  /** Units of the hidden layer, at most 50. The released network has 4. */
  static int hidden() {
    return 4;
  }

  /** Passes over the 400 training rows, at most 60. The released network was trained for 20. */
  static int epochs() {
    return 20;
  }
}

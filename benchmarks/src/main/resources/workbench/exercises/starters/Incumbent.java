/**
 * Exercise «incumbent»: train a network that is shown to be better than the released one. Change
 * the two numbers; the check compares the log-loss of both networks on 200 test rows for 3 seeds.
 */
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

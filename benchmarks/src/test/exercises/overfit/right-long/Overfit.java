// Fewer units, more epochs.
final class Overfit {
  static int hidden() {
    return 100;
  }

  static int epochs() {
    return 600;
  }
}

// As many as are allowed.
final class Gate {
  static int rows() {
    return 200;
  }
}

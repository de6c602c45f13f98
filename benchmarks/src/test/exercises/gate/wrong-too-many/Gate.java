// Says: each row costs money
final class Gate {
  static int rows() {
    return 5000;
  }
}

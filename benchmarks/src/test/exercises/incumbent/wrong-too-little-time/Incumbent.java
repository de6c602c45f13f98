// Says: has yours too few units, or too little time?
final class Incumbent {
  static int hidden() {
    return 1;
  }

  static int epochs() {
    return 1;
  }
}

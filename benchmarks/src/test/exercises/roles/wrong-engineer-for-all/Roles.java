// Says: An interval or a test answers
final class Roles {
  static String owner(int card) {
    return "engineer";
  }
}

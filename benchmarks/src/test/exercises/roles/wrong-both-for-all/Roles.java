// Says: The release gate refuses it before it is published
final class Roles {
  static String owner(int card) {
    return "both";
  }
}

// The cards of each owner.
import java.util.Set;

final class Roles {
  static String owner(int card) {
    if (Set.of(1, 3, 5, 7, 9, 11).contains(card)) {
      return "Engineer";
    }
    return Set.of(13, 14, 15).contains(card) ? "Both" : "Scientist";
  }
}

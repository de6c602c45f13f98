// Card by card.
/** Exercise «roles»: sixteen cards. Whose are they? */
final class Roles {

  /**
   * The owner of a card: "engineer", "scientist" or "both".
   *
   * @param card from 1 to 16
   */
  static String owner(int card) {
    return switch (card) {
      // A bad model must not reach users.
      case 1 -> "engineer";
      // How sure are we of the accuracy 0.40?
      case 2 -> "scientist";
      // Roll back to version 7.
      case 3 -> "engineer";
      // Report with intervals for the board.
      case 4 -> "scientist";
      // Alarm: PSI 8 on one feature.
      case 5 -> "engineer";
      // Does bill depth explain the difference between the sexes?
      case 6 -> "scientist";
      // The service must answer 1,000 requests a second.
      case 7 -> "engineer";
      // Are 60 rows enough to see an effect of this size?
      case 8 -> "scientist";
      // The same model must run in a program written in another language.
      case 9 -> "engineer";
      // A notebook that others can run again.
      case 10 -> "scientist";
      // Training crashed after 40 epochs: go on from there.
      case 11 -> "engineer";
      // Features were selected before the folds. Does the accuracy hold?
      case 12 -> "scientist";
      // The scientist's model.onnx goes through the release gate.
      case 13 -> "both";
      // What does a miss cost, and which threshold follows from that?
      case 14 -> "both";
      // A signal was shown, programs ask all day, and every refused person must be told why.
      case 15 -> "both";
      // A signal was shown, and the board wants one answer to decide by; no program will ask.
      case 16 -> "scientist";
      default -> throw new IllegalArgumentException();
    };
  }
}

package workbench.exercises;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import workbench.model.Json;
import workbench.text.TerminalText;

/** Sixteen cards: whose are they? No model is trained. */
final class RolesCheck implements Exercise {

  private static final Set<String> OWNERS = Set.of("engineer", "scientist", "both");

  /**
   * @param owner engineer, scientist or both
   * @param row of the comparison table
   */
  record Card(String text, String owner, String reason, String row) {}

  static final List<Card> CARDS = List.of(Json.read(Entry.resource("roles.json"), Card[].class));

  @Override
  public Verdict check(Answer answer) {
    List<String> owners =
        IntStream.rangeClosed(1, CARDS.size())
            .mapToObj(card -> answer.call(String.class, "owner", card).strip())
            .map(owner -> owner.toLowerCase(Locale.ROOT))
            .toList();
    long open = owners.stream().filter("?"::equals).count();
    if (open == CARDS.size()) {
      return Verdict.notYet(
          "none of the %d cards is answered yet. Card 1, «%s»: whose is it? Write engineer,"
              + " scientist or both",
          open, CARDS.getFirst().text());
    }
    long right =
        IntStream.range(0, CARDS.size())
            .filter(i -> CARDS.get(i).owner().equals(owners.get(i)))
            .count();
    for (int i = 0; i < CARDS.size(); i++) {
      Card card = CARDS.get(i);
      String owner = owners.get(i);
      if (!owner.equals("?") && !OWNERS.contains(owner)) {
        return Verdict.notYet(
            "card %d has the owner «%s»: write engineer, scientist or both",
            i + 1, TerminalText.shortened(owner, 40));
      }
      if (!owner.equals("?") && !owner.equals(card.owner())) {
        return Verdict.notYet(
            "%d of %d cards are right, %d are open. Card %d, «%s»: «%s» is wrong. %s See the row"
                + " «%s» of the comparison.",
            right, CARDS.size(), open, i + 1, card.text(), owner, card.reason(), card.row());
      }
    }
    return open > 0
        ? Verdict.notYet("%d cards are right, %d are not answered yet", right, open)
        : Verdict.passed(
            "all %d cards: the roles differ in what they owe to whom, not in the model",
            CARDS.size());
  }
}

package workbench.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChecklistTest {

  private static final Checklist CHECKLIST = Checklist.ofTheWorkbench();

  @Test
  void everyCombinationOfAnswersHasOneRule() {
    for (Map<String, Boolean> answers : combinations()) {
      assertEquals(
          1,
          CHECKLIST.rules().stream().filter(rule -> rule.holds(answers)).count(),
          answers.toString());
    }
  }

  @Test
  void everyRuleIsReachedAndGivesAnAdviceOfItsOwn() {
    var advice = new HashSet<String>();
    combinations().forEach(answers -> advice.add(CHECKLIST.rule(answers).advice()));
    assertEquals(CHECKLIST.rules().size(), advice.size());
  }

  @Test
  void rulesAskForQuestionsThatThereAre() {
    List<String> ids = CHECKLIST.questions().stream().map(Checklist.Question::id).toList();
    CHECKLIST
        .rules()
        .forEach(rule -> assertTrue(ids.containsAll(rule.when().keySet()), rule.advice()));
  }

  @Test
  void withoutASignalTheStudyComesFirst() {
    List<String> advice =
        combinations().stream()
            .filter(answers -> !answers.get("signal"))
            .map(answers -> CHECKLIST.rule(answers).advice())
            .distinct()
            .toList();
    assertEquals(List.of("Begin as the data scientist, with a study."), advice);
  }

  @Test
  void refusesToAdviseWithoutAllAnswers() {
    assertThrows(IllegalArgumentException.class, () -> CHECKLIST.rule(Map.of("signal", true)));
  }

  private static List<Map<String, Boolean>> combinations() {
    List<Map<String, Boolean>> combinations = new ArrayList<>();
    int questions = CHECKLIST.questions().size();
    for (int bits = 0; bits < 1 << questions; bits++) {
      Map<String, Boolean> answers = new HashMap<>();
      for (int i = 0; i < questions; i++) {
        answers.put(CHECKLIST.questions().get(i).id(), (bits >> i & 1) == 1);
      }
      combinations.add(answers);
    }
    return combinations;
  }
}

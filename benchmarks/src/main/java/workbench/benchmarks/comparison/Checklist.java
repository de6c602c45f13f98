package workbench.benchmarks.comparison;

import java.util.List;
import java.util.Map;

/**
 * When to use which way of working: questions to be answered with yes or no, and rules. The first
 * rule whose conditions are all met gives the advice.
 *
 * @param questions in the order in which the rules ask
 * @param rules the last one has no exception left, so that every combination of answers has an
 *     advice
 */
public record Checklist(List<Question> questions, List<Rule> rules) {

  /**
   * @param id letters
   * @param text ends with a question mark
   * @param hint what counts as a yes
   */
  public record Question(String id, String text, String hint) {}

  /**
   * @param when answers by the ids of the questions; one that is not there does not matter
   * @param condition the same for a reader, after «If»
   * @param advice in a few words
   * @param reason why
   */
  public record Rule(Map<String, Boolean> when, String condition, String advice, String reason) {

    boolean holds(Map<String, Boolean> answers) {
      return when.entrySet().stream()
          .allMatch(entry -> entry.getValue().equals(answers.get(entry.getKey())));
    }
  }

  public Checklist {
    questions = List.copyOf(questions);
    rules = List.copyOf(rules);
  }

  /** The one on the page. */
  static Checklist ofTheWorkbench() {
    return new Checklist(
        List.of(
            new Question(
                "signal",
                "Has it been shown that the data hold something to learn?",
                "Yes, if on rows that no model had seen chance was ruled out as the reason for the"
                    + " score."),
            new Question(
                "service",
                "Will a program ask for predictions, again and again?",
                "No, if people want an answer once, to read and to decide by."),
            new Question(
                "reasons",
                "Must somebody be told why, or how sure it is?",
                "Yes, if a decision about a person, money or safety hangs on it."),
            new Question(
                "network",
                "Has a network been shown to be better than the simple model, on the same rows?",
                "No, if the difference may be chance, or nobody has looked.")),
        List.of(
            new Rule(
                Map.of("signal", false),
                "no signal has been shown",
                "Begin as the data scientist: make a study first.",
                "A pipeline cannot make a signal. Its gate refuses such a model; the study says how"
                    + " many rows would show a weak one."),
            new Rule(
                Map.of("signal", true, "service", false),
                "there is a signal, and nobody asks for predictions",
                "Stay the data scientist: the report is the product.",
                "A server that nobody calls costs care every day. Intervals, plots and a notebook"
                    + " that others can run again are what readers use."),
            new Rule(
                Map.of("signal", true, "service", true, "reasons", true),
                "predictions are asked for, and somebody must be told why",
                "Both: the scientist exports the model, then the engineer takes it through the gate"
                    + " and serves it.",
                "Each coefficient of the logistic regression has an interval and can be defended;"
                    + " the gate, the versions and the server come with the engineer. The report"
                    + " goes along with the model."),
            new Rule(
                Map.of("signal", true, "service", true, "reasons", false, "network", true),
                "predictions are asked for, reasons are not, and a network was shown to be better",
                "Work as the engineer: the network, through the whole pipeline.",
                "What it gains was measured, so its longer training, its larger file and its"
                    + " missing reasons are paid for."),
            new Rule(
                Map.of("signal", true, "service", true, "reasons", false, "network", false),
                "predictions are asked for, reasons are not, and no network was shown to be better",
                "Take the scientist's simple model into the engineer's service, and measure again"
                    + " later.",
                "It fits in milliseconds, its file is small, and it says why. The pipeline is ready"
                    + " for the day when more rows make the network better.")));
  }

  /**
   * The rule that applies.
   *
   * @param answers one a question
   * @throws IllegalArgumentException if a question is not answered
   */
  Rule rule(Map<String, Boolean> answers) {
    if (!questions.stream().allMatch(question -> answers.containsKey(question.id()))) {
      throw new IllegalArgumentException("not all questions are answered: " + answers);
    }
    return rules.stream().filter(rule -> rule.holds(answers)).findFirst().orElseThrow();
  }
}

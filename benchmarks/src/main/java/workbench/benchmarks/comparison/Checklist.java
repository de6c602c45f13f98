package workbench.benchmarks.comparison;

import java.util.List;
import java.util.Map;

/**
 * Decision rules for choosing a workflow: yes-or-no questions, and rules over their answers. The
 * first rule whose conditions are all met gives the advice.
 *
 * @param questions in the order in which the rules use them
 * @param rules together they cover every combination of answers
 */
public record Checklist(List<Question> questions, List<Rule> rules) {

  /**
   * @param id letters
   * @param text ends with a question mark
   * @param hint condition for a yes
   */
  public record Question(String id, String text, String hint) {}

  /**
   * @param when required answers by the ids of the questions; other questions do not matter
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

  /** The rules on the comparison page. */
  public static Checklist ofTheWorkbench() {
    return new Checklist(
        List.of(
            new Question(
                "signal",
                "Is a signal shown in the data?",
                "Yes, if a test on unseen rows shows that the score is better than chance."),
            new Question(
                "service",
                "Will a program request predictions regularly?",
                "No, if people need one answer to read and decide."),
            new Question(
                "reasons",
                "Must you explain the predictions or their uncertainty?",
                "Yes, if a decision about people, money or safety depends on them."),
            new Question(
                "network",
                "Is a network shown to be better than the simple model on the same rows?",
                "No, if the difference may be chance or was not tested.")),
        List.of(
            new Rule(
                Map.of("signal", false),
                "no signal is shown",
                "Begin as the data scientist, with a study.",
                "The pipeline's gate refuses a model without a signal. The study tells you how many"
                    + " rows would show a weak one."),
            new Rule(
                Map.of("signal", true, "service", false),
                "there is a signal, and no program requests predictions",
                "Work as the data scientist: the report is the product.",
                "An unused server still needs maintenance. Readers use intervals, plots and a"
                    + " notebook that they can run again."),
            new Rule(
                Map.of("signal", true, "service", true, "reasons", true),
                "a program requests predictions, and you must explain them",
                "Both: the scientist exports the model, then the engineer takes it through the gate"
                    + " and serves it.",
                "You can explain each coefficient of the logistic regression and give its interval."
                    + " The engineer adds the gate, the versions and the server."),
            new Rule(
                Map.of("signal", true, "service", true, "reasons", false, "network", true),
                "a program requests predictions, you need not explain them, and a network is"
                    + " better",
                "Work as the engineer: the network, through the whole pipeline.",
                "The measured gain justifies longer training, a larger file and predictions that"
                    + " are harder to explain."),
            new Rule(
                Map.of("signal", true, "service", true, "reasons", false, "network", false),
                "a program requests predictions, you need not explain them, and no network is shown"
                    + " to be better",
                "Serve the scientist's simple model, and compare again later.",
                "The simple model is fitted in milliseconds, its file is small, and it can be"
                    + " explained. With more rows the network may become better; the pipeline is"
                    + " then ready.")));
  }

  /**
   * The rule that applies.
   *
   * @param answers one a question
   * @throws IllegalArgumentException if a question is not answered
   */
  public Rule rule(Map<String, Boolean> answers) {
    if (!questions.stream().allMatch(question -> answers.containsKey(question.id()))) {
      throw new IllegalArgumentException("not all questions are answered: " + answers);
    }
    return rules.stream().filter(rule -> rule.holds(answers)).findFirst().orElseThrow();
  }
}

package workbench.exercises;

class EngineerAnswersTest extends Answers {

  EngineerAnswersTest() {
    super("engineer");
  }
}

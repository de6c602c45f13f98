package workbench.exercises;

class ScientistAnswersTest extends Answers {

  ScientistAnswersTest() {
    super("scientist");
  }
}

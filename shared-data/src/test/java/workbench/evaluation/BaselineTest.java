package workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BaselineTest {

  @Test
  void answersWithTheMoreFrequentClass() {
    assertEquals(1, Baseline.fit(new int[] {1, 0, 1}).label());
    assertEquals(0, Baseline.fit(new int[] {1, 0, 0}).label());
  }

  @Test
  void answersZeroOnATie() {
    assertEquals(0, Baseline.fit(new int[] {1, 0, 0, 1}).label());
  }

  @Test
  void isRightAsOftenAsItsClassAppears() {
    int[] test = {1, 1, 0, 1};
    assertEquals(0.75, new Baseline(1).accuracy(test));
    assertEquals(0.25, new Baseline(0).accuracy(test));
  }
}

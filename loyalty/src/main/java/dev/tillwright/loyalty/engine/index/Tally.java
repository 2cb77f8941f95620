package dev.tillwright.loyalty.engine.index;

import java.util.Arrays;

/**
 * Counts the tests that hold, by entry. A count is valid only when it bears the mark of the present
 * round, so that nothing is cleared between rounds. For one thread.
 */
final class Tally {
  private final int[] entryMarks;
  private final int[] testMarks;
  private final int[] counts;
  private final int[] touched;
  private int size;
  private int round;

  Tally(int entries, int tests) {
    this.entryMarks = new int[entries];
    this.testMarks = new int[tests];
    this.counts = new int[entries];
    this.touched = new int[entries];
  }

  void begin() {
    size = 0;
    if (++round == Integer.MAX_VALUE) {
      Arrays.fill(entryMarks, 0);
      Arrays.fill(testMarks, 0);
      round = 1;
    }
  }

  /** Whether a test is named for the first time in this round. */
  boolean first(int test) {
    if (testMarks[test] == round) {
      return false;
    }
    testMarks[test] = round;
    return true;
  }

  /**
   * @param before what an entry counts that was not named in this round
   */
  void count(int entry, int before, int change) {
    if (entryMarks[entry] != round) {
      entryMarks[entry] = round;
      counts[entry] = before;
      touched[size++] = entry;
    }
    counts[entry] += change;
  }

  boolean named(int entry) {
    return entryMarks[entry] == round;
  }

  int size() {
    return size;
  }

  int entry(int place) {
    return touched[place];
  }

  int counted(int entry) {
    return counts[entry];
  }
}

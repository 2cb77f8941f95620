package dev.tillwright.loyalty.engine.index;

/** One alternative of a rule, with the tests that are still to be made where it is filed. */
final class Entry {
  private final int rule;
  private final boolean exact;
  private final Check[] checks;

  /**
   * @param rule whose
   * @param exact whether the tests are all there is
   * @param checks what is left to test
   */
  Entry(int rule, boolean exact, Check... checks) {
    this.rule = rule;
    this.exact = exact;
    this.checks = checks;
  }

  void match(Probe probe, Matches found) {
    for (Check check : checks) {
      if (!check.holds(probe)) {
        return;
      }
    }
    found.add(rule, exact);
  }

  /** The same where one of its tests is known to hold. */
  Entry without(int check) {
    Check[] left = new Check[checks.length - 1];
    System.arraycopy(checks, 0, left, 0, check);
    System.arraycopy(checks, check + 1, left, check, left.length - check);
    return new Entry(rule, exact, left);
  }

  int rule() {
    return rule;
  }

  Check[] checks() {
    return checks;
  }
}

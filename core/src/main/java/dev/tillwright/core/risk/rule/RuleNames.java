package dev.tillwright.core.risk.rule;

/** The forms of names in a rule set. */
final class RuleNames {
  static final String ID = "[a-z0-9-]{1,64}";
  static final String ID_WORDS = "1 to 64 of a-z, 0-9 and - were expected";

  private RuleNames() {}

  static String id(String text) {
    if (!text.matches(ID)) {
      throw new IllegalArgumentException("an id has 1 to 64 of a-z, 0-9 and hyphen");
    }
    return text;
  }
}

package dev.tillwright.core.risk.rule;

/** What a rule asks for, from the mildest to the worst. Rule files hold the names. */
public enum RuleOutcome {
  /** It goes on, and somebody looks at it later. */
  REVIEW,
  /** It goes on only when something more is shown. */
  STEP_UP,
  /** It does not go on. */
  BLOCK
}

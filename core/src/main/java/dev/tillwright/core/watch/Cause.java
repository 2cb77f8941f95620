package dev.tillwright.core.watch;

/** What most likely lies behind a finding. A likelihood, not a verdict: the evidence stands by. */
public enum Cause {
  DEVICE,
  SOFTWARE,
  NETWORK,
  /** A PIN or signature was asked for and never came. */
  UNFINISHED_STEP,
  OPERATOR,
  FRAUD,
  STALE_VERSION,
  /** Nothing is wrong; it is only not there. */
  ABSENCE
}

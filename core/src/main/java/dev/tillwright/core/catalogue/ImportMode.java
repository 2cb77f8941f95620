package dev.tillwright.core.catalogue;

/** What becomes of a file with bad lines. */
public enum ImportMode {
  /** Nothing is written, whatever the file: it is only looked at. */
  CHECK,
  /** All of it or nothing. */
  ALL_OR_NOTHING,
  /** The good lines are taken, and the bad ones named. */
  GOOD_LINES
}

package dev.tillwright.core.journal;

/** Where a chain ends: the writer's epoch, the newest position and its hash. */
record Head(int epoch, long seq, String hash) {
  static final String BEFORE_FIRST = "0".repeat(64);
}

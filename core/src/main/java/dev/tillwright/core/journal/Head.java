package dev.tillwright.core.journal;

import java.util.Objects;

/**
 * Where a chain ends: the writer's epoch, the newest position and its hash.
 *
 * @param epoch the newest opening; from 1, or 0 where nothing was ever written
 * @param seq the newest position; 0 before the first
 * @param hash the hash there; {@link #BEFORE_FIRST} before the first
 */
public record Head(int epoch, long seq, String hash) {
  /** What stands before the first entry: 64 zeros. */
  public static final String BEFORE_FIRST = "0".repeat(64);

  /** The end of a journal that was never begun. */
  public static final Head NONE = new Head(0, 0, BEFORE_FIRST);

  /** Whether a text has the form of a hash. */
  static boolean isHash(String text) {
    return text.length() == BEFORE_FIRST.length()
        && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
  }

  public Head {
    Objects.requireNonNull(hash, "hash");
  }

  /** The end of a chain whose newest entry this is. */
  public static Head of(Entry newest) {
    return new Head(newest.epoch(), newest.seq(), newest.hash());
  }
}

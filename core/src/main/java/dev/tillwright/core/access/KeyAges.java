package dev.tillwright.core.access;

import java.time.Instant;
import java.util.List;

/**
 * The port to how old the keys are, for the audit. Brought by whoever keeps them. Answers at once
 * from memory or a small table; shows no key. <b>Threads.</b> Any number at once.
 */
@FunctionalInterface
public interface KeyAges {

  /** The keys in use. */
  List<Key> keys();

  /** A till that is told of no keys. */
  static KeyAges none() {
    return List::of;
  }

  /**
   * One key.
   *
   * @param id as entries name it, never the key
   * @param use for what, in words
   * @param since when it came into use
   */
  record Key(String id, String use, Instant since) {}
}

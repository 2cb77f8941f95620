package dev.tillwright.crypto.key;

import java.util.HashMap;
import java.util.Map;

/**
 * Uses that the module has booked and that are not yet used. They are fetched in blocks, so that
 * not every use waits for the disk; a crash loses what is left of a block.
 */
final class UseBooks {
  private static final int BLOCK = 64;

  private final KeyModule module;
  private final Map<KeyRef, Integer> left = new HashMap<>();

  UseBooks(KeyModule module) {
    this.module = module;
  }

  /** Takes one use; answers false when all are spent. */
  synchronized boolean take(KeyHandle key) {
    int here = left.getOrDefault(key.ref(), 0);
    if (here == 0) {
      here = module.reserve(key, BLOCK);
    }
    if (here == 0) {
      left.remove(key.ref());
      return false;
    }
    left.put(key.ref(), here - 1);
    return true;
  }

  /** Forgets what is left for a key that is gone. */
  synchronized void forget(KeyRef key) {
    left.remove(key);
  }
}

package dev.tillwright.loyalty.engine.index;

import java.util.Arrays;

/**
 * The rules that hold for a probe, ascending and each once. For one thread, used again and again.
 */
public final class Matches {
  private static final int UNSURE = 1;

  /** Rule times two; one more where something unknown must hold besides. */
  private int[] keys = new int[16];

  private int size;

  void clear() {
    size = 0;
  }

  void add(int rule, boolean exact) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    keys[size++] = rule * 2 + (exact ? 0 : UNSURE);
  }

  /** Alternatives of one rule become one match; a sure one comes first and stays. */
  void settle() {
    Arrays.sort(keys, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || keys[kept - 1] >> 1 != keys[i] >> 1) {
        keys[kept++] = keys[i];
      }
    }
    size = kept;
  }

  /** How many. */
  public int size() {
    return size;
  }

  /** The number of a rule. */
  public int rule(int place) {
    return keys[place] >> 1;
  }

  /** Whether the rule holds for sure; otherwise what the index could not know decides. */
  public boolean sure(int place) {
    return (keys[place] & UNSURE) == 0;
  }
}

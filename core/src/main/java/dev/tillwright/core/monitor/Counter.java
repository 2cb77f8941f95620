package dev.tillwright.core.monitor;

import java.util.concurrent.atomic.LongAdder;

/** Counts up. For any number of threads, without a lock. Got from {@link Monitor#counter}. */
public final class Counter {
  private final LongAdder sum = new LongAdder();

  Counter() {}

  /** One more. */
  public void count() {
    sum.increment();
  }

  /**
   * Some more.
   *
   * @param times 0 or more
   */
  public void count(long times) {
    if (times < 0) {
      throw new IllegalArgumentException("a counter only rises");
    }
    sum.add(times);
  }

  /** How many so far. */
  public long value() {
    return sum.sum();
  }
}

package dev.tillwright.core.access;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * What moved within a time that slides: each tender comes in once and drops out once, so that its
 * cost over any number of questions is O(1) a tender. Not for several threads.
 */
final class SpentWindow {
  private final ArrayDeque<Spent> inside = new ArrayDeque<>();
  private final Map<Long, Spent> bySeq = new HashMap<>();
  private final long millis;
  private long sum;
  long seq;
  long from = Long.MIN_VALUE;
  long steps;

  private static final class Spent {
    final long seq;
    final long at;
    long amount;

    Spent(long seq, long at, long amount) {
      this.seq = seq;
      this.at = at;
      this.amount = amount;
    }
  }

  SpentWindow(long millis) {
    this.millis = millis;
  }

  /** One more tender; times never run back. */
  void add(long seq, long at, long amount) {
    steps++;
    Spent spent = new Spent(seq, at, amount);
    inside.addLast(spent);
    bySeq.put(seq, spent);
    sum = Math.addExact(sum, amount);
  }

  /** A tender counts for so much less; nothing when it dropped out. */
  void less(long of, long amount) {
    steps++;
    Spent spent = bySeq.get(of);
    if (spent != null) {
      spent.amount -= amount;
      sum -= amount;
    }
  }

  /** What moved after {@code now - time}, up to now. */
  long sum(long now) {
    while (!inside.isEmpty() && inside.getFirst().at <= now - millis) {
      steps++;
      Spent gone = inside.removeFirst();
      bySeq.remove(gone.seq);
      sum -= gone.amount;
    }
    return sum;
  }

  /** Forgets all, to be filled again from the first entry that counts. */
  void clear() {
    inside.clear();
    bySeq.clear();
    sum = 0;
    seq = 0;
  }

  int size() {
    return inside.size();
  }
}

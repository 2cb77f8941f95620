package dev.tillwright.core.risk.window;

import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.rule.Grounds;
import dev.tillwright.core.risk.rule.Measure;
import dev.tillwright.core.risk.rule.Tally;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One measure's acts, in their order, and what they come to for each key. */
final class Window {
  /** An amount counts as at most so many minor units, so that no sum overflows. */
  static final long MOST_AMOUNT = 1_000_000_000_000L;

  private record In(long at, String key, long amount) {}

  private final Measure measure;
  private final Grounds grounds;
  private final int most;
  private final long over;
  private final ArrayDeque<In> acts = new ArrayDeque<>();

  /** What was out at the time of a look, which may turn out to have been later than an act. */
  private final ArrayDeque<In> out = new ArrayDeque<>();

  private final Map<String, Tally> cells = new HashMap<>();
  private long steps;
  private long dropped;

  Window(Measure measure, Grounds grounds, int most) {
    this.grounds = grounds;
    this.measure = measure;
    this.most = most;
    this.over = measure.over().toMillis();
  }

  void add(Act act, long now) {
    move(now);
    out.clear(); // acts come in order: what is out now never comes back
    Optional<String> key = measure.counts(act, grounds) ? measure.key(act) : Optional.empty();
    if (key.isEmpty()) {
      return;
    }
    In in = new In(now, key.get(), amount(act));
    acts.addLast(in);
    put(in);
    if (acts.size() > most) {
      dropped++;
      take(acts.removeFirst());
    }
  }

  /** What there is for the act's key when the act is counted too, if it is one that counts. */
  Tally with(Act act, long now) {
    move(now);
    Optional<String> key = measure.key(act);
    if (key.isEmpty()) {
      return Tally.NONE;
    }
    steps++;
    Tally had = cells.getOrDefault(key.get(), Tally.NONE);
    return measure.counts(act, grounds) ? had.and(amount(act)) : had;
  }

  private static long amount(Act act) {
    return Math.min(act.amount().minor(), MOST_AMOUNT);
  }

  /** What is as old as the window is long has left it; what is younger has not. */
  private void move(long now) {
    while (!acts.isEmpty() && acts.peekFirst().at() <= now - over) {
      In old = acts.removeFirst();
      take(old);
      out.addLast(old);
    }
    while (!out.isEmpty() && out.peekLast().at() > now - over) {
      In young = out.removeLast();
      acts.addFirst(young);
      put(young);
    }
  }

  private void put(In in) {
    steps++;
    cells.merge(in.key(), Tally.NONE.and(in.amount()), (had, one) -> had.and(in.amount()));
  }

  private void take(In gone) {
    steps++;
    cells.computeIfPresent(
        gone.key(),
        (key, had) ->
            had.count() == 1 ? null : new Tally(had.count() - 1, had.sum() - gone.amount()));
  }

  long steps() {
    return steps;
  }

  long dropped() {
    return dropped;
  }

  int size() {
    return acts.size();
  }

  int keys() {
    return cells.size();
  }
}

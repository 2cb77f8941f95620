package dev.tillwright.core.central;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Head;
import dev.tillwright.core.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings one journal to the central store, a bounded batch at a time. Where to go on is asked each
 * time; what is remembered only spares a comparison. For one thread at a time.
 */
final class Delivery {
  private static final int CHUNK = 16;
  private static final long BATCH_CHARACTERS = 4L << 20;

  private final Journal journal;
  private final String terminal;
  private final int batch;

  /** A place at which the two journals were seen to be the same. */
  private Head same = Head.NONE;

  private @Nullable Fork parted;
  private long aside;

  Delivery(Journal journal, int batch) {
    this.journal = journal;
    this.terminal = journal.terminal();
    this.batch = batch;
  }

  /**
   * What a step came to.
   *
   * @param mark the newest position at the central store
   * @param waiting the oldest entry that is still to be shipped, if there is one
   */
  record Step(long mark, @Nullable Entry waiting) {}

  /**
   * Ships one batch.
   *
   * @throws ForkException at the first position where the two differ
   */
  Step ship(CentralStore central) {
    Head mark = central.mark(terminal);
    compare(central, mark);
    List<Entry> entries = from(mark.seq() + 1);
    if (entries.isEmpty()) {
      return new Step(mark.seq(), null);
    }
    central.add(entries);
    same = Head.of(entries.get(entries.size() - 1));
    return new Step(same.seq(), journal.entry(same.seq() + 1).orElse(null));
  }

  /**
   * Sends a batch again that was shipped before: what is missing there is filled in.
   *
   * @return the position after it; the same when nothing is left
   * @throws ForkException at the first position where the two differ
   */
  long again(CentralStore central, long seq) {
    List<Entry> entries = from(seq);
    central.add(entries);
    return seq + entries.size();
  }

  private void compare(CentralStore central, Head mark) {
    if (mark.seq() == 0 || mark.equals(same)) {
      return;
    }
    long common = Math.min(mark.seq(), journal.headSeq());
    boolean equal = common == 0 || equal(central, common);
    if (!equal) {
      throw fork(central, firstDifference(central, common));
    }
    if (common < mark.seq()) {
      throw new ForkException(new Fork(Fork.What.OLD_COPY, terminal, 0, common + 1));
    }
    same = mark;
  }

  private boolean equal(CentralStore central, long seq) {
    Optional<String> there = central.hash(terminal, seq);
    return there.isPresent() && there.equals(journal.hash(seq));
  }

  /** Each hash covers all before it, so the first difference is found by halving. */
  private long firstDifference(CentralStore central, long differs) {
    long same = 0;
    long other = differs;
    while (other - same > 1) {
      long middle = same + (other - same) / 2;
      if (equal(central, middle)) {
        same = middle;
      } else {
        other = middle;
      }
    }
    return other;
  }

  private ForkException fork(CentralStore central, long seq) {
    int epoch = journal.entry(seq).map(Entry::epoch).orElse(0);
    return central.fork(terminal, seq, epoch);
  }

  /** Keeps what cannot join, a batch at a time; answers whether there is more. */
  boolean setAside(CentralStore central, Fork fork) {
    if (!fork.equals(parted)) {
      parted = fork;
      aside = fork.seq() - 1;
    }
    List<Entry> entries = from(aside + 1);
    if (entries.isEmpty()) {
      return false;
    }
    central.setAside(entries, fork.what());
    aside = entries.get(entries.size() - 1).seq();
    return aside < journal.headSeq();
  }

  private List<Entry> from(long seq) {
    List<Entry> entries = new ArrayList<>();
    long characters = 0;
    long next = seq;
    while (entries.size() < batch && characters < BATCH_CHARACTERS && next <= journal.headSeq()) {
      int before = entries.size();
      journal.read(next, next + Math.min(CHUNK, batch - before) - 1, entries::add);
      for (Entry entry : entries.subList(before, entries.size())) {
        characters += entry.payload().length();
      }
      next += entries.size() - before;
    }
    return entries;
  }
}

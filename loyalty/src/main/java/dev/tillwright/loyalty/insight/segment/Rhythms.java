package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the visits of all members one after the other and tells each one's rhythm. */
final class Rhythms {
  private final Consumer<Rhythm> consumer;
  private final Deque<Instant> bought = new ArrayDeque<>();
  private @Nullable String member;
  private String terminal = "";
  private long seq;
  private boolean broughtBack;

  private Rhythms(Consumer<Rhythm> consumer) {
    this.consumer = consumer;
  }

  static void read(Tx tx, String currency, Instant at, Consumer<Rhythm> consumer) {
    Rhythms all = new Rhythms(consumer);
    tx.each(
        "select member, at_ms, terminal, seq, bought from segment_visit where currency = ?"
            + " and at_ms <= ? order by member, at_ms, terminal, seq, part",
        all::row,
        currency,
        at.toEpochMilli());
    all.end();
  }

  private void row(Tx.Row row) {
    String who = row.text(1);
    if (!who.equals(member)) {
      end();
      member = who;
    }
    if (row.number(5) == 0) {
      broughtBack = true;
      return;
    }
    broughtBack = false;
    terminal = row.text(3);
    seq = row.number(4);
    bought.addLast(Instant.ofEpochMilli(row.number(2)));
    if (bought.size() > Rhythm.GAPS + 1) {
      bought.removeFirst();
    }
  }

  private void end() {
    String who = member;
    if (who != null && !bought.isEmpty()) {
      List<Duration> gaps = new ArrayList<>();
      Instant before = null;
      for (Instant each : bought) {
        if (before != null) {
          gaps.add(Duration.between(before, each));
        }
        before = each;
      }
      consumer.accept(
          new Rhythm(who, terminal, seq, bought.getFirst(), bought.getLast(), broughtBack, gaps));
    }
    bought.clear();
    broughtBack = false;
    member = null;
  }
}

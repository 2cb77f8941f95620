package dev.tillwright.core.access;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds, at the central store, where tills that were cut off passed a shared limit together: by the
 * follower {@link Limits#shared}, so from what they shipped, whenever it arrived.
 *
 * <p><b>Guarantees.</b> The same entries give the same findings, in whatever order terminals
 * shipped. A sale that its till had paused for this limit is no overshoot by itself: somebody was
 * asked. A stretch above the limit is one finding, with the highest sum.
 *
 * <p><b>Not promised.</b> What was not shipped yet, and what was forgotten: see {@link
 * Limits#shared}. Times are those of the tills' clocks.
 *
 * <p><b>Cost.</b> One read of what moved in the time, in order; in memory one window.
 */
public final class Overshoots {
  /** So many findings at most. */
  public static final int MAX_FOUND = 1_000;

  private static final String ALARM = "limits.overshoot";

  private Overshoots() {}

  /**
   * Looks at the tenders of a time.
   *
   * @param store of the central followers
   * @param limits as the tills have them; those that count a till are left out
   * @param from the first moment that is looked at
   * @param to the last
   * @return by limit, then subject, then time; at most {@value #MAX_FOUND}
   */
  public static List<Overshoot> find(Database store, List<Limit> limits, Instant from, Instant to) {
    return store.read(
        tx -> {
          List<Overshoot> found = new ArrayList<>();
          for (Limit limit : limits) {
            switch (limit.per()) {
              case CARD -> new Pass(limit, "card", false, from, found).over(tx, to);
              case MEMBER -> new Pass(limit, "member", false, from, found).over(tx, to);
              case CUSTOMER -> {
                new Pass(limit, "member", false, from, found).over(tx, to);
                new Pass(limit, "card", true, from, found).over(tx, to);
              }
              case TILL -> {
                // counted by each till alone
              }
            }
          }
          return List.copyOf(found);
        });
  }

  /**
   * The same, and tells it: the alarm {@code limits.overshoot}, with the limit as subject, stands
   * while there is one in the time that was looked at.
   */
  public static List<Overshoot> watch(
      Database store, List<Limit> limits, Instant from, Instant to, Monitor monitor) {
    List<Overshoot> found = find(store, limits, from, to);
    for (Limit limit : limits) {
      long times = found.stream().filter(it -> it.limit().equals(limit.name())).count();
      if (times == 0) {
        monitor.clear(ALARM, limit.name());
      } else {
        String often = times + (times == 1 ? " time" : " times");
        monitor.raise(ALARM, limit.name(), "tills passed a shared limit together, " + often);
      }
    }
    return found;
  }

  /** One limit over one column of subjects. */
  private static final class Pass {
    private final Limit limit;
    private final String column;
    private final boolean nobodyElse;
    private final long from;
    private final List<Overshoot> found;
    private final ArrayDeque<Overshoot.Spent> inside = new ArrayDeque<>();
    private String subject = "";
    private long sum;
    private @Nullable Overshoot standing;

    /**
     * @param nobodyElse whether a tender is only judged where no member was named
     */
    Pass(Limit limit, String column, boolean nobodyElse, Instant from, List<Overshoot> found) {
      this.limit = Objects.requireNonNull(limit, "limit");
      this.column = column;
      this.nobodyElse = nobodyElse;
      this.from = from.toEpochMilli();
      this.found = found;
    }

    void over(Tx tx, Instant to) {
      tx.each(
          "select m."
              + column
              + ", m.terminal, m.seq, m.at, m.amount + (select coalesce(sum(b.amount), 0) from"
              + " shared_moved b where b.sale = m.sale and b.of_seq = m.seq and b.what in "
              + SharedSums.less(limit)
              + "), (select count(*) from shared_shown s where s.sale = m.sale and s.code = ?),"
              + " case when m.member is null then 0 else 1 end from shared_moved m where m."
              + column
              + " is not null and m.what = 'TENDER' and m.currency = ? and m.at > ? and m.at <= ?"
              + SharedSums.kind(limit, "m")
              + " order by m."
              + column
              + ", m.at, m.terminal, m.seq",
          this::next,
          "limit." + limit.name(),
          limit.most().currency().getCurrencyCode(),
          from - limit.within().toMillis(),
          to.toEpochMilli());
      end();
    }

    private void next(Tx.Row row) {
      if (!row.text(1).equals(subject)) {
        end();
        subject = row.text(1);
      }
      long at = row.number(4);
      drop(at);
      Money amount = Money.ofMinor(row.number(5), limit.most().currency());
      if (amount.isZero()) {
        return; // taken off again
      }
      sum = Math.addExact(sum, amount.minor());
      inside.addLast(
          new Overshoot.Spent(row.text(2), row.number(3), Instant.ofEpochMilli(at), amount));
      if (sum <= limit.most().minor()) {
        told();
        return;
      }
      boolean asked = row.number(6) > 0 || (nobodyElse && row.number(7) > 0);
      boolean higher = standing == null || sum > standing.sum().minor();
      if (at >= from && !asked && higher) {
        standing = finding(at);
      }
    }

    private void drop(long at) {
      while (!inside.isEmpty()
          && inside.getFirst().at().toEpochMilli() <= at - limit.within().toMillis()) {
        sum -= inside.removeFirst().amount().minor();
      }
      if (sum <= limit.most().minor()) {
        told();
      }
    }

    private Overshoot finding(long at) {
      List<Overshoot.Spent> all = new ArrayList<>(inside);
      int first = Math.max(0, all.size() - Overshoot.MAX_ENTRIES);
      return new Overshoot(
          limit.name(),
          subject,
          Money.ofMinor(sum, limit.most().currency()),
          limit.most(),
          Instant.ofEpochMilli(at),
          all.subList(first, all.size()));
    }

    private void told() {
      if (standing != null && found.size() < MAX_FOUND) {
        found.add(standing);
      }
      standing = null;
    }

    private void end() {
      told();
      inside.clear();
      sum = 0;
    }
  }
}

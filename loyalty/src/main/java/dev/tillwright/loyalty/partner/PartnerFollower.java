package dev.tillwright.loyalty.partner;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;

/**
 * Keeps exchanges and what partners owe, from the journal's entries. It moves no points.
 *
 * <p><b>Guarantees.</b> A pure fold, as {@link Follower} says. Of entries with one key the first
 * counts; of the ends of an exchange as well.
 *
 * <p><b>Threads.</b> As {@link Follower} says; the object itself has no state.
 */
public final class PartnerFollower implements Follower {
  /** The follower's name. */
  public static final String NAME = "partner";

  /** A follower; all of its state is in the journal's database. */
  public PartnerFollower() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return PartnerTables.MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    PartnerEntries.read(entry).ifPresent(own -> apply(own, entry, tx));
  }

  private static void apply(PartnerEntries own, Entry entry, Tx tx) {
    if (own instanceof PartnerEntries.Begun begun) {
      begun(begun, entry, tx);
    } else if (own instanceof PartnerEntries.Ended ended) {
      ended(ended, entry, tx);
    } else if (own instanceof PartnerEntries.Funded funded) {
      int part = 0;
      for (PartnerEntries.Share share : funded.shares()) {
        if (!line(entry, tx, PartnerLines.FUNDED + funded.key(), ++part, share, true)) {
          return;
        }
      }
    } else if (own instanceof PartnerEntries.Redeemed redeemed) {
      line(entry, tx, PartnerLines.REDEEMED + redeemed.key(), 1, redeemed.share(), false);
    }
  }

  private static void begun(PartnerEntries.Begun begun, Entry entry, Tx tx) {
    ExchangeOrder order = begun.order();
    tx.insertIfAbsent(
        "insert into partner_exchange (terminal, id, seq, direction, partner, member, account,"
            + " asked, ours, theirs, state, reason) values (?,?,?,?,?,?,?,?,?,?,?,'')",
        entry.terminal(),
        order.key(),
        entry.seq(),
        order.direction().name(),
        order.partner(),
        order.member(),
        order.account(),
        order.points(),
        begun.ours(),
        begun.theirs(),
        Exchange.State.OPEN.name());
  }

  private static void ended(PartnerEntries.Ended ended, Entry entry, Tx tx) {
    int first =
        tx.update(
            "update partner_exchange set state = ?, reason = ?"
                + " where terminal = ? and id = ? and state = 'OPEN'",
            (ended.done() ? Exchange.State.DONE : Exchange.State.REFUSED).name(),
            ended.reason(),
            entry.terminal(),
            ended.key());
    if (first == 1 && ended.done()) {
      Exchange exchange = PartnerLines.exchange(tx, entry.terminal(), ended.key()).orElseThrow();
      ExchangeOrder order = exchange.order();
      line(
          entry,
          tx,
          PartnerLines.EXCHANGED + order.key(),
          1,
          new PartnerEntries.Share(order.partner(), exchange.ours()),
          order.direction() == ExchangeOrder.Direction.IN);
    }
  }

  private static boolean line(
      Entry entry, Tx tx, String id, int part, PartnerEntries.Share share, boolean issued) {
    return tx.insertIfAbsent(
        "insert into partner_line (terminal, id, part, at_ms, partner, issued, redeemed)"
            + " values (?,?,?,?,?,?,?)",
        entry.terminal(),
        id,
        part,
        entry.at().toEpochMilli(),
        share.partner(),
        issued ? share.points() : 0,
        issued ? 0 : share.points());
  }

  @Override
  public void reset(Tx tx) {
    PartnerTables.NAMES.forEach(table -> tx.update("delete from " + table));
  }
}

package dev.tillwright.loyalty.partner;

import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;

/** Reads the rows of the view. */
final class PartnerLines {
  static final String EXCHANGED = "exchange:";
  static final String FUNDED = "funded:";
  static final String REDEEMED = "redeemed:";

  private static final String EXCHANGES =
      "select id, direction, partner, member, account, asked, terminal, ours, theirs, state, reason"
          + " from partner_exchange where ";

  private PartnerLines() {}

  static Optional<Exchange> exchange(Tx tx, String terminal, String key) {
    return tx.first(EXCHANGES + "terminal = ? and id = ?", PartnerLines::read, terminal, key);
  }

  static List<Exchange> open(Tx tx, String terminal, int most) {
    return tx.list(
        EXCHANGES + "terminal = ? and state = 'OPEN' order by seq limit ?",
        PartnerLines::read,
        terminal,
        most);
  }

  static List<PartnerEntries.Share> shares(Tx tx, String terminal, String id) {
    return tx.list(
        "select partner, issued + redeemed from partner_line where terminal = ? and id = ?"
            + " order by part",
        row -> new PartnerEntries.Share(row.text(1), row.number(2)),
        terminal,
        id);
  }

  private static Exchange read(Tx.Row row) {
    return new Exchange(
        new ExchangeOrder(
            row.text(1),
            ExchangeOrder.Direction.valueOf(row.text(2)),
            row.text(3),
            row.text(4),
            row.text(5),
            row.number(6)),
        row.text(7),
        row.number(8),
        row.number(9),
        Exchange.State.valueOf(row.text(10)),
        row.text(11));
  }
}

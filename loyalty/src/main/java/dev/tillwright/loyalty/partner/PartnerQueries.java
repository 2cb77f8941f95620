package dev.tillwright.loyalty.partner;

import dev.tillwright.core.store.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads exchanges and what partners owe, as far as the follower has read. For all threads. */
public final class PartnerQueries {
  private static final int MOST = 1_000;

  private final Database database;

  /** Reads what is in this database. */
  public PartnerQueries(Database database) {
    this.database = database;
  }

  /** One exchange of a terminal; none when there is none of this key. */
  public Optional<Exchange> exchange(String terminal, String key) {
    return database.read(tx -> PartnerLines.exchange(tx, terminal, key));
  }

  /**
   * Exchanges of a terminal that have no end yet, oldest first.
   *
   * @param most 1 to 1,000
   */
  public List<Exchange> open(String terminal, int most) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("1 to " + MOST + " exchanges");
    }
    return database.read(tx -> PartnerLines.open(tx, terminal, most));
  }

  List<PartnerEntries.Share> shares(String terminal, String id) {
    return database.read(tx -> PartnerLines.shares(tx, terminal, id));
  }

  /** What each partner issued and redeemed from the first instant until before the second. */
  List<SettlementStatement.Turnover> turnover(Instant from, Instant to) {
    return database.read(
        tx ->
            tx.list(
                "select partner, sum(issued), sum(redeemed) from partner_line"
                    + " where at_ms >= ? and at_ms < ? group by partner order by partner",
                row -> new SettlementStatement.Turnover(row.text(1), row.number(2), row.number(3)),
                from.toEpochMilli(),
                to.toEpochMilli()));
  }
}

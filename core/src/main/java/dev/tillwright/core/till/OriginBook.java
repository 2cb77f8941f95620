package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.shared.SoldSale;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Where the sales of other tills stand that were fetched to take goods of them back: in this till's
 * own journal, so that a return that names one can be explained and taken up without the store.
 */
final class OriginBook implements Follower {
  static final String NAME = "origins";
  static final String KIND = "return.origin";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return List.of(
        Migration.of(1, "create table origin_sale (sale text primary key, seq bigint not null)"));
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (entry.kind().equals(KIND)) {
      tx.insertIfAbsent(
          "insert into origin_sale (sale, seq) values (?, ?)",
          JsonIn.parse(entry.payload()).text("sale"),
          entry.seq());
    }
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from origin_sale");
  }

  static Optional<Long> fetchedAt(SaleId sale, Tx tx) {
    return tx.first(
        "select seq from origin_sale where sale = ?", row -> row.number(1), sale.toString());
  }

  /** The payload as its till wrote it, whole, and two fields more, which a sale's reader skips. */
  static Draft fetched(SoldSale sold) {
    String payload = sold.payload().strip();
    return new Draft(
        KIND,
        payload.substring(0, payload.length() - 1)
            + ",\"soldSeq\":"
            + sold.seq()
            + ",\"soldAt\":\""
            + sold.at()
            + "\"}");
  }

  static Books.Sold read(Entry entry) {
    try {
      Instant at = Instant.parse(JsonIn.parse(entry.payload()).text("soldAt"));
      return new Books.Sold(CompletedSale.parse(entry.payload()), at);
    } catch (DateTimeException | JsonException e) {
      throw new TillwrightException(
          "journal.broken", false, "entry " + entry.seq() + " holds no sale that was fetched");
    }
  }

  /** What all returns here gave back of a sale. */
  static Money gaveBack(SaleId sale, Currency currency, Tx tx) {
    return tx.first(
            "select coalesce(sum(total), 0) from sale_returned where origin = ?",
            row -> Money.ofMinor(row.number(1), currency),
            sale.toString())
        .orElse(Money.zero(currency));
  }
}

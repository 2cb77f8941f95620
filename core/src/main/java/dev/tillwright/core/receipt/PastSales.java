package dev.tillwright.core.receipt;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The follower that finds finished sales again: by number, date, amount, last four digits, card,
 * item, member or reference. Works over the journals of many terminals, one asked at a time.
 */
public final class PastSales implements Follower {
  /** The follower's name. */
  public static final String NAME = "pastsales";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "CREATE TABLE past_sale (terminal TEXT NOT NULL, seq BIGINT NOT NULL,"
                  + " sale TEXT NOT NULL, kind TEXT NOT NULL, receipt BIGINT NOT NULL,"
                  + " at TEXT NOT NULL, currency TEXT NOT NULL, total BIGINT NOT NULL,"
                  + " member TEXT, reference TEXT NOT NULL, PRIMARY KEY (terminal, seq))",
              "CREATE INDEX past_sale_receipt ON past_sale (terminal, receipt)",
              "CREATE INDEX past_sale_at ON past_sale (terminal, at)",
              "CREATE INDEX past_sale_total ON past_sale (terminal, total, seq)",
              "CREATE INDEX past_sale_member ON past_sale (terminal, member, seq)",
              "CREATE INDEX past_sale_reference ON past_sale (terminal, reference)",
              "CREATE TABLE past_item (terminal TEXT NOT NULL, item TEXT NOT NULL,"
                  + " seq BIGINT NOT NULL, PRIMARY KEY (terminal, item, seq))",
              "CREATE TABLE past_card (terminal TEXT NOT NULL, token TEXT NOT NULL,"
                  + " last_four TEXT NOT NULL, seq BIGINT NOT NULL,"
                  + " PRIMARY KEY (terminal, token, seq))",
              "CREATE INDEX past_card_last ON past_card (terminal, last_four, seq)"));

  /** A follower that knows nothing yet. */
  public PastSales() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (!entry.kind().equals(CompletedSale.KIND)) {
      return;
    }
    CompletedSale sale = CompletedSale.read(entry);
    tx.insertIfAbsent(
        "INSERT INTO past_sale (terminal, seq, sale, kind, receipt, at, currency, total, member,"
            + " reference) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.terminal(),
        entry.seq(),
        sale.id().toString(),
        sale.kind().name(),
        sale.receipt(),
        time(entry.at()),
        sale.total().currency().getCurrencyCode(),
        sale.total().minor(),
        sale.member(),
        sale.reference());
    for (CompletedLine line : sale.lines()) {
      tx.insertIfAbsent(
          "INSERT INTO past_item (terminal, item, seq) VALUES (?, ?, ?)",
          entry.terminal(),
          line.priced().line().item().code(),
          entry.seq());
    }
    for (TenderLine tender : sale.tenders()) {
      ProtectedCard card = tender.card();
      if (card != null) {
        tx.insertIfAbsent(
            "INSERT INTO past_card (terminal, token, last_four, seq) VALUES (?, ?, ?, ?)",
            entry.terminal(),
            card.token().value(),
            card.masked().last4(),
            entry.seq());
      }
    }
  }

  @Override
  public void reset(Tx tx) {
    tx.update("DELETE FROM past_sale");
    tx.update("DELETE FROM past_item");
    tx.update("DELETE FROM past_card");
  }

  /** Always as long, so that texts are in the order of times. */
  static String time(Instant at) {
    return TIME.format(at);
  }

  /** The past sales of a terminal that fit, newest first. */
  public static List<PastSale> find(String terminal, SaleSearch search, Tx tx) {
    StringBuilder sql =
        new StringBuilder(
            "SELECT sale, kind, receipt, at, currency, total, seq FROM past_sale"
                + " WHERE terminal = ?");
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(terminal);
    for (SaleSearch.Known one : search.known()) {
      sql.append(" AND ").append(one.sql());
      if (one.terminal()) {
        arguments.add(terminal);
      }
      arguments.add(one.value());
    }
    arguments.add(search.limit());
    return tx.list(
        sql.append(" ORDER BY seq DESC LIMIT ?").toString(), PastSales::row, arguments.toArray());
  }

  private static PastSale row(Tx.Row row) {
    return new PastSale(
        SaleId.parse(row.text(1)),
        SaleKind.valueOf(row.text(2)),
        row.number(3),
        Instant.parse(row.text(4)),
        Money.ofMinor(row.number(6), Currency.getInstance(row.text(5))),
        row.number(7));
  }
}

package dev.tillwright.core.report;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.report.OperatorRow.Deed;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/**
 * What each operator did besides selling, as a follower of the journal: discounts, refunds, voids,
 * drawers opened without a sale. A line or a sale that was given up counts for who had the sale
 * last.
 *
 * <p>Holds no state of its own; for any number of threads.
 */
public final class OperatorReport implements Follower {
  /** The follower's name. */
  public static final String NAME = "operators";

  private static final int MAX_ROWS = 10_000;

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table operator_deed (terminal varchar(32) not null,"
                  + " day varchar(10) not null, operator varchar(200) not null,"
                  + " deed varchar(32) not null, currency varchar(3) not null,"
                  + " n bigint not null, minor bigint not null,"
                  + " primary key (terminal, day, operator, deed, currency))",
              "create index operator_deed_day on operator_deed (day)",
              "create table operator_sale (sale varchar(64) not null primary key,"
                  + " operator varchar(200) not null, currency varchar(3) not null)"));

  private final ZoneId zone;

  /**
   * @param zone whose days are counted
   */
  public OperatorReport(ZoneId zone) {
    this.zone = Objects.requireNonNull(zone, "zone");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from operator_deed");
    tx.update("delete from operator_sale");
  }

  /** Local days, both included, over all terminals; by operator and deed. */
  public List<OperatorRow> rows(Tx tx, LocalDate from, LocalDate to) {
    return tx.list(
        "select operator, deed, currency, sum(n), sum(minor) from operator_deed"
            + " where day between ? and ? group by operator, deed, currency"
            + " order by operator, deed, currency limit ?",
        row ->
            new OperatorRow(
                row.text(1),
                Deed.valueOf(row.text(2)),
                row.number(4),
                Money.ofMinor(row.number(5), Currency.getInstance(row.text(3)))),
        from.toString(),
        to.toString(),
        MAX_ROWS);
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    switch (entry.kind()) {
      case CompletedSale.KIND -> completed(entry, CompletedSale.read(entry), tx);
      case "sale.opened" -> opened(JsonIn.parse(entry.payload()), tx);
      case "sale.resumed" -> resumed(JsonIn.parse(entry.payload()), tx);
      case "sale.voided" -> {
        String sale = JsonIn.parse(entry.payload()).text("sale");
        givenUp(entry, sale, Deed.SALE_GIVEN_UP, tx);
        forget(sale, tx);
      }
      case "sale.lineVoided" ->
          givenUp(entry, JsonIn.parse(entry.payload()).text("sale"), Deed.LINE_VOID, tx);
      case "drawer.opening" -> {
        JsonIn in = JsonIn.parse(entry.payload());
        if (!in.has("sale")) {
          add(entry, in.text("operator"), Deed.NO_SALE, in.text("currency"), 1, 0, tx);
        }
      }
      case "cash.paidIn" -> cash(entry, Deed.PAID_IN, tx);
      case "cash.paidOut" -> cash(entry, Deed.PAID_OUT, tx);
      default -> {
        // not ours
      }
    }
  }

  private static void opened(JsonIn in, Tx tx) {
    tx.insertIfAbsent(
        "insert into operator_sale (sale, operator, currency) values (?, ?, ?)",
        in.text("sale"),
        SaleCells.shortened(in.text("operator")),
        in.text("currency"));
  }

  private static void resumed(JsonIn in, Tx tx) {
    tx.update(
        "update operator_sale set operator = ? where sale = ?",
        SaleCells.shortened(in.text("operator")),
        in.text("sale"));
  }

  private static void forget(String sale, Tx tx) {
    tx.update("delete from operator_sale where sale = ?", sale);
  }

  private void givenUp(Entry entry, String sale, Deed deed, Tx tx) {
    List<String[]> whose =
        tx.list(
            "select operator, currency from operator_sale where sale = ?",
            row -> new String[] {row.text(1), row.text(2)},
            sale);
    whose.forEach(it -> add(entry, it[0], deed, it[1], 1, 0, tx));
  }

  private void completed(Entry entry, CompletedSale sale, Tx tx) {
    forget(sale.id().toString(), tx);
    for (CompletedSale part : sale.parts()) {
      String currency = part.total().currency().getCurrencyCode();
      add(entry, part.operator(), deed(part.kind()), currency, 1, part.total().minor(), tx);
      if (part.kind() == SaleKind.SALE) {
        for (var applied : part.discounts()) {
          long minor = applied.amount().minor();
          add(entry, part.operator(), Deed.DISCOUNT, currency, 1, minor, tx);
        }
      }
    }
  }

  private static Deed deed(SaleKind kind) {
    return switch (kind) {
      case SALE, EXCHANGE -> Deed.SALE;
      case RETURN -> Deed.REFUND;
      case RETURN_WITHOUT_RECEIPT -> Deed.REFUND_WITHOUT_RECEIPT;
      case VOID -> Deed.VOID;
    };
  }

  private void cash(Entry entry, Deed deed, Tx tx) {
    JsonIn in = JsonIn.parse(entry.payload());
    add(entry, in.text("operator"), deed, in.text("currency"), 1, in.number("amount"), tx);
  }

  private void add(
      Entry entry, String operator, Deed deed, String currency, long n, long minor, Tx tx) {
    tx.update(
        "insert into operator_deed (terminal, day, operator, deed, currency, n, minor)"
            + " values (?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (terminal, day, operator, deed, currency) do update set"
            + " n = operator_deed.n + excluded.n, minor = operator_deed.minor + excluded.minor",
        entry.terminal(),
        entry.at().atZone(zone).toLocalDate().toString(),
        SaleCells.shortened(operator),
        deed.name(),
        currency,
        n,
        minor);
  }
}

package dev.tillwright.loyalty.guard;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.PointsLedger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A journal in a real file with the ledger and the guard behind it, and a clock to be set. */
final class GuardShop implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Instant NOON = Instant.parse("2025-06-04T12:00:00Z");
  private static final Currency EUR = Currency.getInstance("EUR");

  final Database database;
  final Journal journal;
  final GuardQueries guard;
  final LedgerQueries ledger;
  final GuardDesk desk;

  /** What rules of the program want to be looked at, on the sales to come. */
  List<String> reviews = List.of();

  private volatile Instant now = NOON;
  private long number;

  GuardShop(Path dir) {
    database = Database.sqlite(dir.resolve("till.db"));
    journal =
        Journal.open(
            database,
            "till-01",
            new Clock() {
              @Override
              public ZoneId getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(ZoneId zone) {
                throw new AssertionError("nobody asks");
              }

              @Override
              public Instant instant() {
                return now;
              }
            });
    journal.follow(new PointsLedger());
    journal.follow(new GuardFollower());
    guard = new GuardQueries(database);
    ledger = new LedgerQueries(database);
    desk = new GuardDesk(journal, guard, ledger, () -> now);
  }

  long available(String member) {
    settled();
    return ledger.balance("club", member, now).available();
  }

  GuardShop at(Instant instant) {
    now = instant;
    return this;
  }

  Entry say(GuardEntries entry) {
    return journal.append(entry.draft(), PATIENCE);
  }

  GuardShop settled() {
    journal.awaitFollowers(PATIENCE);
    return this;
  }

  /** A sale of so many euros, which earns as many points, rung up by an operator. */
  CompletedSale sale(String member, String operator, long euros) {
    return completed(member, operator, euros, SaleKind.SALE, null, 0);
  }

  /** The same, of which points pay a part. */
  CompletedSale sale(String member, String operator, long euros, long byPoints) {
    return completed(member, operator, euros, SaleKind.SALE, null, byPoints);
  }

  CompletedSale back(CompletedSale of, long euros) {
    return completed(of.member(), "17", euros, SaleKind.RETURN, of.id(), 0);
  }

  CompletedSale back(SaleId of, String member, long euros) {
    return completed(member, "17", euros, SaleKind.RETURN, of, 0);
  }

  private CompletedSale completed(
      @Nullable String member,
      String operator,
      long euros,
      SaleKind kind,
      @Nullable SaleId origin,
      long byPoints) {
    TaxRate tax = TaxRate.included("A", Percent.of(20));
    Item item = new Item("coin", "coin", "x", UnitPrice.parse("1.00", EUR), tax);
    Totals totals = Basket.empty(EUR).withLine(new Line(1, item, Quantity.of(euros))).totals();
    List<CompletedLine> lines =
        totals.lines().stream()
            .map(priced -> new CompletedLine(priced, origin == null ? 0 : 1))
            .toList();
    Money cash = totals.total().minus(Money.ofMinor(byPoints, EUR));
    TenderLine paid = TenderLine.cash(cash, cash);
    List<TenderLine> tenders =
        byPoints == 0
            ? List.of(paid)
            : List.of(paid, TenderLine.points(Money.ofMinor(byPoints, EUR), "none", byPoints));
    PointsQuote quote =
        origin != null
            ? PointsQuote.NOTHING
            : new PointsQuote(
                "club/1",
                "d",
                euros,
                List.of(new PointsQuote.Reason("spend", euros, List.of(1), "a point a euro")),
                List.of(new PointsQuote.Share(1, euros)),
                List.of(),
                reviews);
    SaleId id = new SaleId("till-01", journal.epoch(), ++number);
    CompletedSale sale =
        new CompletedSale(
            id,
            kind,
            number,
            operator,
            "",
            origin,
            member,
            lines,
            totals.discounts(),
            totals.taxes(),
            totals.subtotal(),
            totals.discount(),
            totals.tax(),
            totals.total(),
            tenders,
            quote);
    journal.append(sale.toDraft(), PATIENCE);
    return sale;
  }

  @Override
  public void close() {
    journal.close();
    database.close();
  }
}

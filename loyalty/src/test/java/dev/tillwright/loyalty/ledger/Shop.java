package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.engine.PointsEngine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shop's books for tests: a real journal in a real file, with the ledger behind it. */
final class Shop implements AutoCloseable {
  static final Currency GBP = Currency.getInstance("GBP");
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Instant WEDNESDAY = Instant.parse("2025-06-04T10:00:00Z");

  final Database database;
  final Journal journal;
  final LedgerQueries ledger;
  final LedgerTender tender;
  private final PointsEngine engine = PointsEngine.compile(Programs.cornerClub());
  private long number;

  private Shop(Path dir, Follower follower) {
    database = Database.sqlite(dir.resolve("till.db"));
    journal = Journal.open(database, "till-01", Clock.fixed(WEDNESDAY, ZoneOffset.UTC));
    journal.follow(follower);
    ledger = new LedgerQueries(database);
    tender = new LedgerTender(journal, ledger, Programs.cornerClub());
  }

  static Shop open(Path dir) {
    return open(dir, new PointsLedger());
  }

  static Shop open(Path dir, Follower follower) {
    return new Shop(dir, follower);
  }

  SaleId nextId() {
    return new SaleId("till-01", journal.epoch(), ++number);
  }

  static Line line(int number, String code, String category, String quantity, String price) {
    TaxRate tax = TaxRate.included("A", Percent.of(20));
    Item item = new Item(code, code, category, UnitPrice.parse(price, GBP), tax);
    return new Line(number, item, Quantity.parse(quantity));
  }

  /** A sale in cash and, for the worth of them, points. */
  CompletedSale sale(@Nullable String member, List<Line> lines, long points, String hold) {
    return sale(nextId(), member, lines, points, hold);
  }

  CompletedSale sale(
      SaleId id, @Nullable String member, List<Line> lines, long points, String hold) {
    Totals totals = basket(lines).totals();
    Money byPoints = Money.ofMinor(points, GBP);
    PointsQuote quote =
        engine.quote(
            new Pricing.Request(totals, member, WEDNESDAY, "till-01"), Map.of("POINTS", byPoints));
    List<CompletedLine> completed =
        totals.lines().stream().map(priced -> new CompletedLine(priced, 0)).toList();
    return completed(
        id, SaleKind.SALE, null, member, completed, totals, tenders(totals, points, hold), quote);
  }

  static Basket basket(List<Line> lines) {
    Basket basket = Basket.empty(GBP);
    for (Line line : lines) {
      basket = basket.withLine(line);
    }
    return basket;
  }

  private static List<TenderLine> tenders(Totals totals, long points, String hold) {
    Money byPoints = Money.ofMinor(points, GBP);
    Money cash = totals.total().minus(byPoints);
    List<TenderLine> tenders = new ArrayList<>();
    if (points > 0) {
      tenders.add(TenderLine.points(byPoints, hold, points));
    }
    if (cash.isPositive()) {
      tenders.add(TenderLine.cash(cash, cash));
    }
    return tenders;
  }

  /** Goods back; quantities by line of the original, {@code points} of the money as points. */
  CompletedSale back(CompletedSale of, Map<Integer, String> quantities, long points) {
    List<Line> lines = new ArrayList<>();
    List<Integer> origins = new ArrayList<>();
    for (CompletedLine sold : of.lines()) {
      Line line = sold.priced().line();
      if (quantities.containsKey(line.number())) {
        Quantity quantity = Quantity.parse(quantities.getOrDefault(line.number(), "0"));
        lines.add(new Line(lines.size() + 1, line.item(), quantity));
        origins.add(line.number());
      }
    }
    Totals totals = basket(lines).totals();
    List<CompletedLine> completed = new ArrayList<>();
    for (PricedLine priced : totals.lines()) {
      completed.add(new CompletedLine(priced, origins.get(completed.size())));
    }
    return completed(
        nextId(),
        SaleKind.RETURN,
        of.id(),
        of.member(),
        completed,
        totals,
        tenders(totals, points, "back"),
        PointsQuote.NOTHING);
  }

  /** Goods back without a receipt. */
  CompletedSale backWithoutReceipt(String member, List<Line> lines) {
    Totals totals = basket(lines).totals();
    List<CompletedLine> completed =
        totals.lines().stream().map(priced -> new CompletedLine(priced, 0)).toList();
    return completed(
        nextId(),
        SaleKind.RETURN_WITHOUT_RECEIPT,
        null,
        member,
        completed,
        totals,
        tenders(totals, 0, ""),
        PointsQuote.NOTHING);
  }

  static CompletedSale completed(
      SaleId id,
      SaleKind kind,
      @Nullable SaleId origin,
      @Nullable String member,
      List<CompletedLine> lines,
      Totals totals,
      List<TenderLine> tenders,
      PointsQuote quote) {
    return new CompletedSale(
        id,
        kind,
        id.number(),
        "ann",
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
  }

  Entry append(CompletedSale sale) {
    return append(sale.toDraft());
  }

  Entry append(Draft draft) {
    return journal.append(draft, PATIENCE);
  }

  /** A sale that earns so many points for a member. */
  CompletedSale earn(String member, long points) {
    CompletedSale sale = sale(member, List.of(line(1, "pence", "x", "1", points + ".00")), 0, "");
    append(sale);
    return sale;
  }

  Entry hold(String hold, String member, long points) {
    return append(PointsEntries.held(hold, nextId(), member, points));
  }

  /** Lets the ledger read everything. */
  Shop settled() {
    journal.awaitFollowers(PATIENCE);
    return this;
  }

  /** A balance without anything pending, granted or expired. */
  static Balance balance(
      long earned, long clawedBack, long burned, long givenBack, long available, long held) {
    return new Balance(
        Map.of(
            Account.ISSUED,
            -earned,
            Account.CLAWED_BACK,
            clawedBack,
            Account.BURNED,
            burned,
            Account.GIVEN_BACK,
            -givenBack,
            Account.AVAILABLE,
            available,
            Account.HELD,
            held));
  }

  /** Every row of every table of the ledger, as text. */
  String dump() {
    return Dumps.of(database);
  }

  @Override
  public void close() {
    journal.close();
    database.close();
  }
}

package dev.tillwright.core.report;

import dev.tillwright.core.basket.AppliedDiscount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.TaxLine;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderExtras;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What one sale adds to the view: each row that it touches, once. */
final class SaleCells {
  private static final int MAX_NAME = 200;

  private final Map<Key, Cell> cells = new LinkedHashMap<>();

  /** Which row: a section and a name in it. */
  record Key(Section section, String name) {}

  private SaleCells() {}

  static Map<Key, Cell> of(CompletedSale sale, int hour) {
    SaleCells it = new SaleCells();
    it.add(sale, hour);
    return it.cells;
  }

  private void add(CompletedSale sale, int hour) {
    long value = value(sale);
    long total = sale.total().minor() - value;
    if (value != 0) {
      add(Section.CHARGE, "giftSold", Cell.of(1, value, 0));
    }
    String member = sale.member() == null ? "" : sale.member();
    add(Section.ALL, "", Cell.of(1, total, sale.tax().minor()));
    add(Section.LINES, "", Cell.of(sale.lines().size(), 0, 0));
    add(Section.HOUR, String.format(Locale.ROOT, "%02d", hour), Cell.of(1, total, 0));
    add(Section.OPERATOR, sale.operator(), Cell.of(1, total, 0));
    add(Section.MEMBER, member, Cell.of(1, total, 0));
    if (sale.channel() != null) {
      add(Section.CHANNEL, sale.channel(), Cell.of(1, total, 0));
    }
    if (sale.points().points() != 0) {
      add(Section.POINTS, "earned", Cell.of(1, 0, sale.points().points()));
    }
    for (AppliedDiscount applied : sale.discounts()) {
      add(Section.DISCOUNT, applied.discount().reason(), Cell.of(1, applied.amount().minor(), 0));
    }
    for (TaxLine tax : sale.taxes()) {
      add(Section.TAX, name(tax.rate()), Cell.of(1, tax.net().minor(), tax.tax().minor()));
    }
    for (TenderLine tender : sale.tenders()) {
      add(
          Section.TENDER,
          tender.kind().name(),
          Cell.of(1, tender.amount().minor(), tender.points()));
    }
    for (CompletedLine line : sale.lines()) {
      if (!line.priced().line().item().isStoredValue()) {
        line(line.priced());
      }
    }
    // Deposits of a layaway were counted when they were taken.
    sale.tenders().subList(sale.deposits(), sale.tenders().size()).forEach(it -> moved(sale, it));
  }

  /** Value for cards is owed to who holds them, and no revenue. */
  private static long value(CompletedSale sale) {
    return sale.lines().stream()
        .map(CompletedLine::priced)
        .filter(it -> it.line().item().isStoredValue())
        .mapToLong(it -> it.total().minor())
        .sum();
  }

  private void moved(CompletedSale sale, TenderLine tender) {
    if (tender.kind() == TenderKind.CASH) {
      String way = sale.kind().isReturn() ? "paidBack" : "taken";
      add(Section.CASH, way, Cell.of(1, tender.charged().minor(), 0));
    }
    charges(tender, this::add);
  }

  /** Where a cell goes. */
  interface Sink {
    void add(Section section, String name, Cell cell);
  }

  /** What moves by a tender besides its amount. */
  static void charges(TenderLine tender, Sink sink) {
    TenderExtras extras = tender.extras();
    long cashback = extras.cashback().minor();
    if (cashback != 0) {
      sink.add(Section.CASH, "cashback", Cell.of(1, cashback, 0));
    }
    charge("rounding", extras.rounding(), sink);
    charge("tips", extras.tip(), sink);
    charge("surcharges", extras.surcharged(), sink);
  }

  private static void charge(String name, Money amount, Sink sink) {
    if (!amount.isZero()) {
      sink.add(Section.CHARGE, name, Cell.of(1, amount.minor(), 0));
    }
  }

  private void line(PricedLine priced) {
    Item item = priced.line().item();
    Cell cell = Cell.of(1, priced.total().minor(), priced.tax().minor());
    add(Section.ITEM, item.code(), cell.with(priced.line().quantity()));
    add(Section.CATEGORY, item.category(), cell);
  }

  private void add(Section section, String name, Cell cell) {
    cells.merge(new Key(section, shortened(name)), cell, Cell::plus);
  }

  /** A name is part of a key, and a key of PostgreSQL is short. */
  static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= MAX_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, MAX_NAME));
  }

  /** A tax rate as the name of a row: {@code "included 20 A"}, with a plus for a compound one. */
  static String name(TaxRate rate) {
    return (rate.included() ? "included" : "added")
        + (rate.compound() ? "+ " : " ")
        + rate.rate().value().toPlainString()
        + " "
        + rate.code();
  }

  static TaxRate rate(String name) {
    String[] parts = name.split(" ", 3);
    return new TaxRate(
        parts[2], Percent.parse(parts[1]), parts[0].startsWith("included"), parts[0].endsWith("+"));
  }
}

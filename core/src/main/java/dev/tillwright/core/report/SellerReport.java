package dev.tillwright.core.report;

import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How items sold day by day and where they stood in their baskets, as a follower of the journal:
 * what {@link SellerStudy} and {@link PromotionEffect} look at. What came back is not taken off: it
 * was asked for.
 *
 * <p>Holds no state of its own; for any number of threads.
 */
public final class SellerReport implements Follower {
  /** The follower's name. */
  public static final String NAME = "sellers";

  /** So many days are looked at in one question. */
  public static final int MAX_DAYS = 1_100;

  private final ZoneId zone;

  /**
   * @param zone whose days are counted
   */
  public SellerReport(ZoneId zone) {
    this.zone = Objects.requireNonNull(zone, "zone");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return SellerTables.MIGRATIONS;
  }

  @Override
  public void reset(Tx tx) {
    SellerTables.clear(tx);
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (!entry.kind().equals(CompletedSale.KIND)) {
      return;
    }
    String day = entry.at().atZone(zone).toLocalDate().toString();
    for (CompletedSale sale : CompletedSale.read(entry).parts()) {
      if (sale.kind() == SaleKind.SALE) {
        sold(entry.terminal(), day, sale, tx);
      }
    }
  }

  private static void sold(String terminal, String day, CompletedSale sale, Tx tx) {
    int size = sale.lines().size();
    int position = 0;
    for (CompletedLine each : sale.lines()) {
      position++;
      PricedLine line = each.priced();
      SellerTables.add(
          tx,
          terminal,
          day,
          line.line().item().code(),
          sale.total().currency().getCurrencyCode(),
          Cell.NOTHING.with(line.line().quantity()),
          new SellerTables.Sums(
              1,
              line.line().quantity().value(),
              line.list().minor(),
              line.discount().minor(),
              position,
              size,
              size == 1 ? 1 : 0));
    }
  }

  /** Pieces of an item that were sold each day, both days included, days without any as 0. */
  Map<LocalDate, Double> pieces(
      Tx tx, String code, Currency currency, LocalDate from, LocalDate to) {
    if (to.toEpochDay() - from.toEpochDay() >= MAX_DAYS) {
      throw new IllegalArgumentException("at most " + MAX_DAYS + " days");
    }
    Map<LocalDate, Double> days = new TreeMap<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      days.put(day, 0.0);
    }
    SellerTables.days(tx, code, currency.getCurrencyCode(), from, to)
        .forEach(it -> days.put(it.day(), it.pieces().doubleValue()));
    return days;
  }
}

package dev.tillwright.core.report;

import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.report.SellerReason.Kind;
import dev.tillwright.core.report.SellerTables.Sums;
import dev.tillwright.core.stock.StockBook;
import dev.tillwright.core.stock.StockDay;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Why an item sells well or badly: its days beside as many days before them. A change of price of
 * {@value #NOTICEABLE_PRICE} percent, of everything else of {@value #NOTICEABLE_SEASON} percent and
 * a day without stock are told; where it stands in its baskets always is.
 *
 * @param code of the item
 * @param sold pieces in the days
 * @param soldBefore pieces in as many days before
 * @param reasons in the order of their kinds
 */
public record SellerStudy(
    String code, Quantity sold, Quantity soldBefore, List<SellerReason> reasons) {
  /** A change of the list price that is told, in percent. */
  public static final int NOTICEABLE_PRICE = 2;

  /** A change of everything else that is told, in percent. */
  public static final int NOTICEABLE_SEASON = 10;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public SellerStudy {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(sold, "sold");
    Objects.requireNonNull(soldBefore, "soldBefore");
    reasons = List.copyOf(reasons);
  }

  /**
   * Looks at an item, by the rows of {@link SellerReport}.
   *
   * @param from the first local day
   * @param to the last one, at most {@value StockBook#MAX_PAGE} days on
   */
  public static SellerStudy of(
      Tx tx, String code, Currency currency, LocalDate from, LocalDate to) {
    long days = to.toEpochDay() - from.toEpochDay() + 1;
    if (days < 1 || days > StockBook.MAX_PAGE) {
      throw new IllegalArgumentException("1 to " + StockBook.MAX_PAGE + " days");
    }
    String in = currency.getCurrencyCode();
    LocalDate before = from.minusDays(days);
    Sums now = SellerTables.sums(tx, code, in, from, to);
    Sums then = SellerTables.sums(tx, code, in, before, from.minusDays(1));
    List<SellerReason> reasons = new ArrayList<>();
    price(now, then, reasons);
    Sums allNow = SellerTables.sums(tx, "", in, from, to);
    Sums allThen = SellerTables.sums(tx, "", in, before, from.minusDays(1));
    season(
        allNow.pieces().subtract(now.pieces()), allThen.pieces().subtract(then.pieces()), reasons);
    basket(now, reasons);
    return new SellerStudy(code, new Quantity(now.pieces()), new Quantity(then.pieces()), reasons);
  }

  /** The same, with the days on which there was none at a place. */
  public SellerStudy withStock(
      Tx tx, StockBook stock, String place, LocalDate from, LocalDate to, LocalDate today) {
    BigDecimal evening = stock.onHand(tx, place, code).value();
    Map<LocalDate, StockDay> moved = new HashMap<>();
    stock.days(tx, place, code, from, today).forEach(it -> moved.put(it.day(), it));
    int gaps = 0;
    for (LocalDate day = today; !day.isBefore(from); day = day.minusDays(1)) {
      StockDay that = moved.get(day);
      BigDecimal morning = that == null ? evening : evening.subtract(that.moved().value());
      boolean sold = that != null && that.sold().isPositive();
      boolean none = morning.signum() <= 0 && evening.signum() <= 0 && !sold;
      gaps += none && !day.isAfter(to) ? 1 : 0;
      evening = morning;
    }
    List<SellerReason> all = new ArrayList<>(reasons);
    if (gaps > 0) {
      all.add(
          new SellerReason(
              Kind.STOCK_GAP,
              BigDecimal.valueOf(gaps),
              "on " + gaps + " days there was none to sell"));
    }
    all.sort((a, b) -> a.kind().compareTo(b.kind()));
    return new SellerStudy(code, sold, soldBefore, all);
  }

  private static void price(Sums now, Sums then, List<SellerReason> reasons) {
    if (now.pieces().signum() == 0 || then.pieces().signum() == 0 || then.list() == 0) {
      return;
    }
    // The price of a piece now over that before, as one division.
    BigDecimal ratio =
        BigDecimal.valueOf(now.list())
            .multiply(then.pieces())
            .divide(
                BigDecimal.valueOf(then.list()).multiply(now.pieces()), 6, RoundingMode.HALF_EVEN);
    BigDecimal percent = change(ratio);
    if (percent.abs().compareTo(BigDecimal.valueOf(NOTICEABLE_PRICE)) >= 0) {
      String way = percent.signum() > 0 ? "up" : "down";
      reasons.add(
          new SellerReason(
              Kind.PRICE, percent, "its price went " + way + " by " + percent.abs() + " %"));
    }
  }

  private static void season(BigDecimal now, BigDecimal then, List<SellerReason> reasons) {
    if (then.signum() == 0) {
      return;
    }
    BigDecimal percent = change(now.divide(then, 6, RoundingMode.HALF_EVEN));
    if (percent.abs().compareTo(BigDecimal.valueOf(NOTICEABLE_SEASON)) >= 0) {
      String way = percent.signum() > 0 ? "more" : "less";
      reasons.add(
          new SellerReason(
              Kind.SEASON,
              percent,
              "everything else sold " + percent.abs() + " % " + way + " than before"));
    }
  }

  private static void basket(Sums now, List<SellerReason> reasons) {
    if (now.lines() == 0) {
      return;
    }
    long others = now.sizes() - now.lines();
    if (others > 0) {
      BigDecimal place = percent(now.positions() - now.lines(), others);
      reasons.add(
          new SellerReason(
              Kind.POSITION, place, "it stands at " + place + " % of its baskets' way"));
    }
    BigDecimal alone = percent(now.alone(), now.lines());
    reasons.add(
        new SellerReason(
            Kind.ALONE, alone, "in " + alone + " % of its baskets it is the only one"));
  }

  private static BigDecimal change(BigDecimal ratio) {
    return ratio.subtract(BigDecimal.ONE).multiply(HUNDRED).setScale(1, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal percent(long part, long whole) {
    return BigDecimal.valueOf(part)
        .multiply(HUNDRED)
        .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_EVEN);
  }
}

package dev.tillwright.core.receipt;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a past sale. All of it must fit; with nothing given every sale does. Pages of
 * {@value #PAGE} unless said otherwise, newest first. Immutable.
 *
 * <pre>
 * SaleSearch.any().on(LocalDate.of(2025, 3, 3), zone).lastFour("1111").total(pounds("12.50"))
 * </pre>
 */
public final class SaleSearch {
  /** As many at once unless said otherwise. */
  public static final int PAGE = 20;

  /** At most so many at once. */
  public static final int MAX_PAGE = 200;

  private final List<Known> known;
  private final int limit;

  private SaleSearch(List<Known> known, int limit) {
    this.known = known;
    this.limit = limit;
  }

  /** Every past sale. */
  public static SaleSearch any() {
    return new SaleSearch(List.of(), PAGE);
  }

  /** With this receipt number. */
  public SaleSearch receipt(long number) {
    return with("receipt = ?", number);
  }

  /** With the application's own number. */
  public SaleSearch reference(String reference) {
    return with("reference = ?", reference);
  }

  /** Finished at or after this. */
  public SaleSearch from(Instant first) {
    return with("at >= ?", PastSales.time(first));
  }

  /** Finished before this. */
  public SaleSearch before(Instant end) {
    return with("at < ?", PastSales.time(end));
  }

  /** Finished on this day of a zone. */
  public SaleSearch on(LocalDate day, ZoneId zone) {
    return from(day.atStartOfDay(zone).toInstant())
        .before(day.plusDays(1).atStartOfDay(zone).toInstant());
  }

  /** That came to this. */
  public SaleSearch total(Money total) {
    return with("currency = ?", total.currency().getCurrencyCode())
        .with("total = ?", total.minor());
  }

  /**
   * Paid, or paid back, with a card whose number ends so.
   *
   * @param digits four
   */
  public SaleSearch lastFour(String digits) {
    if (!digits.matches("[0-9]{4}")) {
      throw new IllegalArgumentException("the last four digits of a card are four digits");
    }
    return among("past_card WHERE terminal = ? AND last_four = ?", digits);
  }

  /** Paid, or paid back, with this card. */
  public SaleSearch card(CardToken token) {
    return among("past_card WHERE terminal = ? AND token = ?", token.value());
  }

  /** With this item, by its code. */
  public SaleSearch item(String code) {
    return among("past_item WHERE terminal = ? AND item = ?", code);
  }

  /** Of this member. */
  public SaleSearch member(String member) {
    return with("member = ?", member);
  }

  /** The page after one that ended with this. */
  public SaleSearch after(PastSale last) {
    return beforeEntry(last.seq());
  }

  /** That was finished before the entry at this position. */
  public SaleSearch beforeEntry(long seq) {
    return with("seq < ?", seq);
  }

  /**
   * At most so many at once.
   *
   * @param most 1 to {@value #MAX_PAGE}
   */
  public SaleSearch limit(int most) {
    if (most < 1 || most > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " sales");
    }
    return new SaleSearch(known, most);
  }

  private SaleSearch with(String condition, Object value) {
    return with(new Known(condition, false, value));
  }

  private SaleSearch among(String rows, String value) {
    return with(new Known("seq IN (SELECT seq FROM " + rows + ")", true, value));
  }

  private SaleSearch with(Known one) {
    List<Known> more = new ArrayList<>(known);
    more.add(one);
    return new SaleSearch(List.copyOf(more), limit);
  }

  List<Known> known() {
    return known;
  }

  int limit() {
    return limit;
  }

  /**
   * One thing that is known.
   *
   * @param sql a condition on a row of past sales
   * @param terminal whether the terminal's name is its first argument
   * @param value its last argument
   */
  record Known(String sql, boolean terminal, Object value) {}
}

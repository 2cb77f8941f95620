package dev.tillwright.examples.award;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.loyalty.engine.Shopper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One element of the file.
 *
 * @param place in the file
 * @param kind what it is
 * @param id as the file names it
 * @param at when
 * @param where terminal, store and channel, and who served
 * @param member who; {@code null} for nobody known
 * @param basket what is bought; empty where nothing is
 * @param brands of items, by code
 * @param coupons that are shown
 * @param tenders what pays, by kind in capitals; of points so many points, or {@link #MOST}
 * @param offline whether the till could not ask the ledger
 * @param of the sale that comes back, or the hold
 * @param returned quantities that come back, by line; empty for all that is left
 * @param points that are held, captured or given back; {@code null} when the file does not say
 */
record Ticket(
    Node place,
    Kind kind,
    String id,
    Instant at,
    Where where,
    @Nullable Shopper member,
    Basket basket,
    Map<String, String> brands,
    Set<String> coupons,
    Map<String, BigDecimal> tenders,
    boolean offline,
    String of,
    List<Back> returned,
    @Nullable Long points) {
  /** As many points as the balance allows. */
  static final BigDecimal MOST = BigDecimal.valueOf(-1);

  /** What an element is. */
  enum Kind {
    SALE,
    RETURN,
    HOLD,
    CAPTURE,
    RELEASE
  }

  /** Terminal, store and channel, and who served; empty for unknown. */
  record Where(
      String terminal, String store, @Nullable ZoneId zone, String channel, String operator) {}

  /**
   * A part of a line that comes back.
   *
   * @param line its number
   * @param quantity {@code null} for all that is left of it
   */
  record Back(int line, @Nullable Quantity quantity) {}
}

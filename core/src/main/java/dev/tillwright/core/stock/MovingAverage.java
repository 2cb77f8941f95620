package dev.tillwright.core.stock;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goods cost, by moving average: each receipt changes the average of what is there, and what
 * goes out takes its part of the value with it, rounded half to even once; the last piece takes the
 * rest, so no penny is lost.
 *
 * <p>What was sold before it came in costs the average of that moment; the receipt that covers it
 * then brings a correction. Receipts without a cost come in at the average. Until a cost is known,
 * nothing has one: that is not a cost of nothing.
 *
 * <p>Averages are kept a terminal, in the order of its journal, over all places; they know the
 * receipts that stand in that journal.
 */
public final class MovingAverage {
  /** The tables, for the migrations of the follower that keeps it. */
  public static final String TABLE =
      "create table cost_average (terminal varchar(32) not null, code varchar(64) not null,"
          + " currency varchar(3) not null, quantity varchar(64) not null, minor bigint not null,"
          + " unit varchar(64) not null, primary key (terminal, code, currency))";

  private static final int SCALE = 12;

  private final Tx tx;
  private final String terminal;

  /** Inside one transaction. */
  public MovingAverage(Tx tx, String terminal) {
    this.tx = tx;
    this.terminal = terminal;
  }

  /** Forgets everything. */
  public static void clear(Tx tx) {
    tx.update("delete from cost_average");
  }

  /** What there is, what it is worth, and what one unit is worth in minor units, if known. */
  private record Stand(BigDecimal quantity, long minor, @Nullable BigDecimal unit) {
    static final Stand NOTHING = new Stand(BigDecimal.ZERO, 0, null);
  }

  /**
   * Goods came in.
   *
   * @param cost of all of it; {@code null} when not known
   * @return what goods cost more, in minor units, that were sold before they came in; may be
   *     negative
   */
  public long in(String code, Quantity quantity, @Nullable Money cost, Currency currency) {
    Stand before = stand(code, currency);
    BigDecimal after = before.quantity.add(quantity.value());
    BigDecimal unit = before.unit;
    if (cost == null) {
      long worth = unit == null ? 0 : worth(unit, quantity.value());
      keep(code, currency, new Stand(after, Math.addExact(before.minor, worth), unit));
      return 0;
    }
    if (unit != null && before.quantity.signum() > 0) {
      long minor = Math.addExact(before.minor, cost.minor());
      BigDecimal average = BigDecimal.valueOf(minor).divide(after, SCALE, RoundingMode.HALF_EVEN);
      keep(code, currency, new Stand(after, minor, average));
      return 0;
    }
    BigDecimal fresh =
        BigDecimal.valueOf(cost.minor()).divide(quantity.value(), SCALE, RoundingMode.HALF_EVEN);
    boolean exact = after.compareTo(quantity.value()) == 0;
    long minor = exact ? cost.minor() : worth(fresh, after);
    keep(code, currency, new Stand(after, minor, fresh));
    return before.quantity.signum() <= 0 // of nothing a rounded penny may be left
        ? Math.subtractExact(Math.addExact(before.minor, cost.minor()), minor)
        : 0;
  }

  /**
   * Goods went out.
   *
   * @return what they cost, in minor units; nothing when that is not known
   */
  public Optional<Long> out(String code, Quantity quantity, Currency currency) {
    Stand before = stand(code, currency);
    BigDecimal gone = quantity.value();
    BigDecimal after = before.quantity.subtract(gone);
    BigDecimal unit = before.unit;
    if (unit == null) {
      keep(code, currency, new Stand(after, 0, null));
      return Optional.empty();
    }
    BigDecimal there = before.quantity.max(BigDecimal.ZERO);
    long cost;
    if (gone.compareTo(there) < 0) {
      cost =
          BigDecimal.valueOf(before.minor)
              .multiply(gone)
              .divide(there, 0, RoundingMode.HALF_EVEN)
              .longValueExact();
    } else {
      long all = there.signum() > 0 ? before.minor : 0;
      cost = Math.addExact(all, worth(unit, gone.subtract(there)));
    }
    keep(code, currency, new Stand(after, Math.subtractExact(before.minor, cost), unit));
    return Optional.of(cost);
  }

  /**
   * Goods came back, or were found: at the average.
   *
   * @return what they are worth, in minor units; nothing when that is not known
   */
  public Optional<Long> back(String code, Quantity quantity, Currency currency) {
    Stand before = stand(code, currency);
    BigDecimal after = before.quantity.add(quantity.value());
    BigDecimal unit = before.unit;
    if (unit == null) {
      keep(code, currency, new Stand(after, 0, null));
      return Optional.empty();
    }
    long worth = worth(unit, quantity.value());
    keep(code, currency, new Stand(after, Math.addExact(before.minor, worth), unit));
    return Optional.of(worth);
  }

  /** What is there is worth so much a unit from now on. */
  public void revalue(String code, UnitPrice cost) {
    Currency currency = cost.currency();
    BigDecimal unit = cost.value().movePointRight(currency.getDefaultFractionDigits());
    Stand before = stand(code, currency);
    keep(code, currency, new Stand(before.quantity, worth(unit, before.quantity), unit));
  }

  /** What all of an item that is there is worth; nothing when that is not known. */
  public Optional<Money> worth(String code, Currency currency) {
    Stand stand = stand(code, currency);
    return stand.unit == null
        ? Optional.empty()
        : Optional.of(Money.ofMinor(stand.minor, currency));
  }

  private static long worth(BigDecimal unit, BigDecimal quantity) {
    return unit.multiply(quantity).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  private Stand stand(String code, Currency currency) {
    return tx.first(
            "select quantity, minor, unit from cost_average"
                + " where terminal = ? and code = ? and currency = ?",
            row ->
                new Stand(
                    new BigDecimal(row.text(1)),
                    row.number(2),
                    row.text(3).isEmpty() ? null : new BigDecimal(row.text(3))),
            terminal,
            code,
            currency.getCurrencyCode())
        .orElse(Stand.NOTHING);
  }

  private void keep(String code, Currency currency, Stand stand) {
    BigDecimal unit = stand.unit;
    tx.update(
        "insert into cost_average (terminal, code, currency, quantity, minor, unit)"
            + " values (?, ?, ?, ?, ?, ?) on conflict (terminal, code, currency) do update set"
            + " quantity = excluded.quantity, minor = excluded.minor, unit = excluded.unit",
        terminal,
        code,
        currency.getCurrencyCode(),
        stand.quantity.stripTrailingZeros().toPlainString(),
        stand.minor,
        unit == null ? "" : unit.stripTrailingZeros().toPlainString());
  }
}

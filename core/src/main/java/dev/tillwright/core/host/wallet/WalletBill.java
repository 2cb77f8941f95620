package dev.tillwright.core.host.wallet;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a wallet says that it moved on one day.
 *
 * @param day of the wallet, in China
 * @param lines that could be read, in their order
 * @param faults numbers of the lines that could not, the first {@value #MAX_FAULTS}
 * @param whole whether its own sums agree with its lines
 */
public record WalletBill(LocalDate day, List<Line> lines, List<Long> faults, boolean whole) {
  /** So many faults are kept. */
  public static final int MAX_FAULTS = 1_000;

  /** So many lines are read; the rest is a fault. */
  public static final int MAX_LINES = 500_000;

  public WalletBill {
    Objects.requireNonNull(day, "day");
    lines = List.copyOf(lines);
    faults = List.copyOf(faults);
  }

  /** What moved. */
  public enum Movement {
    /** A customer paid. */
    PAID,
    /** Money of a payment went back, under a number of its own. */
    REFUNDED,
    /** A payment was undone whole. */
    UNDONE
  }

  /**
   * One line.
   *
   * @param position in the file, from 1
   * @param key of the payment, or of the refund; {@code null} when it is none of this shop's
   * @param trade the wallet's own number
   * @param at when
   * @param amount not negative
   */
  public record Line(
      long position,
      Movement movement,
      @Nullable PaymentKey key,
      String trade,
      Instant at,
      Money amount) {
    public Line {
      Objects.requireNonNull(movement, "movement");
      Objects.requireNonNull(trade, "trade");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(amount, "amount");
    }
  }
}

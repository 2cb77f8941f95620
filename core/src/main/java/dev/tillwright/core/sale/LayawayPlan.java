package dev.tillwright.core.sale;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * When goods that are laid away are paid, and what it costs to change one's mind.
 *
 * @param instalments when how much is to be paid, in order; they add up to the sale's total
 * @param fee what is kept when the layaway is given up
 */
public record LayawayPlan(List<Instalment> instalments, Fee fee) {
  /** At most so many instalments. */
  public static final int MAX_INSTALMENTS = 60;

  public LayawayPlan {
    instalments = List.copyOf(instalments);
    Objects.requireNonNull(fee, "fee");
  }

  /**
   * One payment that is agreed. Paying sooner or more is always allowed.
   *
   * @param due the last day for it
   * @param amount positive
   */
  public record Instalment(LocalDate due, Money amount) {
    public Instalment {
      Objects.requireNonNull(due, "due");
      Objects.requireNonNull(amount, "amount");
    }
  }

  /**
   * What is kept of the deposits when a layaway is given up: a fixed amount and a share, never more
   * than was paid.
   *
   * @param name as the agreement calls it, 1 to 100 characters
   * @param fixed not negative
   * @param share of the deposits, 0 to 100 percent
   */
  public record Fee(String name, Money fixed, Percent share) {
    public Fee {
      Objects.requireNonNull(name, "name");
      if (fixed.isNegative() || share.compareTo(Percent.of(0)) < 0) {
        throw new IllegalArgumentException("a fee is not negative");
      }
      if (share.compareTo(Percent.of(100)) > 0) {
        throw new IllegalArgumentException("a fee is at most what was paid");
      }
    }

    /** What is kept of these deposits. */
    public Money of(Money paid) {
      return paid.min(fixed.plus(paid.percent(share, RoundingMode.HALF_UP)));
    }
  }
}

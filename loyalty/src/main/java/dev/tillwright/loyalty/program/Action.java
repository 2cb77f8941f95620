package dev.tillwright.loyalty.program;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a rule does. */
public sealed interface Action {

  /** Gives points of its own. */
  sealed interface Earn extends Action permits EarnPerAmount, EarnFixed, EarnPerUnit, EarnSteps {}

  /** Makes more of what other rules earned. */
  sealed interface Grow extends Action permits Multiply, TierBonus {
    /** Ids of the rules it grows; empty for every rule that earns by amount. */
    List<String> of();
  }

  /** Takes something off the price, before the sale is paid. */
  sealed interface Reduce extends Action permits DiscountLine, DiscountBasket, FreeUnit {}

  /** Gives something else than points, or asks for something. */
  sealed interface Extra extends Action permits IssueCoupon, IssueVoucher, Review {}

  /**
   * Points for money spent on the lines that the rule selects.
   *
   * @param points positive, at most six decimals
   * @param per positive
   * @param full whether only full steps of {@code per} count; otherwise in proportion
   */
  record EarnPerAmount(BigDecimal points, Money per, boolean full) implements Earn {}

  /**
   * Points once a sale when the rule selects at least one line, however many it selects.
   *
   * @param points positive
   */
  record EarnFixed(long points) implements Earn {}

  /**
   * Points for each unit (piece, kilogram) of the lines that the rule selects.
   *
   * @param points positive, at most six decimals
   * @param most units that count at most; {@code null} for all
   */
  record EarnPerUnit(BigDecimal points, @Nullable BigDecimal most) implements Earn {}

  /**
   * The points of the highest step that the selected lines reach together.
   *
   * @param by what is measured
   * @param steps at least one, ascending; below the first there is nothing
   */
  record EarnSteps(By by, List<Step> steps) implements Earn {
    public EarnSteps {
      steps = List.copyOf(steps);
    }

    /** What steps measure. */
    public enum By {
      /** The money that earns. */
      AMOUNT,
      /** Units. */
      QUANTITY
    }

    /**
     * @param from at least this much
     * @param points positive
     */
    public record Step(BigDecimal from, long points) {}
  }

  /**
   * Multiplies what other rules earned on the lines that this rule selects.
   *
   * @param factor above 1, at most six decimals
   * @param of ids of the rules it multiplies; empty for every rule that earns by amount
   */
  record Multiply(BigDecimal factor, List<String> of) implements Grow {
    public Multiply {
      of = List.copyOf(of);
    }
  }

  /**
   * Multiplies by a factor that hangs on the member's tier; a tier without a factor has none.
   *
   * @param factors above 1, at most six decimals, by tier
   * @param of ids of the rules it multiplies; empty for every rule that earns by amount
   */
  record TierBonus(Map<String, BigDecimal> factors, List<String> of) implements Grow {
    public TierBonus {
      SortedMap<String, BigDecimal> sorted = new TreeMap<>(factors);
      factors = Collections.unmodifiableSortedMap(sorted);
      of = List.copyOf(of);
    }
  }

  /**
   * The lines that the rule selects take no part.
   *
   * @param from in what
   */
  record Exclude(From from) implements Action {
    /** In what a line takes no part. */
    public enum From {
      /** It earns nothing from any rule and counts for no threshold of one that earns. */
      POINTS,
      /** No rule takes anything off its price. */
      DISCOUNTS,
      /** Both. */
      ALL,
      /** It cannot be paid with points. */
      REDEMPTION
    }
  }

  /**
   * Takes a share or an amount off each unit of the lines that the rule selects. Exactly one of the
   * two is there.
   *
   * @param percent of what the rules before left of each line
   * @param amount off each unit
   */
  record DiscountLine(@Nullable Percent percent, @Nullable Money amount) implements Reduce {}

  /**
   * Takes a share or an amount off the lines that the rule selects together. Exactly one of the two
   * is there.
   *
   * @param percent of what the rules before left of the lines
   * @param amount once a sale, never more than the lines come to
   */
  record DiscountBasket(@Nullable Percent percent, @Nullable Money amount) implements Reduce {}

  /**
   * Of every so many whole units that the rule selects, the cheapest are free or cheaper. Goods by
   * weight or measure do not count.
   *
   * @param buy units that are paid in full in each set
   * @param free units that are reduced in each set
   * @param percent off these units; 100 for free
   * @param most sets of one sale; {@code null} for any number
   */
  record FreeUnit(int buy, int free, Percent percent, @Nullable Integer most) implements Reduce {}

  /**
   * A coupon for a later sale.
   *
   * @param coupon its code, as a condition on {@code coupon} names it
   * @param days for which it is good, from the day of the sale; {@code null} without end
   */
  record IssueCoupon(String coupon, @Nullable Integer days) implements Extra {}

  /**
   * A voucher worth an amount.
   *
   * @param amount positive
   * @param days for which it is good, from the day of the sale; {@code null} without end
   */
  record IssueVoucher(Money amount, @Nullable Integer days) implements Extra {}

  /**
   * A person looks at the award before it counts.
   *
   * @param reason stable and dotted, for the one who looks: {@code "large.sale"}
   */
  record Review(String reason) implements Extra {}
}

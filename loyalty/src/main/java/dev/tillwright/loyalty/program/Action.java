package dev.tillwright.loyalty.program;

import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.util.List;

/** What a rule does. */
public sealed interface Action {

  /**
   * Points for money spent on the lines that the rule selects.
   *
   * @param points positive, at most six decimals
   * @param per positive
   * @param full whether only full steps of {@code per} count; otherwise in proportion
   */
  record EarnPerAmount(BigDecimal points, Money per, boolean full) implements Action {}

  /**
   * Points once a sale when the rule selects at least one line, however many it selects.
   *
   * @param points positive
   */
  record EarnFixed(long points) implements Action {}

  /**
   * Points for each unit (piece, kilogram) of the lines that the rule selects.
   *
   * @param points positive, at most six decimals
   */
  record EarnPerUnit(BigDecimal points) implements Action {}

  /**
   * Multiplies what other rules earned on the lines that this rule selects.
   *
   * @param factor above 1, at most six decimals
   * @param of ids of the rules it multiplies; empty for every rule that earns by amount
   */
  record Multiply(BigDecimal factor, List<String> of) implements Action {
    public Multiply {
      of = List.copyOf(of);
    }
  }

  /** The lines that the rule selects earn nothing from any rule, and count for no threshold. */
  record Exclude() implements Action {}
}

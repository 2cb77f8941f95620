package dev.tillwright.loyalty.program;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The money that earns.
 *
 * @param amount which amount of a line
 * @param excludeTenders kinds of tender whose part of the total earns nothing, such as {@code
 *     POINTS}; in ascending order
 */
public record Base(Amount amount, Set<String> excludeTenders) {
  public Base {
    NavigableSet<String> sorted = new TreeSet<>(excludeTenders);
    excludeTenders = Collections.unmodifiableNavigableSet(sorted);
  }

  /** An amount of a line. */
  public enum Amount {
    /** What the customer pays, with tax and after discounts. */
    TOTAL,
    /** What the customer pays after discounts, without any tax. */
    NET,
    /** The marked price after discounts: with contained tax, without added tax. */
    AFTER_DISCOUNT,
    /** The marked price before discounts. */
    LIST
  }
}

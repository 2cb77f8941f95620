package dev.tillwright.loyalty.program;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The money that earns.
 *
 * @param amount which amount of a line
 * @param excludeTenders kinds of tender whose part of the total earns nothing, such as {@code
 *     POINTS}; in ascending order
 * @param onlyTenders kinds of tender whose part of the total alone earns; empty for all
 */
public record Base(Amount amount, Set<String> excludeTenders, Set<String> onlyTenders) {
  /** What is left out when a program says nothing: own points, and money paid in before. */
  public static final Set<String> EXCLUDED = Set.of("POINTS", "GIFT");

  public Base {
    Objects.requireNonNull(amount, "amount");
    excludeTenders = sorted(excludeTenders);
    onlyTenders = sorted(onlyTenders);
  }

  /** An amount of which all tenders earn but own points and gift cards. */
  public static Base of(Amount amount) {
    return new Base(amount, EXCLUDED, Set.of());
  }

  /** The same, of which only the part that these kinds of tender pay earns. */
  public Base paidBy(String... kinds) {
    return new Base(amount, excludeTenders, Set.of(kinds));
  }

  /** Whether what this kind of tender pays earns. */
  public boolean counts(String kind) {
    return !excludeTenders.contains(kind) && (onlyTenders.isEmpty() || onlyTenders.contains(kind));
  }

  private static Set<String> sorted(Set<String> values) {
    NavigableSet<String> sorted = new TreeSet<>(values);
    return Collections.unmodifiableNavigableSet(sorted);
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

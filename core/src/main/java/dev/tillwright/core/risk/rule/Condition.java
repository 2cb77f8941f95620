package dev.tillwright.core.risk.rule;

import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActKind;
import dev.tillwright.core.risk.act.Trait;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold of an act. A field that an act does not have makes a condition on it not hold. */
public sealed interface Condition {

  /** Holds of every act. */
  static Condition always() {
    return new All(List.of());
  }

  /** Whether it holds of an act, given what its rule set stands on and what was before. */
  boolean holds(Act act, Grounds grounds, Looks looks);

  /** Whether it can hold of an act of a kind at all. */
  default boolean fits(ActKind kind) {
    return true;
  }

  /** Whether it asks what was before. */
  default boolean looksBack() {
    return false;
  }

  /** The conditions that are no {@code all}, {@code any} or {@code not}. */
  default Stream<Condition> leaves() {
    return Stream.of(this);
  }

  /** All hold; always when there are none. */
  record All(List<Condition> of) implements Condition {
    public All {
      of = List.copyOf(of);
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      return of.stream().allMatch(it -> it.holds(act, grounds, looks));
    }

    @Override
    public Stream<Condition> leaves() {
      return of.stream().flatMap(Condition::leaves);
    }
  }

  /** At least one holds. */
  record Any(List<Condition> of) implements Condition {
    public Any {
      of = List.copyOf(of);
      if (of.isEmpty()) {
        throw new IllegalArgumentException("any of nothing never holds");
      }
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      return of.stream().anyMatch(it -> it.holds(act, grounds, looks));
    }

    @Override
    public Stream<Condition> leaves() {
      return of.stream().flatMap(Condition::leaves);
    }
  }

  /** It does not hold. */
  record Not(Condition of) implements Condition {
    public Not {
      Objects.requireNonNull(of, "of");
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      return !of.holds(act, grounds, looks);
    }

    @Override
    public Stream<Condition> leaves() {
      return of.leaves();
    }
  }

  /**
   * A field is one of some values.
   *
   * @param values one or more, when no list is named
   * @param list the name of a list of the rule set; {@code null} when the values stand here
   */
  record In(Field field, Set<String> values, @Nullable String list) implements Condition {
    public In {
      Objects.requireNonNull(field, "field");
      values = Collections.unmodifiableSortedSet(new java.util.TreeSet<>(values));
      if (values.isEmpty() == (list == null)) {
        throw new IllegalArgumentException("either values or a list");
      }
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      Set<String> among = list == null ? values : grounds.list(list);
      return field.of(act).filter(among::contains).isPresent();
    }

    @Override
    public boolean fits(ActKind kind) {
      return field.fits(kind);
    }
  }

  /**
   * The amount, in minor units of the rule set's currency, is at least and below.
   *
   * @param min {@code null} for any
   * @param below {@code null} for any
   */
  record Amount(@Nullable Long min, @Nullable Long below) implements Condition {
    public Amount {
      if (min == null && below == null || min != null && below != null && min >= below) {
        throw new IllegalArgumentException("a range has a min, a below above it, or both");
      }
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      long minor = act.amount().minor();
      return act.amount().currency().equals(grounds.currency())
          && (min == null || minor >= min)
          && (below == null || minor < below);
    }

    @Override
    public boolean fits(ActKind kind) {
      return kind != ActKind.DRAWER;
    }
  }

  /**
   * Discounts by hand come to at least so much percent of the marked price.
   *
   * @param min above 0, at most 100
   */
  record Discounted(BigDecimal min) implements Condition {
    public Discounted {
      min = min.stripTrailingZeros();
      if (min.signum() <= 0 || min.compareTo(BigDecimal.valueOf(100)) > 0) {
        throw new IllegalArgumentException("above 0 and at most 100 percent");
      }
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      return act.share().compareTo(min) >= 0;
    }

    @Override
    public boolean fits(ActKind kind) {
      return switch (kind) {
        case TENDER, SALE, DISCOUNT -> true;
        default -> false;
      };
    }
  }

  /** The sale that is refunded or cancelled is younger than so long. */
  record Within(Duration age) implements Condition {
    public Within {
      if (age.isNegative() || age.isZero()) {
        throw new IllegalArgumentException("an age is positive");
      }
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      return act.since().filter(it -> it.compareTo(age) < 0).isPresent();
    }

    @Override
    public boolean fits(ActKind kind) {
      return kind == ActKind.REFUND || kind == ActKind.CANCEL;
    }
  }

  /** A trait is one of the act. */
  record Is(Trait trait) implements Condition {
    public Is {
      Objects.requireNonNull(trait, "trait");
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      return act.is(trait);
    }

    @Override
    public boolean fits(ActKind kind) {
      return trait.fits(kind);
    }
  }

  /**
   * By the clock on the wall, in the rule set's zone: it begins on one of the days, and a time that
   * does not end after its start ends on the next day. When clocks go forward, the hour that is
   * left out is left out here; when they go back, both hours are in.
   *
   * @param from included
   * @param to excluded
   */
  record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to) implements Condition {
    public Hours {
      if (days.isEmpty()) {
        throw new IllegalArgumentException("hours are of some days");
      }
      days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      ZonedDateTime local = act.at().atZone(grounds.zone());
      LocalTime time = local.toLocalTime();
      boolean begun = !time.isBefore(from);
      boolean ended = !time.isBefore(to);
      if (from.isBefore(to)) {
        return begun && !ended && days.contains(local.getDayOfWeek());
      }
      return begun && days.contains(local.getDayOfWeek())
          || !ended && days.contains(local.getDayOfWeek().minus(1));
    }
  }

  /**
   * The card's issuer is in one of some ranges.
   *
   * @param ranges one or more, when no list is named
   * @param list the name of a list of ranges; {@code null} when they stand here
   */
  record Issuer(List<BinRange> ranges, @Nullable String list) implements Condition {
    public Issuer {
      ranges = List.copyOf(ranges);
      if (ranges.isEmpty() == (list == null)) {
        throw new IllegalArgumentException("either ranges or a list");
      }
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      List<BinRange> among = list == null ? ranges : grounds.issuers(list);
      return act.bin().filter(bin -> among.stream().anyMatch(it -> it.holds(bin))).isPresent();
    }

    @Override
    public boolean fits(ActKind kind) {
      return Field.CARD.fits(kind);
    }
  }

  /**
   * The card's issuer is in one of some countries.
   *
   * @param countries ISO 3166-1 alpha-2; {@link Grounds#UNKNOWN} for issuers that no range names
   */
  record Country(Set<String> countries) implements Condition {
    public Country {
      countries = Collections.unmodifiableSortedSet(new java.util.TreeSet<>(countries));
      if (countries.isEmpty()) {
        throw new IllegalArgumentException("at least one country");
      }
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      return act.bin().map(grounds::country).filter(countries::contains).isPresent();
    }

    @Override
    public boolean fits(ActKind kind) {
      return Field.CARD.fits(kind);
    }
  }

  /** Who sells is the member that buys, by the rule set's list of staff. */
  record OwnAccount() implements Condition {
    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      return act.member().isPresent() && act.member().equals(grounds.account(act.operator()));
    }

    @Override
    public boolean fits(ActKind kind) {
      return Field.MEMBER.fits(kind);
    }
  }

  /**
   * A measure counts at least so many acts, this one included where it is one that counts.
   *
   * @param atLeast from 1
   */
  record Count(String measure, long atLeast) implements Condition {
    public Count {
      RuleNames.id(measure);
      if (atLeast < 1) {
        throw new IllegalArgumentException("a count is from 1");
      }
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      return looks.with(measure, act).count() >= atLeast;
    }

    @Override
    public boolean looksBack() {
      return true;
    }
  }

  /**
   * The amounts that a measure counts come to at least so much, in minor units.
   *
   * @param atLeast from 1
   */
  record Sum(String measure, long atLeast) implements Condition {
    public Sum {
      RuleNames.id(measure);
      if (atLeast < 1) {
        throw new IllegalArgumentException("a sum is from 1");
      }
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      return looks.with(measure, act).sum() >= atLeast;
    }

    @Override
    public boolean looksBack() {
      return true;
    }
  }

  /**
   * The sum of one measure is at least so many percent of that of another.
   *
   * @param of a measure
   * @param to another, counted by the same
   * @param percent above 0; exact
   */
  record Ratio(String of, String to, BigDecimal percent) implements Condition {
    public Ratio {
      RuleNames.id(of);
      RuleNames.id(to);
      percent = percent.stripTrailingZeros();
      if (percent.signum() <= 0 || of.equals(to)) {
        throw new IllegalArgumentException("a share above 0 of another measure");
      }
    }

    @Override
    public boolean holds(Act act, Grounds grounds, Looks looks) {
      long part = looks.with(of, act).sum();
      BigDecimal whole = BigDecimal.valueOf(looks.with(to, act).sum());
      return part > 0
          && BigDecimal.valueOf(part).movePointRight(2).compareTo(whole.multiply(percent)) >= 0;
    }

    @Override
    public boolean looksBack() {
      return true;
    }
  }
}

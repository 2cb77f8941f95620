package dev.tillwright.core.payment;

import dev.tillwright.core.card.Pan;
import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be taken while the host is out of reach.
 *
 * @param perPayment the floor limit: the largest single payment; {@code null} when nothing may
 * @param count how many may wait at once
 * @param total how much may wait at once; {@code null} when nothing may
 * @param age nothing more is taken once the oldest has waited for so long
 * @param only the ranges of cards that may; empty for all
 * @param never the ranges of cards that may not
 */
public record OfflineLimits(
    @Nullable Money perPayment,
    int count,
    @Nullable Money total,
    Duration age,
    List<CardRange> only,
    List<CardRange> never) {
  /** Usual in the field: what waits for longer than a day is hard to collect. */
  public static final Duration USUAL_AGE = Duration.ofDays(1);

  private static final int MOST_RANGES = 1_000;

  public OfflineLimits {
    if (count < 0 || count > 10_000) {
      throw new IllegalArgumentException("0 to 10,000 payments may wait");
    }
    if ((perPayment == null) != (total == null)) {
      throw new IllegalArgumentException("both limits, or none");
    }
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("an age is positive");
    }
    only = List.copyOf(only);
    never = List.copyOf(never);
    if (only.size() > MOST_RANGES || never.size() > MOST_RANGES) {
      throw new IllegalArgumentException("at most " + MOST_RANGES + " ranges of cards");
    }
  }

  /** Nothing may be taken offline. */
  public static OfflineLimits none() {
    return new OfflineLimits(null, 0, null, USUAL_AGE, List.of(), List.of());
  }

  /** Up to these limits, all of them at once, of any card, while the oldest waits under a day. */
  public static OfflineLimits upTo(Money perPayment, int count, Money total) {
    return new OfflineLimits(
        Objects.requireNonNull(perPayment, "perPayment"),
        count,
        Objects.requireNonNull(total, "total"),
        USUAL_AGE,
        List.of(),
        List.of());
  }

  /** The same with another age. */
  public OfflineLimits whileOldestIsUnder(Duration time) {
    return new OfflineLimits(perPayment, count, total, time, only, never);
  }

  /** The same, for cards of these ranges alone. */
  public OfflineLimits onlyCards(CardRange... ranges) {
    return new OfflineLimits(perPayment, count, total, age, List.of(ranges), never);
  }

  /** The same, but not for cards of these ranges. */
  public OfflineLimits neverCards(CardRange... ranges) {
    return new OfflineLimits(perPayment, count, total, age, only, List.of(ranges));
  }

  /** Whether a card may be taken offline at all. */
  public boolean admits(Pan pan) {
    return (only.isEmpty() || only.stream().anyMatch(range -> range.holds(pan)))
        && never.stream().noneMatch(range -> range.holds(pan));
  }

  /** Why a payment may not be taken offline; empty when it may. */
  Optional<String> refuses(Money amount, int waiting, Money waitingTotal, Duration oldest) {
    if (perPayment == null || total == null) {
      return Optional.of("offline payments are switched off");
    }
    if (!perPayment.currency().equals(amount.currency())) {
      return Optional.of("the offline limits are in another currency");
    }
    if (amount.compareTo(perPayment) > 0) {
      return Optional.of("above the floor limit");
    }
    if (waiting >= count) {
      return Optional.of("too many payments wait already");
    }
    if (oldest.compareTo(age) >= 0) {
      return Optional.of("the oldest waits for too long already");
    }
    return waitingTotal.plus(amount).compareTo(total) > 0
        ? Optional.of("too much money waits already")
        : Optional.empty();
  }
}

package dev.tillwright.core.host.stored;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When value expires. What the law of a place lets a shop do is the shop's to know: this is data,
 * and never is the default. Value expires at the end of a local day.
 *
 * @param from what the time counts from
 * @param time positive; {@code null} for {@link From#NEVER} and {@link From#DATE}
 * @param date the last day; {@code null} for the others
 * @param zone whose days
 */
public record Expiry(From from, @Nullable Period time, @Nullable LocalDate date, ZoneId zone) {
  public Expiry {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(zone, "zone");
    boolean counts = from == From.ACTIVATION || from == From.LAST_USE;
    if (counts != (time != null) || (from == From.DATE) != (date != null)) {
      throw new IllegalArgumentException("a time, a date, or neither, as its kind says");
    }
    if (time != null && (time.isNegative() || time.isZero())) {
      throw new IllegalArgumentException("a time is positive");
    }
  }

  /** Value stays. */
  public static Expiry never() {
    return new Expiry(From.NEVER, null, null, ZoneId.of("UTC"));
  }

  /** After so long from the activation. */
  public static Expiry afterActivation(Period time, ZoneId zone) {
    return new Expiry(From.ACTIVATION, Objects.requireNonNull(time, "time"), null, zone);
  }

  /** After so long without any use: a redemption, a load, a refund. */
  public static Expiry afterLastUse(Period time, ZoneId zone) {
    return new Expiry(From.LAST_USE, Objects.requireNonNull(time, "time"), null, zone);
  }

  /** After this day, whenever it was sold. */
  public static Expiry after(LocalDate lastDay, ZoneId zone) {
    return new Expiry(From.DATE, null, Objects.requireNonNull(lastDay, "lastDay"), zone);
  }

  /** From when on it cannot be used; empty for never. */
  Optional<Instant> at(Instant activated, Instant used) {
    LocalDate last =
        switch (from) {
          case NEVER -> null;
          case DATE -> date;
          case ACTIVATION -> counted(activated);
          case LAST_USE -> counted(used);
        };
    return Optional.ofNullable(last).map(day -> day.plusDays(1).atStartOfDay(zone).toInstant());
  }

  private LocalDate counted(Instant begin) {
    return begin.atZone(zone).toLocalDate().plus(Objects.requireNonNull(time, "time"));
  }

  /** What the time counts from. */
  public enum From {
    NEVER,
    ACTIVATION,
    LAST_USE,
    DATE
  }
}

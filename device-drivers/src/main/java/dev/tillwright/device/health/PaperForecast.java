package dev.tillwright.device.health;

import dev.tillwright.device.spi.Health;
import dev.tillwright.device.spi.Measure;
import dev.tillwright.device.spi.Vital;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How long the paper lasts. A printer that measures its roll is believed; of the others what was
 * printed since a person put in a roll is taken from its length, across resets of the counter.
 */
final class PaperForecast {
  private static final String PRINTED = "paper.millimetres";

  private OptionalLong roll = OptionalLong.empty();
  private long printed;
  private long seen;
  private @Nullable Instant epoch;
  private @Nullable Instant from;

  void newRoll(long millimetres, Health health, Instant now) {
    roll = OptionalLong.of(millimetres);
    printed = 0;
    seen = health.counted(PRINTED);
    epoch = health.countedSince();
    from = now;
  }

  void seen(Health health, Instant now) {
    long count = health.counted(PRINTED);
    if (from == null) {
      from = now;
    } else {
      // A counter that began anew counts from zero: what it says is new.
      boolean same = health.countedSince().equals(epoch);
      printed = Math.addExact(printed, same ? Math.max(0, count - seen) : count);
    }
    seen = count;
    epoch = health.countedSince();
  }

  OptionalLong left(Health health) {
    Optional<Measure> measured = health.vital(Vital.PAPER_LEFT_MILLIMETRES);
    if (measured.isPresent()) {
      return OptionalLong.of(measured.get().value());
    }
    // A driver that does not reckon what it prints tells nothing of what is left.
    boolean counts = printed > 0 || health.counters().containsKey(PRINTED);
    return roll.isPresent() && counts
        ? OptionalLong.of(Math.max(0, roll.getAsLong() - printed))
        : OptionalLong.empty();
  }

  Optional<Duration> lasts(Health health, Instant now) {
    OptionalLong left = left(health);
    if (left.isEmpty() || from == null || printed == 0) {
      return Optional.empty();
    }
    long seconds = Duration.between(from, now).toSeconds();
    return seconds <= 0
        ? Optional.empty()
        : Optional.of(
            Duration.ofSeconds(
                Math.multiplyExact(Math.min(left.getAsLong(), 1_000_000_000L), seconds) / printed));
  }
}

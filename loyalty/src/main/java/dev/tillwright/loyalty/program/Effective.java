package dev.tillwright.loyalty.program;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When something is in force, in wall time of the program's zone. A wall time that the clock skips
 * is the end of the gap; one that it shows twice is the first.
 *
 * @param from included; {@code null} for ever before
 * @param to excluded; {@code null} for ever after
 */
public record Effective(@Nullable LocalDateTime from, @Nullable LocalDateTime to) {
  /** Without beginning and end. */
  public static final Effective ALWAYS = new Effective(null, null);

  /** Whether it is in force at this instant. */
  public boolean at(Instant instant, ZoneId zone) {
    return start(zone).map(start -> !instant.isBefore(start)).orElse(true)
        && end(zone).map(instant::isBefore).orElse(true);
  }

  /** The first instant; none for ever before. */
  public Optional<Instant> start(ZoneId zone) {
    return Optional.ofNullable(from).map(time -> WallTime.instant(time, zone));
  }

  /** The first instant behind it; none for ever after. */
  public Optional<Instant> end(ZoneId zone) {
    return Optional.ofNullable(to).map(time -> WallTime.instant(time, zone));
  }
}

package dev.tillwright.loyalty.program;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A reward of the program's catalogue, that members take for points.
 *
 * @param id as entries and vouchers name it
 * @param points its price; positive
 * @param effective when it can be had
 * @param tiers whose members can have it; empty for everybody
 * @param stock so many in all; {@link Long#MAX_VALUE} for any number
 * @param each so many for one member; {@link Long#MAX_VALUE} for any number
 * @param days for how many days its voucher is good, the day it is taken among them; 0 for a reward
 *     that is handed over at once
 * @param text its name, by language
 */
public record Reward(
    String id,
    long points,
    Effective effective,
    Set<String> tiers,
    long stock,
    long each,
    int days,
    Map<String, String> text) {
  public Reward {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(effective, "effective");
    tiers = Set.copyOf(tiers);
    text = Map.copyOf(text);
    if (points < 1 || stock < 1 || each < 1 || days < 0) {
      throw new IllegalArgumentException("a reward has a price, and there is at least one of it");
    }
  }

  /** A reward that anybody can have at any time and as often as wanted, handed over at once. */
  public static Reward of(String id, long points) {
    return new Reward(
        id, points, Effective.ALWAYS, Set.of(), Long.MAX_VALUE, Long.MAX_VALUE, 0, Map.of());
  }

  /** Whether only so many are there. */
  public boolean hasStock() {
    return stock < Long.MAX_VALUE;
  }

  /** Whether one member gets only so many. */
  public boolean hasMost() {
    return each < Long.MAX_VALUE;
  }

  /** The first instant at which a voucher is not taken any more; none without one. */
  public Optional<Instant> voucherEnds(Instant taken, ZoneId zone) {
    LocalDate day = taken.atZone(zone).toLocalDate();
    return days == 0
        ? Optional.empty()
        : Optional.of(day.plusDays(days).atStartOfDay(zone).toInstant());
  }
}

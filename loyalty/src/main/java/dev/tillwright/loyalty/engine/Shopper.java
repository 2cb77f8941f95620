package dev.tillwright.loyalty.engine;

import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The member who buys, as far as rules may look.
 *
 * @param id the member's pseudonym
 * @param tier held when the sale began; empty for none
 * @param next the tiers that this sale may reach, the nearest first
 * @param segments such as {@code loyal}
 * @param birthday {@code null} when it is not known
 * @param zone where the member lives; {@code null} when it is not known
 */
public record Shopper(
    String id,
    String tier,
    List<Reach> next,
    Set<String> segments,
    @Nullable MonthDay birthday,
    @Nullable ZoneId zone) {
  public Shopper {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tier, "tier");
    next = List.copyOf(next);
    segments = Set.copyOf(segments);
  }

  /** A member of whom nothing else is known. */
  public static Shopper of(String id) {
    return new Shopper(id, "", List.of(), Set.of(), null, null);
  }

  /** The same in a tier, without another in reach. */
  public Shopper inTier(String name) {
    return new Shopper(id, name, next, segments, birthday, zone);
  }

  /** The same with a tier in reach behind those before. */
  public Shopper near(String name, long missing) {
    List<Reach> more = new ArrayList<>(next);
    more.add(new Reach(name, missing));
    return new Shopper(id, tier, more, segments, birthday, zone);
  }

  /** The same in these segments. */
  public Shopper inSegments(String... names) {
    return new Shopper(id, tier, next, Set.of(names), birthday, zone);
  }

  /** The same with a birthday. */
  public Shopper born(MonthDay day) {
    return new Shopper(id, tier, next, segments, day, zone);
  }

  /** The same in a zone. */
  public Shopper living(ZoneId where) {
    return new Shopper(id, tier, next, segments, birthday, where);
  }

  /**
   * A tier above.
   *
   * @param tier which
   * @param missing so much until it is reached, in what the program's tiers count: minor units,
   *     points or visits; positive
   */
  public record Reach(String tier, long missing) {
    public Reach {
      Objects.requireNonNull(tier, "tier");
      if (missing < 1) {
        throw new IllegalArgumentException("a tier in reach misses something");
      }
    }
  }
}

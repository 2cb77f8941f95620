package dev.tillwright.loyalty.tier;

import dev.tillwright.loyalty.ledger.Qualifying;
import dev.tillwright.loyalty.program.TierPlan;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One member's tiers over time: a pure fold over what counts. A threshold that is reached counts at
 * once; a tier whose threshold is not reached any more is kept until the grace has passed, and the
 * instant at which it has passed is the first without it.
 *
 * <p><b>Threads.</b> Not for several at once.
 */
public final class TierHistory {
  private final TierPlan plan;
  private final ZoneId zone;
  private final List<Qualifying> rows;
  private final TierWindow window;
  private final List<TierChange> changes = new ArrayList<>();
  private long counted;
  private int level;
  private int deserved;
  private @Nullable Instant since;

  private TierHistory(TierPlan plan, ZoneId zone, List<Qualifying> rows, Instant until) {
    this.plan = plan;
    this.zone = zone;
    this.rows = rows.stream().filter(row -> !row.at().isAfter(until)).toList();
    Instant first =
        this.rows.stream().map(Qualifying::counts).min(Instant::compareTo).orElse(until);
    this.window = new TierWindow(plan.window(), zone, first);
    fold(until);
  }

  /**
   * Folds what counted up to an instant.
   *
   * @param zone of months, years and anniversaries
   * @param rows in any order
   */
  public static TierHistory of(TierPlan plan, ZoneId zone, List<Qualifying> rows, Instant until) {
    return new TierHistory(plan, zone, rows, until);
  }

  private void fold(Instant until) {
    for (Map.Entry<Instant, Long> move : moves().headMap(until, true).entrySet()) {
      Instant instant = move.getKey();
      fall(instant);
      counted = Math.addExact(counted, move.getValue());
      deserved = plan.reachedBy(counted);
      if (deserved > level) {
        change(instant, deserved);
      }
      if (deserved >= level) {
        since = null;
      } else if (since == null) {
        since = instant;
      }
      fall(instant);
    }
    fall(until);
  }

  /** How much more or less counts, at the instants at which that changes. */
  private NavigableMap<Instant, Long> moves() {
    NavigableMap<Instant, Long> moves = new TreeMap<>();
    for (Qualifying row : rows) {
      Instant end = window.end(row.counts());
      if (end.isAfter(row.at())) {
        moves.merge(row.at(), measured(row), Math::addExact);
        moves.merge(end, -measured(row), Math::addExact);
      }
    }
    return moves;
  }

  /** Lets go of tiers whose grace has passed by an instant. */
  private void fall(Instant to) {
    while (since != null && !graceOf(since).isAfter(to)) {
      Instant end = graceOf(since);
      change(end, plan.down() == TierPlan.Down.STEP ? level - 1 : deserved);
      since = level > deserved ? end : null;
    }
  }

  private Instant graceOf(Instant from) {
    return from.atZone(zone).plus(plan.grace()).toInstant();
  }

  private void change(Instant at, int to) {
    changes.add(new TierChange(at, plan.id(level), plan.id(to), to > level));
    level = to;
  }

  private long measured(Qualifying row) {
    return switch (plan.by()) {
      case SPEND -> row.amounts().spendMinor();
      case POINTS -> row.amounts().points();
      case VISITS -> row.amounts().visits();
    };
  }

  /** Where the member stands at the instant up to which this was folded. */
  public Standing standing() {
    List<Standing.Reach> above =
        plan.levels().subList(level, plan.levels().size()).stream()
            .map(it -> new Standing.Reach(it.id(), it.from() - counted))
            .toList();
    return new Standing(
        level, plan.id(level), counted, above, Optional.ofNullable(since).map(this::graceOf));
  }

  /** All changes, oldest first. */
  public List<TierChange> changes() {
    return List.copyOf(changes);
  }
}

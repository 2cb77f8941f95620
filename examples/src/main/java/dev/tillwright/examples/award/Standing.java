package dev.tillwright.examples.award;

import dev.tillwright.loyalty.engine.Shopper;
import dev.tillwright.loyalty.ledger.Qualifying;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.TierPlan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The tier of a member, by what the ledger says counts, and the tiers in reach. */
final class Standing {
  private final TierPlan plan;
  private final ZoneId zone;
  private final List<Qualifying> counted;

  private Standing(TierPlan plan, ZoneId zone, List<Qualifying> counted) {
    this.plan = plan;
    this.zone = zone;
    this.counted = counted;
  }

  /** The member as the file says, or else as the program's tiers say. */
  static Shopper of(Shopper shopper, Program program, List<Qualifying> counted, Instant now) {
    if (!shopper.tier().isEmpty() || program.tiers().isEmpty()) {
      return shopper;
    }
    return new Standing(program.tiers().get(), program.zone(), counted).at(shopper, now);
  }

  private Shopper at(Shopper shopper, Instant now) {
    // A tier is kept through the grace: the highest that was deserved since its beginning.
    Instant since = now.atZone(zone).minus(plan.grace()).toInstant();
    int held =
        Stream.concat(
                Stream.of(since, now),
                counted.stream()
                    .map(Qualifying::at)
                    .filter(at -> at.isAfter(since) && !at.isAfter(now)))
            .mapToInt(at -> plan.reachedBy(sum(at)))
            .max()
            .orElse(0);
    Shopper in = shopper.inTier(plan.id(held));
    long sum = sum(now);
    for (int level = held + 1; level <= plan.levels().size(); level++) {
      in = in.near(plan.id(level), plan.levels().get(level - 1).from() - sum);
    }
    return in;
  }

  /** What counts in the window that an instant is in. */
  private long sum(Instant at) {
    Instant from = start(at);
    return counted.stream()
        .filter(each -> !each.at().isAfter(at))
        .filter(each -> !each.counts().isBefore(from) && !each.counts().isAfter(at))
        .mapToLong(
            each ->
                switch (plan.by()) {
                  case SPEND -> each.amounts().spendMinor();
                  case POINTS -> each.amounts().points();
                  case VISITS -> each.amounts().visits();
                })
        .sum();
  }

  private Instant start(Instant at) {
    LocalDate day = at.atZone(zone).toLocalDate();
    LocalDate month = day.withDayOfMonth(1);
    LocalDate first =
        switch (plan.window().type()) {
          case CALENDAR_MONTH -> month;
          case CALENDAR_QUARTER -> month.minusMonths((month.getMonthValue() - 1) % 3);
          case CALENDAR_YEAR -> day.withDayOfYear(1);
          case ANNIVERSARY -> anniversary(day);
          case ROLLING -> day;
        };
    return plan.window().type() == TierPlan.Window.Type.ROLLING
        // What is exactly as old as the window is long is out of it.
        ? at.atZone(zone).minus(plan.window().length()).toInstant().plusMillis(1)
        : first.atStartOfDay(zone).toInstant();
  }

  private LocalDate anniversary(LocalDate day) {
    LocalDate first =
        counted.stream()
            .map(each -> each.counts().atZone(zone).toLocalDate())
            .min(LocalDate::compareTo)
            .orElse(day);
    LocalDate last = first.plusYears(Math.max(0, day.getYear() - first.getYear()));
    return last.isAfter(day) ? first.plusYears(day.getYear() - first.getYear() - 1L) : last;
  }
}

package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.TierPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A part of a sale that is scored at one tier.
 *
 * @param tier which; empty for none
 * @param part of the sale, above 0; the parts of a sale make 1
 */
record TierPart(String tier, Ratio part) {
  private static final Ratio WHOLE = Ratio.of(1);

  /** The sale at the tier that was held when it began. */
  static List<TierPart> before(Purchase purchase) {
    return List.of(new TierPart(purchase.member().map(Shopper::tier).orElse(""), WHOLE));
  }

  /**
   * How the program's policy takes a sale that reaches another tier.
   *
   * @param pointsBefore what it earns at the tier held when it began; asked only where points count
   */
  static List<TierPart> of(Program program, Purchase purchase, LongSupplier pointsBefore) {
    TierPlan plan = program.tiers().orElse(null);
    Shopper member = purchase.member().orElse(null);
    if (plan == null || member == null || member.next().isEmpty()) {
      return before(purchase);
    }
    return switch (plan.reached()) {
      case BEFORE -> before(purchase);
      case AFTER -> List.of(after(member, counted(plan, purchase, pointsBefore)));
      // Only money can be cut at a threshold: a visit and the points of a sale come as one.
      case SPLIT ->
          plan.by() == TierPlan.Measure.SPEND
              ? split(member, counted(plan, purchase, pointsBefore))
              : before(purchase);
    };
  }

  private static TierPart after(Shopper member, long counted) {
    String tier = member.tier();
    for (Shopper.Reach reach : member.next()) {
      if (counted >= reach.missing()) {
        tier = reach.tier();
      }
    }
    return new TierPart(tier, WHOLE);
  }

  private static List<TierPart> split(Shopper member, long counted) {
    List<TierPart> parts = new ArrayList<>();
    String tier = member.tier();
    long from = 0;
    for (Shopper.Reach reach : member.next()) {
      if (counted > reach.missing()) {
        if (reach.missing() > from) {
          parts.add(new TierPart(tier, Ratio.of(reach.missing() - from, counted)));
        }
        from = reach.missing();
        tier = reach.tier();
      }
    }
    parts.add(new TierPart(tier, from == 0 ? WHOLE : Ratio.of(counted - from, counted)));
    return parts;
  }

  private static long counted(TierPlan plan, Purchase purchase, LongSupplier pointsBefore) {
    return switch (plan.by()) {
      case SPEND -> {
        var points = purchase.tenders().get("POINTS");
        yield purchase.totals().total().minor() - (points == null ? 0 : points.minor());
      }
      case POINTS -> pointsBefore.getAsLong();
      case VISITS -> 1;
    };
  }
}

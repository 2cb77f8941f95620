package dev.tillwright.loyalty.insight;

import dev.tillwright.loyalty.engine.Purchase;
import dev.tillwright.loyalty.engine.Shopper;
import dev.tillwright.loyalty.ledger.Counts;
import dev.tillwright.loyalty.ledger.Qualifying;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.TierPlan;
import dev.tillwright.loyalty.tier.TierHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tiers of members by what one program of a simulation counted. Of a member whose tier the
 * purchase names, that one is taken. For one thread.
 */
final class SimulatedTiers {
  private final Program program;
  private final Map<String, List<Qualifying>> rows = new HashMap<>();
  private Instant last = Instant.EPOCH;

  SimulatedTiers(Program program) {
    this.program = program;
  }

  /** Whether there are any. */
  boolean any() {
    return program.tiers().isPresent();
  }

  /** The purchase by its member in the tier that is held when it begins. */
  Purchase told(Purchase purchase) {
    last = purchase.at().isAfter(last) ? purchase.at() : last;
    TierPlan plan = program.tiers().orElse(null);
    Shopper member = purchase.member().orElse(null);
    if (plan == null || member == null || !member.tier().isEmpty() || !member.next().isEmpty()) {
      return purchase;
    }
    List<Qualifying> counted = rows.getOrDefault(member.id(), List.of());
    TierHistory history = TierHistory.of(plan, program.zone(), counted, purchase.at());
    return purchase.by(history.standing().of(member));
  }

  void sold(String member, Instant at, Counts amounts) {
    if (any()) {
      rows.computeIfAbsent(member, key -> new ArrayList<>()).add(new Qualifying(at, at, amounts));
    }
  }

  /** What came back of a sale, now: a return has no time of its own. */
  void cameBack(String member, Instant sold, Counts amounts) {
    if (any()) {
      rows.computeIfAbsent(member, key -> new ArrayList<>())
          .add(new Qualifying(sold, last, amounts));
    }
  }
}

package dev.tillwright.loyalty.insight.segment;

import java.time.Instant;
import java.util.Optional;

/** What one member did up to an instant, that instant included. */
interface MemberHistory {
  Optional<Instant> first();

  Optional<Instant> last();

  /** Purchases from an instant on. */
  long purchases(Instant since);

  /** Spent less what came back from an instant on, in minor units. */
  long spent(Instant since);

  /** Sales from an instant on that hold one of the items, or an item of one of the categories. */
  long bought(SegmentQuery.Bought what, Instant since);
}

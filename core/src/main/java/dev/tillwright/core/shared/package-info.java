/**
 * What several tills share at the central store beside limits: whose goods came back where. The
 * port that a till asks before it takes goods back, the store behind it, the follower that knows
 * the sales of all tills, and what finds afterwards where tills that were cut off gave back too
 * much. May import {@code sale}, {@code journal} and what lies below. Start with {@link
 * dev.tillwright.core.shared.SharedReturns}.
 */
@NullMarked
package dev.tillwright.core.shared;

import org.jspecify.annotations.NullMarked;

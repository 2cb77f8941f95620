/**
 * What members bought and were given, kept for limits and counters of later sales: a follower of
 * the journal and its view. May import {@code engine}, {@code program} and core. Start with {@link
 * dev.tillwright.loyalty.tally.StoredTallies}.
 */
@NullMarked
package dev.tillwright.loyalty.tally;

import org.jspecify.annotations.NullMarked;

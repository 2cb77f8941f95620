/**
 * The points ledger: a follower of the journal that awards, claws back, holds, captures and gives
 * back by double-entry postings, each the effect of one entry. May import core and {@code program};
 * never the engine, for what was quoted is what is awarded. Start with {@link
 * dev.tillwright.loyalty.ledger.PointsLedger}.
 */
@NullMarked
package dev.tillwright.loyalty.ledger;

import org.jspecify.annotations.NullMarked;

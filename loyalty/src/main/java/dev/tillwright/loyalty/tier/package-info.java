/**
 * Tiers: who is in which, since when and until when, worked out from what the ledger says counts,
 * so that no tier is ever stored and none depends on the order in which terminals report. May
 * import core, {@code program}, {@code engine} and {@code ledger}. Start with {@link
 * dev.tillwright.loyalty.tier.Tiers}.
 */
@NullMarked
package dev.tillwright.loyalty.tier;

import org.jspecify.annotations.NullMarked;

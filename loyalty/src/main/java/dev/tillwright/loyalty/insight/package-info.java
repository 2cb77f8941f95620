/**
 * What a program did, and what another would have done. May import {@code tier}, {@code ledger},
 * {@code engine}, {@code program} and core. Start with {@link
 * dev.tillwright.loyalty.insight.Simulation}.
 */
@NullMarked
package dev.tillwright.loyalty.insight;

import org.jspecify.annotations.NullMarked;

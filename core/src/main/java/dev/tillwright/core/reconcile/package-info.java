/**
 * What the payment hosts settled, laid beside the journal: their files, what is the same, what is
 * not, and a correction for each difference. May import {@code host}, {@code payment}, {@code
 * journal} and what lies below. Start with {@link dev.tillwright.core.reconcile.SettlementReader}.
 */
@NullMarked
package dev.tillwright.core.reconcile;

import org.jspecify.annotations.NullMarked;

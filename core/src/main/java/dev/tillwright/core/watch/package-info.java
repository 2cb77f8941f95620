/**
 * What nobody said: detectors that hold the journal against what devices, hosts, the central store
 * and the cash drawer tell, who fell silent against his own rhythm, and what can be put right
 * safely. May import the journal, payments, sales, checkpoints and what hosts settled. Start with
 * {@link dev.tillwright.core.watch.Detectors}; docs/silent-transactions.md gives each rule and what
 * it was measured to find.
 */
@NullMarked
package dev.tillwright.core.watch;

import org.jspecify.annotations.NullMarked;

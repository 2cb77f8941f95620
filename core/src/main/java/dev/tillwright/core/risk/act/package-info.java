/**
 * What happens at a till as risk rules see it: tenders, refunds, cancellations, drawers, read from
 * the journal's entries. May import {@code sale}, {@code payment}, {@code journal} and {@code
 * card}. Start with {@link dev.tillwright.core.risk.act.Act}, then {@code ActFold}.
 */
@NullMarked
package dev.tillwright.core.risk.act;

import org.jspecify.annotations.NullMarked;

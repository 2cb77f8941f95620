/**
 * Sliding windows over acts: counts and sums by card, device, operator or member, exact at their
 * edges, each act in once and out once. May import {@code risk.act} and {@code risk.rule}. Start
 * with {@link dev.tillwright.core.risk.window.Windows}, then {@code ActClock}.
 */
@NullMarked
package dev.tillwright.core.risk.window;

import org.jspecify.annotations.NullMarked;

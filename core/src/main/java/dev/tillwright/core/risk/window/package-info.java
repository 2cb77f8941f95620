/**
 * Sliding windows over acts: counts and sums by card, device, operator or member, exact at their
 * edges, each act in once and out once. May import {@code risk.act}, {@code risk.rule} and {@code
 * journal}, whose {@code OnwardClock} is the time of all windows. Start with {@link
 * dev.tillwright.core.risk.window.Windows}.
 */
@NullMarked
package dev.tillwright.core.risk.window;

import org.jspecify.annotations.NullMarked;

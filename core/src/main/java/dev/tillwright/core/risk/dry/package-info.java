/**
 * Rules tried on what has been: what they would have said about each act of a journal or an export
 * of it, and how well, where somebody knows the truth. May import the other packages of {@code
 * risk}. Start with {@link dev.tillwright.core.risk.dry.DryRun}.
 */
@NullMarked
package dev.tillwright.core.risk.dry;

import org.jspecify.annotations.NullMarked;

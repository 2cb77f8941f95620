/**
 * Evaluates a program on a basket and explains each point. May import {@code program} and core. The
 * phases are fixed, which is what makes the explanation possible: freeze the facts, take out
 * excluded lines, select by index, earn exactly, multiply, round once, cap, share to lines. Start
 * with {@link dev.tillwright.loyalty.engine.PointsEngine}.
 */
@NullMarked
package dev.tillwright.loyalty.engine;

import org.jspecify.annotations.NullMarked;

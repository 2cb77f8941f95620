package dev.tillwright.loyalty.engine.index;

import java.util.OptionalLong;

/**
 * A rule that misses one test.
 *
 * @param rule its number
 * @param dimension what the test looks at
 * @param above the next number above the one of the facts that passes the test; none for a test of
 *     texts, and where no number above passes
 */
public record NearMiss(int rule, int dimension, OptionalLong above) {}

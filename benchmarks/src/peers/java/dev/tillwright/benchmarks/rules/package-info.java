/** Earn rules beside rule engines of others; compiled only with the profile {@code peers}. */
@NullMarked
package dev.tillwright.benchmarks.rules;

import org.jspecify.annotations.NullMarked;

/**
 * What is bought: items, lines, discounts, taxes and totals, as immutable values; and the port
 * through which a points program quotes an open basket. May import {@code money} and {@code json}.
 * Start with {@link dev.tillwright.core.basket.Basket}.
 */
@NullMarked
package dev.tillwright.core.basket;

import org.jspecify.annotations.NullMarked;

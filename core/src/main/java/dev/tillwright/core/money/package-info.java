/**
 * Exact money: amounts in minor units, unit prices and quantities with scales of their own,
 * percentages, and shares that always add up to the whole. Imports nothing of the house. Start with
 * {@link dev.tillwright.core.money.Money}.
 */
@NullMarked
package dev.tillwright.core.money;

import org.jspecify.annotations.NullMarked;

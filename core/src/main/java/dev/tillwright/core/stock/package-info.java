/**
 * What lies on the shelves, folded from the journal: received, sold, brought back, counted,
 * adjusted, transferred; what it cost; when to order again. May import {@code sale}, {@code
 * journal}, {@code monitor} and what lies below. Start with {@link
 * dev.tillwright.core.stock.StockBook}.
 */
@NullMarked
package dev.tillwright.core.stock;

import org.jspecify.annotations.NullMarked;

/**
 * What was sold, folded from the journal: X and Z, by day, hour, item, category, operator, tax and
 * tender, exported as CSV and JSON. May import {@code sale}, {@code journal} and what lies below.
 * Start with {@link dev.tillwright.core.report.SalesReport}.
 */
@NullMarked
package dev.tillwright.core.report;

import org.jspecify.annotations.NullMarked;

/**
 * Comma-separated values: lines read within bounds, cells written so that no spreadsheet runs them.
 * Imports nothing of ours. Start with {@link dev.tillwright.core.csv.CsvLines}.
 */
@NullMarked
package dev.tillwright.core.csv;

import org.jspecify.annotations.NullMarked;

package dev.tillwright.examples.shop;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All lines of one invoice.
 *
 * @param number with its letter when it has one
 * @param customer {@code null} when anonymous
 * @param at the time of its first line, for the whole invoice
 * @param lines in the file's order; at least one
 */
record Invoice(String number, @Nullable String customer, LocalDateTime at, List<RetailLine> lines) {
  Invoice {
    lines = List.copyOf(lines);
  }

  /** A cancellation: its number begins with C. */
  boolean isReturn() {
    return number.startsWith("C");
  }

  /** An adjustment of the books, outside sales: its number begins with A. */
  boolean isAdjustment() {
    return number.startsWith("A");
  }
}

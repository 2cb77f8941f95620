package dev.tillwright.core.catalogue;

import java.util.Objects;

/**
 * Why a line was not taken: the first thing that was wrong with it. Never what stands there.
 *
 * @param line its number in the file, the header is 1; of changes that are not from a file, from 1
 * @param column name of the column, {@code column 3} for one whose name is not known; empty for the
 *     whole line
 * @param fault what is wrong
 */
public record ImportFault(long line, String column, Fault fault) {
  public ImportFault {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(fault, "fault");
  }

  /** {@code "line 17, price: is not a decimal within its bounds"}. */
  public String sentence() {
    return "line " + line + (column.isEmpty() ? "" : ", " + column) + ": " + fault.sentence();
  }
}

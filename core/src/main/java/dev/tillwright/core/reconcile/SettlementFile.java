package dev.tillwright.core.reconcile;

import java.util.List;
import java.util.Objects;

/**
 * What a host settled, as far as it could be read.
 *
 * @param reference names the settlement, 1 to 64 characters of A-Z, a-z, 0-9, dot, hyphen and
 *     underscore; entries keep it
 * @param lines in their order
 * @param faults lines that could not be read, the first {@value #MAX_FAULTS}
 * @param faulty how many could not be read in all
 * @param sealed whether the file ended with totals that agree with its lines; without them nobody
 *     can know whether its end is missing
 */
public record SettlementFile(
    String reference, List<SettlementLine> lines, List<Fault> faults, long faulty, boolean sealed) {
  /** So many faults are kept. */
  public static final int MAX_FAULTS = 1_000;

  public SettlementFile {
    if (!reference.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("not a reference of a settlement");
    }
    lines = List.copyOf(lines);
    faults = List.copyOf(faults);
  }

  /** Lines that a program made: all of them, and none that is faulty. */
  public static SettlementFile of(String reference, List<SettlementLine> lines) {
    return new SettlementFile(reference, lines, List.of(), 0, true);
  }

  /** Whether nothing of it is missing as far as it says: no faults, and totals that agree. */
  public boolean isWhole() {
    return faulty == 0 && sealed;
  }

  /**
   * Why a line could not be read.
   *
   * @param line in the file, the header being 1
   * @param field as the header names it; empty for the whole line
   * @param what is wrong, never what stood there
   */
  public record Fault(long line, String field, String what) {
    public Fault {
      Objects.requireNonNull(field, "field");
      Objects.requireNonNull(what, "what");
    }

    /** {@code "line 7, amount: not a decimal"}. */
    public String sentence() {
      return "line " + line + (field.isEmpty() ? "" : ", " + field) + ": " + what;
    }
  }
}

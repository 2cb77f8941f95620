package dev.tillwright.core.dispute;

import java.util.List;

/**
 * What a bundle of evidence is worth.
 *
 * @param caseId whose evidence it says it is; empty when that cannot be read
 * @param entries how many entries of the journal it holds
 * @param members how many members it has
 * @param faults what is wrong, in the order of the members; none when all holds
 * @param statements what the bundle shows, and what it does not, in sentences for people
 */
public record EvidenceReport(
    String caseId, int entries, int members, List<Fault> faults, List<String> statements) {
  public EvidenceReport {
    faults = List.copyOf(faults);
    statements = List.copyOf(statements);
  }

  /** Whether everything holds. */
  public boolean ok() {
    return faults.isEmpty();
  }

  /**
   * Something that does not hold.
   *
   * @param member which member; empty for the file as a whole
   * @param message what, for people
   */
  public record Fault(String member, String message) {
    /** {@code "receipt.txt: was changed"}. */
    @Override
    public String toString() {
      return member.isEmpty() ? message : member + ": " + message;
    }
  }
}

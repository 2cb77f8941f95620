package dev.tillwright.core.till;

import java.util.List;
import java.util.Objects;

/**
 * Whether a till can be updated now without losing anything, and whether it can go back after.
 *
 * @param findings one for each thing that was looked at, in the order of {@link What}
 */
public record UpdateReadiness(List<Finding> findings) {

  /** What is looked at. */
  public enum What {
    /** Payments of which nobody knows whether the money moved. */
    UNRESOLVED_PAYMENTS,
    /** Payments taken offline, refunds and captures that wait for their host. */
    WAITING_PAYMENTS,
    /** Baskets that stand open; they are taken up after the update. */
    OPEN_SALES,
    /** Views that are behind the journal. */
    FOLLOWERS,
    /**
     * Receipts and slips that began to be printed and did not end: a printer or the till failed.
     */
    PRINTS,
    /** Entries that are not at the central store, where there is one. */
    SHIPPING,
    /** Entries that no checkpoint covers. */
    CHECKPOINT,
    /** A verified backup since the last day close. */
    BACKUP,
    /** Archives that the way back needs: the journal goes back whole or not at all. */
    ARCHIVES,
    /** The versions of the tables: which programs open this database as it is. */
    VERSIONS
  }

  /** What it means for an update. */
  public enum Verdict {
    /** All is well. */
    OK,
    /** Nothing is lost by it, but somebody should know. */
    NOTE,
    /** Not now: see the sentence. */
    NOT_READY
  }

  /**
   * One thing.
   *
   * @param what was looked at
   * @param verdict for the way forward
   * @param back for the way back, should the update fail
   * @param sentence what is the case and what to do, for people
   */
  public record Finding(What what, Verdict verdict, Verdict back, String sentence) {
    public Finding {
      Objects.requireNonNull(what, "what");
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(back, "back");
      Objects.requireNonNull(sentence, "sentence");
    }
  }

  public UpdateReadiness {
    findings = List.copyOf(findings);
  }

  /** Whether nothing speaks against the update. */
  public boolean forward() {
    return findings.stream().noneMatch(it -> it.verdict() == Verdict.NOT_READY);
  }

  /** Whether the way back is known: to these books, or to the journal alone in an older program. */
  public boolean back() {
    return findings.stream().noneMatch(it -> it.back() == Verdict.NOT_READY);
  }

  /** Whether to update now. */
  public boolean ready() {
    return forward() && back();
  }

  /** What speaks against it, as sentences. */
  public List<String> reasons() {
    return findings.stream()
        .filter(it -> it.verdict() == Verdict.NOT_READY || it.back() == Verdict.NOT_READY)
        .map(Finding::sentence)
        .toList();
  }
}

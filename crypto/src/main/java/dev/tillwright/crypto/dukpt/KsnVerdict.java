package dev.tillwright.crypto.dukpt;

/** What a host's ledger says of a KSN that came in. */
public enum KsnVerdict {
  /** It did not come before: go on. Its message may have been overtaken by later ones. */
  FRESH,
  /** It came before: a repeat of the same message, or a replay of it. */
  REPLAYED,
  /**
   * So far below one that came before that the ledger no longer knows: very late, replayed, or of a
   * device that was set back.
   */
  REGRESSED
}

package dev.tillwright.core.dispute;

/** What somebody wants. Journal entries keep the names, so a name never changes. */
public enum CaseKind {
  /** The cardholder disputes a payment with his bank. */
  DISPUTE,
  /** A customer complains to the shop. */
  COMPLAINT,
  /** Something is to be repaired, replaced or completed. */
  AFTER_SALES
}

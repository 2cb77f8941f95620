package dev.tillwright.crypto.dukpt;

/** What a host's ledger says of a KSN that came in. */
public enum KsnVerdict {
  /** Above all that came from this device: go on. */
  FRESH,
  /** The last one once more: a repeat of the same message, or a replay of it. */
  REPLAYED,
  /** Below one that came before: late, replayed, or a device that was set back. */
  REGRESSED
}

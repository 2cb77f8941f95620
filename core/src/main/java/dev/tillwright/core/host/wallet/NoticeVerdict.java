package dev.tillwright.core.host.wallet;

/** What became of a notice. */
public enum NoticeVerdict {
  /** Whoever waits for it was told. */
  TOLD,
  /** It is genuine, and says nothing that anybody waits for. */
  OF_NO_USE,
  /** It was told before; the wallet need not send it again. */
  SEEN,
  /** It is too old to tell a replay from it: the wallet is asked instead. */
  STALE,
  /** Not signed by the wallet, or changed since. */
  FORGED,
  /** Genuine, but not for this shop. */
  NOT_OURS,
  /** It cannot be read. */
  UNREADABLE,
  /** No such wallet is set up here. */
  UNKNOWN_WALLET;

  /** Whether the wallet is told that all is well, so that it stops sending. */
  public boolean isTaken() {
    return this == TOLD || this == OF_NO_USE || this == SEEN || this == STALE;
  }
}

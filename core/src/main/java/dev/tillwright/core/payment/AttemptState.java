package dev.tillwright.core.payment;

/**
 * Where one attempt to move money stands. States only move along the table in {@link Attempt}; what
 * {@link #ended} survives no restart as work, everything else is driven to an end by recovery.
 */
public enum AttemptState {
  /** The intent is durable; something may have been sent. */
  SENDING(false),
  /** Nothing was sent and nothing will be. */
  NOT_SENT(true),
  /** The host moved the money. */
  APPROVED(true),
  /** The host said no. */
  DECLINED(true),
  /** It must be undone, and the host has not acknowledged that yet. */
  REVERSAL_PENDING(false),
  /** The host acknowledged that nothing of it is charged. */
  REVERSED(true),
  /** Taken here while the host was out of reach; not sent yet. */
  STORED(false),
  /** Stored, and being sent: the host may have it. */
  FORWARDING(false),
  /** Stored, sent, and the host moved the money. */
  FORWARDED(true),
  /** Stored, sent, and the host said no: the shop bears it. */
  FORWARD_DECLINED(true);

  private final boolean ended;

  AttemptState(boolean ended) {
    this.ended = ended;
  }

  /** Whether nothing more will happen to the attempt. */
  public boolean ended() {
    return ended;
  }

  /** Whether the shop counts the money as moved. */
  public boolean counts() {
    return this == APPROVED || this == STORED || this == FORWARDING || this == FORWARDED;
  }
}

package dev.tillwright.core.payment;

/**
 * Where one attempt to move money stands. States only move along the table in {@link Attempt};
 * whatever is {@link #restless} is driven on by {@link Payments}, also after a restart.
 */
public enum AttemptState {
  /** The intent is durable, nothing was sent. */
  CREATED(false, true),
  /** Something may have been sent. */
  SENDING(false, true),
  /** Something was sent and nothing can be known. Never shown as declined. */
  UNKNOWN(false, true),
  /** The host approved less than was asked; accepted or refused next. */
  PARTIALLY_AUTHORIZED(false, true),
  /** The host reserved the money. */
  AUTHORIZED(true, false),
  /** An authorization is being raised. */
  INCREMENT_PENDING(true, true),
  /** Authorized money is being taken. */
  CAPTURE_PENDING(true, true),
  /** The host moved the money. */
  CAPTURED(true, false),
  /** The host's settlement shows it. */
  SETTLED(true, false),
  /** The cardholder disputes it. */
  DISPUTED(true, false),
  /** The dispute was won. */
  DISPUTE_WON(true, false),
  /** The dispute was lost, or accepted: the money went back. */
  DISPUTE_LOST(false, false),
  /** Taken here while the host was out of reach; not sent yet. */
  OFFLINE_APPROVED(true, true),
  /** Taken offline, and being sent: the host may have it. */
  FORWARDING(true, true),
  /** Taken offline, sent, and the host said no: the shop bears it. */
  FORWARD_DECLINED(false, false),
  /** The host said no. */
  DECLINED(false, false),
  /** Given up before anything was sent. */
  CANCELLED(false, false),
  /** It was to be sent and could not be: nothing left, and nothing will. */
  NOT_SENT(false, false),
  /** It must be undone, and the host has not acknowledged that yet. */
  REVERSAL_PENDING(false, true),
  /** The host acknowledged that nothing of it is charged. */
  REVERSED(false, false),
  /** The shop gave it up, and the host has not acknowledged that yet. */
  VOID_PENDING(false, true),
  /** The shop gave it up, and nothing of it is charged. */
  VOIDED(false, false);

  private final boolean counts;
  private final boolean restless;

  AttemptState(boolean counts, boolean restless) {
    this.counts = counts;
    this.restless = restless;
  }

  /** Whether the shop counts the money as moved or promised. */
  public boolean counts() {
    return counts;
  }

  /** Whether something must still happen to it. */
  public boolean restless() {
    return restless;
  }

  /** Whether it waits for the host with money that the shop counts on. */
  public boolean waits() {
    return this == OFFLINE_APPROVED || this == FORWARDING;
  }

  /** Whether money may have moved that the shop does not count: its sale takes no other tender. */
  public boolean unresolved() {
    return restless && !counts;
  }
}

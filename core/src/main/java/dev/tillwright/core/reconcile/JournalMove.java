package dev.tillwright.core.reconcile;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * One movement of money as the journal has it: a purchase, a capture, a refund.
 *
 * @param key of the payment, or of the capture
 * @param attempt the payment that it belongs to; of a purchase and a refund its own key
 * @param kind what it does
 * @param rrn retrieval reference number: the host's own where it gave one
 * @param stan trace number
 * @param terminal whose journal
 * @param token stands for the card
 * @param amount that the journal counts, or that was asked for
 * @param at when it was intended
 * @param state whether the journal counts it
 * @param seq position of the newest entry about it: the evidence
 * @param tender by which host it went; empty in what older books folded
 * @param settled reference of the settlement that showed it; empty for none
 */
public record JournalMove(
    String key,
    String attempt,
    Kind kind,
    String rrn,
    String stan,
    String terminal,
    String token,
    Money amount,
    Instant at,
    State state,
    long seq,
    String tender,
    String settled) {
  public JournalMove {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(state, "state");
  }

  /** What it does. */
  public enum Kind {
    PURCHASE,
    /** Reserves money, moves none. */
    AUTHORIZATION,
    CAPTURE,
    REFUND
  }

  /** What the journal says. */
  public enum State {
    /** Its end is not known, or it waits to be sent. */
    OPEN,
    /** The money moved, or is reserved. */
    COUNTED,
    /** It is being undone, and the host has not acknowledged that. */
    UNDOING,
    /** It was undone. */
    UNDONE,
    /** Declined, or never sent. */
    REFUSED
  }

  /** What a host should have settled for it. */
  public Money expected() {
    boolean moves = state == State.COUNTED && kind != Kind.AUTHORIZATION;
    return moves ? amount : Money.zero(amount.currency());
  }
}

package dev.tillwright.device.spi;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.money.Money;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What is known of a payment at a terminal. Three cases, and unknown is never declined. */
public sealed interface TerminalReply {

  /** The caller's id of the payment. */
  String id();

  /** Exactly one of the functions is called. */
  default <T> T match(
      Function<Approved, T> approved,
      Function<Declined, T> declined,
      Function<Unknown, T> unknown) {
    if (this instanceof Approved it) {
      return approved.apply(it);
    } else if (this instanceof Declined it) {
      return declined.apply(it);
    } else {
      return unknown.apply((Unknown) this);
    }
  }

  /**
   * The money moved.
   *
   * @param id the caller's
   * @param amount that moved; may be less than asked where the terminal approves in part
   * @param authorizationCode as the acquirer gave it; empty when it gave none
   * @param reference the terminal's own, which support will ask for
   * @param card what may be known of the card
   * @param slip lines that the schemes want on the customer's receipt, as the terminal gave them
   */
  record Approved(
      String id,
      Money amount,
      String authorizationCode,
      String reference,
      CardShown card,
      List<String> slip)
      implements TerminalReply {
    public Approved {
      JobId.check(id);
      Objects.requireNonNull(amount, "amount");
      Objects.requireNonNull(authorizationCode, "authorizationCode");
      Objects.requireNonNull(reference, "reference");
      Objects.requireNonNull(card, "card");
      slip = List.copyOf(slip);
      if (slip.size() > 200) {
        throw new IllegalArgumentException("a slip has at most 200 lines");
      }
    }
  }

  /**
   * No money moved, for certain.
   *
   * @param id the caller's
   * @param reason for programs
   * @param code the acquirer's or the terminal's; empty when there is none
   */
  record Declined(String id, Reason reason, String code) implements TerminalReply {
    public Declined {
      JobId.check(id);
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(code, "code");
    }
  }

  /**
   * The money may have moved: ask again by the id.
   *
   * @param id the caller's
   * @param fault what happened
   */
  record Unknown(String id, Fault fault) implements TerminalReply {
    public Unknown {
      JobId.check(id);
      Objects.requireNonNull(fault, "fault");
    }
  }

  /** Why no money moved. */
  enum Reason {
    /** By the card, its issuer or the acquirer. */
    REFUSED,
    /** At the terminal or from here. */
    CANCELLED,
    /** Nobody presented a card, or entered the PIN. */
    NOBODY,
    /** Another payment is under way. */
    BUSY,
    /** It was approved, and undone since. */
    UNDONE,
    /** What was to be undone is not there, undone already, or settled. */
    NOT_REVERSIBLE,
    /** The terminal never had this id. */
    NEVER_RECEIVED,
    /** Nothing was sent: the terminal was not reached. */
    NOT_REACHED
  }

  /**
   * What a terminal tells of a card. Never more than a receipt may show.
   *
   * @param masked the number; empty when the terminal keeps it
   * @param scheme as the terminal names it
   * @param mode how it was read
   */
  record CardShown(Optional<MaskedPan> masked, String scheme, Optional<EntryMode> mode) {
    /** Of a terminal that tells nothing. */
    public static final CardShown NOTHING = new CardShown(Optional.empty(), "", Optional.empty());

    public CardShown {
      Objects.requireNonNull(masked, "masked");
      Objects.requireNonNull(scheme, "scheme");
      Objects.requireNonNull(mode, "mode");
    }
  }
}

package dev.tillwright.device.emv;

import java.util.function.Function;

/** What reading a chip came to. */
public sealed interface EmvOutcome {

  /**
   * The card told what it has.
   *
   * @param card for the caller to close
   */
  record Read(EmvRead card) implements EmvOutcome {}

  /** There was nothing to read, for this reason. */
  record Refused(Reason reason) implements EmvOutcome {}

  /** Why a card was not read. */
  enum Reason {
    /** The card has no application that the till knows, or none that may be used. */
    NO_APPLICATION,
    /** The card, or the application that was chosen, was blocked by its issuer. */
    BLOCKED,
    /** The cardholder gave up choosing. */
    NOT_CHOSEN
  }

  /** Exactly one of these is called. */
  default <T> T match(Function<EmvRead, T> read, Function<Reason, T> refused) {
    if (this instanceof Read r) {
      return read.apply(r.card);
    }
    return refused.apply(((Refused) this).reason);
  }
}

package dev.tillwright.loyalty.partner;

import java.util.Objects;

/**
 * An exchange, as the journal has it.
 *
 * @param order what was asked for
 * @param terminal where
 * @param ours so many of our points
 * @param theirs so many of the partner's
 * @param state how far it is
 * @param reason why it was refused; stable and dotted, otherwise empty
 */
public record Exchange(
    ExchangeOrder order, String terminal, long ours, long theirs, State state, String reason) {
  public Exchange {
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reason, "reason");
  }

  /** The key to the partner: a terminal's keys are its own. */
  public String partnerKey() {
    return terminal + "/" + order.key();
  }

  /** How far an exchange is. */
  public enum State {
    /** Nobody knows yet; {@link PartnerDesk#resume} drives it on. */
    OPEN,
    /** Both sides moved. */
    DONE,
    /** Neither side moved. */
    REFUSED
  }
}

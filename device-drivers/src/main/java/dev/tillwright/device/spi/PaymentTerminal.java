package dev.tillwright.device.spi;

import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.time.Instant;

/**
 * A semi-integrated payment terminal: it reads the card, asks for the PIN, speaks with the acquirer
 * and keeps all of that to itself.
 *
 * <p><b>Contract.</b> Every payment has an id that the caller chose, new for each. The answer is
 * {@link TerminalReply}: approved, declined, or unknown, and unknown is never given as declined. A
 * call never throws for what the connection or the terminal did. The same id, asked again, gives
 * what became of it and moves no money. What is unknown is found out with {@link #queryResult},
 * also after a restart of either side, for as long as {@link TerminalCapabilities#remembers} says.
 */
public interface PaymentTerminal extends Device {

  @Override
  TerminalCapabilities capabilities();

  /**
   * Takes money.
   *
   * @param id 1 to 64 characters
   * @param amount positive
   * @throws DeviceException {@link Fault#UNSUPPORTED} for a currency it lacks, {@link Fault#CLOSED}
   *     when it was closed; nothing was sent then
   */
  TerminalReply sale(String id, Money amount, Duration limit);

  /**
   * Gives money back to a card that is presented.
   *
   * @throws DeviceException as {@link #sale}
   */
  TerminalReply refund(String id, Money amount, Duration limit);

  /**
   * Undoes a payment in full, while the terminal still can.
   *
   * @param id of this reversal
   * @param original the id of what is undone
   * @throws DeviceException as {@link #sale}
   */
  TerminalReply reverse(String id, String original, Duration limit);

  /**
   * What became of a payment, by its id. One that was undone is declined as {@link
   * TerminalReply.Reason#UNDONE}. An id that never reached the terminal is declined as {@link
   * TerminalReply.Reason#NEVER_RECEIVED}, and stays so: it is refused when it comes late.
   *
   * @throws DeviceException with {@link Fault#CLOSED} only
   */
  TerminalReply queryResult(String id, Duration limit);

  /**
   * Asks the terminal to give up a payment, from another thread. Only a wish: what became of it is
   * the answer of the call that waits, which may be approved.
   */
  void cancel(String id);

  /** How far a payment is. */
  enum Step {
    PRESENT_CARD,
    CARD_READ,
    ENTER_PIN,
    AUTHORIZING,
    REMOVE_CARD
  }

  /** A payment moved on. */
  record Progress(String device, Instant at, String id, Step step) implements DeviceEvent {}

  /** An outcome arrived after whoever asked for it had gone. */
  record LateReply(String device, Instant at, TerminalReply reply) implements DeviceEvent {}
}

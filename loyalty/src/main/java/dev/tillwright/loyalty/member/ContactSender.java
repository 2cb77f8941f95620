package dev.tillwright.loyalty.member;

import java.time.Duration;
import java.util.Optional;

/**
 * The port to a carrier: short messages, e-mail, WeChat, push notices, calls. Called by the contact
 * gate alone.
 *
 * <p><b>Implementers promise.</b> One call sends one message, at most once. {@link
 * ContactOutcome#NOT_SENT} is answered only when it is certain that nothing went out and nothing
 * will; what is not certain is {@link ContactOutcome#UNKNOWN}. Nothing of the message is logged,
 * kept, or put into an exception.
 *
 * <p><b>Threads and deadlines.</b> Any number of calls at once, on threads of the executor that the
 * gate was given. A call returns within its deadline; one that does not is given up as unknown,
 * interrupted, and what it answers later is still written down. An exception is taken as unknown.
 */
public interface ContactSender {

  /** Which channel it serves. */
  Channel channel();

  /**
   * Sends a message.
   *
   * @param deadline for the whole call
   */
  ContactOutcome send(ContactMessage message, Duration deadline);

  /**
   * What the carrier knows of a contact, asked after a crash and for outcomes that were unknown.
   *
   * @param contact as in {@link ContactMessage#contact}
   * @return none when it does not know, or cannot be asked
   */
  default Optional<ContactOutcome> outcome(String contact, Duration deadline) {
    return Optional.empty();
  }
}

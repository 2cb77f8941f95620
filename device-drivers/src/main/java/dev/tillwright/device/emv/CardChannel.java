package dev.tillwright.device.emv;

import dev.tillwright.device.spi.CardSession;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import java.time.Duration;

/** The way to a card: a reader's session, or what a test puts in its place. */
@FunctionalInterface
public interface CardChannel {

  /**
   * Sends a command and gives the response as it came, status included.
   *
   * @throws DeviceException when the card or the reader fails
   */
  byte[] transmit(byte[] command, Deadline deadline);

  /** The way to the card of a session, which stays the caller's. */
  static CardChannel of(CardSession session) {
    return (command, deadline) ->
        session.transmit(command, Duration.ofNanos(Math.max(1, deadline.nanos())));
  }
}

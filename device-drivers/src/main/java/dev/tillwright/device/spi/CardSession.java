package dev.tillwright.device.spi;

import java.time.Duration;

/**
 * A powered card in a reader.
 *
 * <p><b>Guarantees.</b> What goes to and from the card is written to no log and no exception. Once
 * the card was taken away every call fails with {@link Fault#NO_CARD}, and no other card is spoken
 * to. <b>Threads.</b> Any; calls run one after the other.
 */
public interface CardSession extends AutoCloseable {

  CardReader.Contact contact();

  /** A copy of the answer to reset (ISO/IEC 7816-3), or what the reader makes of it. */
  byte[] atr();

  /**
   * Sends a command APDU and gives the response (ISO/IEC 7816-4), {@code 61xx} and {@code 6Cxx}
   * included: the caller asks again.
   *
   * @param command 4 bytes and more; extended length only where the capabilities say so
   * @return data and two status bytes, for the caller to wipe: they may hold a card number
   * @throws DeviceException {@link Fault#NO_CARD}, {@link Fault#TIMEOUT} or {@link Fault#LOST},
   *     with an unknown outcome once the command left; {@link Fault#UNSUPPORTED} when it is too
   *     long; {@link Fault#CLOSED} after {@link #close}
   */
  byte[] transmit(byte[] command, Duration limit);

  /**
   * Keeps other programs from the card until the claim is closed.
   *
   * @throws DeviceException {@link Fault#CLAIMED} when another program keeps it
   */
  Claim transaction(Duration limit);

  /** Powers the card off. May be called again, from any thread. */
  @Override
  void close();
}

package dev.tillwright.device.spi;

import java.time.Duration;
import java.time.Instant;

/** Reads chip cards, by contacts or without. */
public interface CardReader extends Device {

  @Override
  CardReaderCapabilities capabilities();

  /**
   * Waits for a card and powers it. A card that is in the reader already is taken. One session at a
   * time: the one before must be closed.
   *
   * @return the card, for the caller to close
   * @throws DeviceException {@link Fault#TIMEOUT} when no card came, {@link Fault#BAD_READ} when it
   *     is mute, {@link Fault#CANCELLED} after {@link #cancel}, {@link Fault#BUSY} while a session
   *     is open
   */
  CardSession awaitCard(Duration limit);

  /** Ends a waiting {@link #awaitCard} from another thread; nothing happens when none waits. */
  void cancel();

  /** How a card speaks. */
  enum Contact {
    /** ISO/IEC 7816-3. */
    CONTACT,
    /** ISO/IEC 14443. */
    CONTACTLESS
  }

  /** A card came. */
  record CardInserted(String device, Instant at, Contact contact) implements DeviceEvent {}

  /** A card went. */
  record CardRemoved(String device, Instant at) implements DeviceEvent {}

  /** A card came that does not answer: upside down, or broken. */
  record CardMute(String device, Instant at) implements DeviceEvent {}
}

package dev.tillwright.device.spi;

import dev.tillwright.core.card.CardRead;
import java.time.Duration;

/** Reads payment cards: stripe, chip or both. */
public interface CardReader extends Device {

  @Override
  CardReaderCapabilities capabilities();

  /**
   * Waits for one card. Cards shown before the call are not taken.
   *
   * @return the card, for the caller to close
   * @throws DeviceException {@link Fault#TIMEOUT} when no card came, {@link Fault#BAD_READ} when a
   *     card could not be read, {@link Fault#CANCELLED} after {@link #cancel}
   */
  CardRead awaitCard(Duration limit);

  /** Ends a waiting {@link #awaitCard} from another thread; nothing happens when none waits. */
  void cancel();
}

package dev.tillwright.device.spi;

import dev.tillwright.core.card.CardRead;
import java.time.Duration;

/** Reads magnetic stripes, in clear or encrypted in its head. */
public interface MagstripeReader extends Device {

  @Override
  MagstripeCapabilities capabilities();

  /**
   * Waits for one card. Cards swiped before the call are not taken.
   *
   * @return what was read, for the caller to close
   * @throws DeviceException {@link Fault#TIMEOUT} when no card came, {@link Fault#BAD_READ} when no
   *     track could be read, {@link Fault#CANCELLED} after {@link #cancel}
   */
  StripeRead awaitSwipe(Duration limit);

  /**
   * Waits for one card whose number is readable.
   *
   * @return the card, for the caller to close
   * @throws DeviceException as {@link #awaitSwipe}; {@link Fault#UNSUPPORTED}, before any card,
   *     when the reader encrypts
   */
  default CardRead awaitCard(Duration limit) {
    if (capabilities().encrypts()) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.PREPARE, "reader " + id() + " gives no number in clear");
    }
    try (StripeRead read = awaitSwipe(limit)) {
      return read.takeCard()
          .orElseThrow(
              () ->
                  DeviceException.of(
                      Fault.BAD_READ, Phase.READ, "reader " + id() + " found no card number"));
    }
  }

  /** Ends a wait from another thread; nothing happens when nobody waits. */
  void cancel();
}

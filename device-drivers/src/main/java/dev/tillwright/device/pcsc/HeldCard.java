package dev.tillwright.device.pcsc;

import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import org.jspecify.annotations.Nullable;

/**
 * The context and the card of one session, or as much of them as there is: for the session's call
 * thread only, which also gives them back.
 */
final class HeldCard {
  private final String reader;
  private @Nullable PcscContext context;
  private @Nullable PcscCard card;

  HeldCard(String reader) {
    this.reader = reader;
  }

  /** Connects, and gives the answer to reset. */
  byte[] connect(boolean exclusive) {
    PcscContext made = PcscContext.establish();
    context = made;
    PcscCard found = made.connect(reader, exclusive);
    card = found;
    return found.atr();
  }

  PcscCard card() {
    PcscCard held = card;
    if (held == null) {
      throw DeviceException.of(Fault.NO_CARD, Phase.READ, "reader " + reader + " has no card");
    }
    return held;
  }

  /**
   * Gives back what there is.
   *
   * @param off powers the card off, also for other programs that share it
   */
  void release(boolean off) {
    try {
      if (card != null) {
        card.disconnect(off);
      }
    } finally {
      if (context != null) {
        context.close();
      }
    }
  }
}

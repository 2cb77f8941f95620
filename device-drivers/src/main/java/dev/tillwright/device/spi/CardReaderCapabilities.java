package dev.tillwright.device.spi;

import dev.tillwright.core.card.EntryMode;
import java.util.Set;

/**
 * What a card reader can read.
 *
 * @param modes how
 * @param encrypts whether the card number leaves the reader only encrypted
 */
public record CardReaderCapabilities(Set<EntryMode> modes, boolean encrypts)
    implements Capabilities {
  public CardReaderCapabilities {
    modes = Set.copyOf(modes);
  }
}

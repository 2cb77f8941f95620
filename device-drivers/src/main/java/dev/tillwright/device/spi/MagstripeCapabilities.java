package dev.tillwright.device.spi;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Track;
import java.util.Set;

/**
 * What a stripe reader can do.
 *
 * @param tracks it reads
 * @param modes how cards are read: some give the stripe's content from the chip, too
 * @param encrypts whether tracks leave the reader only encrypted
 */
public record MagstripeCapabilities(Set<Track.Kind> tracks, Set<EntryMode> modes, boolean encrypts)
    implements Capabilities {
  public MagstripeCapabilities {
    tracks = Set.copyOf(tracks);
    modes = Set.copyOf(modes);
  }
}

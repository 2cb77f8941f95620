package dev.tillwright.core.till;

import java.util.List;

/**
 * How far back a till's entries may go into an archive now.
 *
 * @param seq the last that may; 0 for none
 * @param held what keeps it from being later, as sentences
 */
public record ArchiveLine(long seq, List<String> held) {
  public ArchiveLine {
    held = List.copyOf(held);
  }
}

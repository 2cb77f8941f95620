package dev.tillwright.core.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * What became of a file.
 *
 * @param lines that hold something, without the header
 * @param changed what of the good lines is new to the catalogue
 * @param unchanged what it knew already: a file that is read twice changes nothing
 * @param faults one for each bad line, in order
 * @param version of what was written; empty when nothing was
 */
public record ImportResult(
    int lines,
    int changed,
    int unchanged,
    List<ImportFault> faults,
    Optional<CatalogueVersion> version) {
  public ImportResult {
    faults = List.copyOf(faults);
  }

  /** Whether every line was good. */
  public boolean isSound() {
    return faults.isEmpty();
  }
}

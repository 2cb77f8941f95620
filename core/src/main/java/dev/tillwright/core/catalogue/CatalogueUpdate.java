package dev.tillwright.core.catalogue;

import java.util.List;
import java.util.Objects;

/**
 * Changes of one version, as an entry brings them.
 *
 * @param version of all of them
 * @param operator who made them
 * @param reference the number of the paper or the name of the file behind them, 1 to 200 characters
 * @param changes at least one
 */
public record CatalogueUpdate(
    CatalogueVersion version, String operator, String reference, List<CatalogueChange> changes) {
  public CatalogueUpdate {
    Objects.requireNonNull(version, "version");
    Texts.text("an operator", operator, Texts.CODE);
    if (reference.isBlank()) {
      throw new IllegalArgumentException("a change has a reference");
    }
    Texts.text("a reference", reference, Texts.REFERENCE);
    changes = List.copyOf(changes);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("an update changes something");
    }
  }

  /** The same version with other changes, brought by somebody else. */
  CatalogueUpdate of(String by, List<CatalogueChange> others) {
    return new CatalogueUpdate(version, by, reference, others);
  }
}

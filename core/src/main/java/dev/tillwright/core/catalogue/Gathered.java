package dev.tillwright.core.catalogue;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes on their way into a bundle: those of one version together, as many as an entry takes. */
final class Gathered {
  private static final List<CatalogueFile> ORDER =
      List.of(
          CatalogueFile.TAXES,
          CatalogueFile.LISTS,
          CatalogueFile.ITEMS,
          CatalogueFile.PRICES,
          CatalogueFile.COSTS);
  private static final String REFERENCE = "as it stands";

  private final boolean costs;
  private final List<CatalogueUpdate> updates = new ArrayList<>();
  private final List<CatalogueChange> changes = new ArrayList<>();
  private Optional<CatalogueVersion> version = Optional.empty();

  Gathered(boolean costs) {
    this.costs = costs;
  }

  CatalogueBundle bundle(long position) {
    return new CatalogueBundle(position, updates);
  }

  /** What an entry says of the catalogue, if it does. */
  void add(Entry entry) {
    try {
      CatalogueEntries.read(entry)
          .filter(it -> costs || !entry.kind().equals(CatalogueEntries.COST))
          .ifPresent(this::add);
    } catch (JsonException foreign) {
      return; // as the view leaves it alone
    }
  }

  /** The catalogue as it stands. */
  void all(Tx tx) {
    updates.clear(); // a transaction may be tried again
    for (CatalogueFile file : ORDER) {
      if (costs || !file.isSecret()) {
        CatalogueBook.all(tx, file.kind(), this::add);
        end();
      }
    }
  }

  private void add(CatalogueVersion of, CatalogueChange change) {
    if (!version.equals(Optional.of(of)) || changes.size() == CatalogueEntries.MAX_LINES) {
      end();
      version = Optional.of(of);
    }
    changes.add(change);
  }

  private void end() {
    if (!changes.isEmpty()) {
      add(new CatalogueUpdate(version.orElseThrow(), "", REFERENCE, changes));
      changes.clear();
    }
  }

  private void add(CatalogueUpdate update) {
    if (updates.size() == CatalogueBundle.MAX) {
      throw new TillwrightException(
          "catalogue.tooLarge", false, "more changes than fit a bundle: ask from a later position");
    }
    updates.add(update);
  }
}

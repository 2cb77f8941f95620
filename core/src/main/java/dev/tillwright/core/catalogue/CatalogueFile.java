package dev.tillwright.core.catalogue;

import java.util.List;

/**
 * The kinds of CSV files, each with its columns. A file may have them in any order and leave out
 * those that are not needed; of what stands in a column that it has not, nothing is changed.
 */
public enum CatalogueFile {
  /** {@code code, name, category, tax_class, unit, parent, variant, bar_codes, status}. */
  ITEMS(
      CatalogueEntries.ITEM,
      "code name tax_class",
      "code name category tax_class unit parent variant bar_codes status"),
  /** {@code list, currency, rank, channels, from, to}. */
  LISTS(CatalogueEntries.LIST, "list currency", "list currency rank channels from to"),
  /** {@code list, code, price, from, to}. */
  PRICES(CatalogueEntries.PRICE, "list code price", "list code price from to"),
  /** {@code tax_class, from, taxes}. */
  TAXES(CatalogueEntries.TAX, "tax_class taxes", "tax_class from taxes"),
  /** {@code code, from, currency, cost}; a trade secret. */
  COSTS(CatalogueEntries.COST, "code from currency cost", "code from currency cost");

  private final String kind;
  private final String needed;
  private final String columns;

  CatalogueFile(String kind, String needed, String columns) {
    this.kind = kind;
    this.needed = needed;
    this.columns = columns;
  }

  /** All columns, in the order in which they are exported. */
  public List<String> columns() {
    return List.of(columns.split(" ", -1));
  }

  /** Those without which a file is not read. */
  public List<String> needed() {
    return List.of(needed.split(" ", -1));
  }

  /** Whether it holds trade secrets. */
  public boolean isSecret() {
    return this == COSTS;
  }

  String kind() {
    return kind;
  }
}

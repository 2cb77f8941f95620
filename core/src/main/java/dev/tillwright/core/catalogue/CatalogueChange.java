package dev.tillwright.core.catalogue;

/**
 * Something that the catalogue says from now on, whole: an item, a price list, a price in it, the
 * taxes of a class, a cost. What it says of the same thing before is replaced; how each is written
 * stands in {@link CatalogueEntries}.
 */
public sealed interface CatalogueChange
    permits CatalogueItem, PriceList, ListPrice, TaxClass, ItemCost {

  /** What it is about: two changes with one key are about the same thing. */
  String key();
}

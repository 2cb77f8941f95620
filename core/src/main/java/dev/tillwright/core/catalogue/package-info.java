/**
 * The catalogue: items and their variants, bar codes, units, price lists with dates and channels,
 * taxes by class, what goods cost. Each change is a journal entry with a version; the view is a
 * follower, the same at a till and at the central store. May import {@code basket}, {@code
 * journal}, {@code csv}, {@code store} and what lies below. Start with {@link
 * dev.tillwright.core.catalogue.Catalogue}, then {@code CatalogueBook}.
 */
@NullMarked
package dev.tillwright.core.catalogue;

import org.jspecify.annotations.NullMarked;

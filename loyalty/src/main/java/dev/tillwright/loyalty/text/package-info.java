/**
 * The sentences in which points are told, by language; not exported. Imports nothing of the house.
 * Start with {@link dev.tillwright.loyalty.text.Words}.
 */
@NullMarked
package dev.tillwright.loyalty.text;

import org.jspecify.annotations.NullMarked;

/**
 * The one journal: append-only, hash-chained, durable before any effect, with followers whose
 * position moves in one transaction with their view. May import {@code store} and {@code json}.
 * Start with {@link dev.tillwright.core.journal.Entry}, then the {@code Journal}.
 */
@NullMarked
package dev.tillwright.core.journal;

import org.jspecify.annotations.NullMarked;

/**
 * Stored value: gift cards and prepaid cards as a payment host over a ledger of its own, double
 * entry, in SQLite or PostgreSQL, one for any number of tills. May import {@code payment}, {@code
 * access} and what lies below. Start with {@link dev.tillwright.core.host.stored.StoredValueHost};
 * the books are {@link dev.tillwright.core.host.stored.StoredLedger}.
 */
@NullMarked
package dev.tillwright.core.host.stored;

import org.jspecify.annotations.NullMarked;

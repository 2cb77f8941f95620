/**
 * Plain JDBC for all who keep rows: {@link dev.tillwright.core.store.Database} with its dialects,
 * transactions with retry, migrations that never delete. Imports only the exception. Start with
 * {@link dev.tillwright.core.store.Database}.
 */
@NullMarked
package dev.tillwright.core.store;

import org.jspecify.annotations.NullMarked;

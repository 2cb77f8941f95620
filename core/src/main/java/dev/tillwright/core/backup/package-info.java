/**
 * Backups of a journal that are verified as they are taken, and restoring one without losing more
 * than is said; archives of old entries that verify alone. May import {@code checkpoint}, {@code
 * journal}, {@code store} and {@code json}. Start with {@link dev.tillwright.core.backup.Backup},
 * then {@code Restore} and {@code Archive}.
 */
@NullMarked
package dev.tillwright.core.backup;

import org.jspecify.annotations.NullMarked;

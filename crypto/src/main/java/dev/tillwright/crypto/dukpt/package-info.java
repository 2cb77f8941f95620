/**
 * A key of its own for every transaction (ANSI X9.24): the host derives it from the base key, the
 * terminal from a register of keys that cannot be walked back. Imports {@code crypto.key}, the
 * ciphers underneath and core's {@code store}. Start with {@link
 * dev.tillwright.crypto.dukpt.AesDukptHost} and {@link
 * dev.tillwright.crypto.dukpt.AesDukptTerminal}.
 */
@NullMarked
package dev.tillwright.crypto.dukpt;

import org.jspecify.annotations.NullMarked;

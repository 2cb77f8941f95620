/**
 * Key blocks of ANSI X9.143 (TR-31), versions A to D: a key under a protection key, with what it is
 * for bound to it. Imports {@code crypto.key}, in whose modules the work is done, and the ciphers
 * of {@code crypto.engine}. Start with {@link dev.tillwright.crypto.keyblock.KeyBlocks}; to look
 * into a block without any key, with {@link dev.tillwright.crypto.keyblock.KeyBlock#parse}.
 */
@NullMarked
package dev.tillwright.crypto.keyblock;

import org.jspecify.annotations.NullMarked;

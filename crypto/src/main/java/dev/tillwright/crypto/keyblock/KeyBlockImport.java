package dev.tillwright.crypto.keyblock;

import dev.tillwright.crypto.key.KeyHandle;

/**
 * A key that came out of a block.
 *
 * @param key bound to what the header says: usage, mode, algorithm, exportability
 * @param header all that the block said, now known to be authentic
 */
public record KeyBlockImport(KeyHandle key, KeyBlockHeader header) {}

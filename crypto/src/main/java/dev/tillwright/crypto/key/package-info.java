/**
 * Keys and what is done with them: handles without bytes, the one door that checks every use, the
 * SPI for security modules with a software default, the ring that seals a till's own data, and the
 * hash of operators' secrets. Imports core's exception and secret types, and the ciphers of {@code
 * crypto.engine}. Start with {@link dev.tillwright.crypto.key.Keys} and {@link
 * dev.tillwright.crypto.key.KeyModule}; for sealing with {@link dev.tillwright.crypto.key.KeyRing}.
 */
@NullMarked
package dev.tillwright.crypto.key;

import org.jspecify.annotations.NullMarked;

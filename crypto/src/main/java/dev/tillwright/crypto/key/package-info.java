/**
 * Keys and what is done with them: the ring that seals and authenticates without giving a key away,
 * its software default in a file under a passphrase, and the hash of operators' secrets. Imports
 * core's exception and ports, and Bouncy Castle for Argon2id only. Start with {@link
 * dev.tillwright.crypto.key.KeyRing} and {@link dev.tillwright.crypto.key.SoftwareKeys}.
 */
@NullMarked
package dev.tillwright.crypto.key;

import org.jspecify.annotations.NullMarked;

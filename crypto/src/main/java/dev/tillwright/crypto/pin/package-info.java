/**
 * PINs on their way from a PIN pad to an issuer (ISO 9564-1): blocks of formats 0 to 4, and their
 * translation between keys and formats inside a key module. Imports {@code crypto.key}, the ciphers
 * underneath and core's {@code card}. Start with {@link dev.tillwright.crypto.pin.PinBlocks}.
 */
@NullMarked
package dev.tillwright.crypto.pin;

import org.jspecify.annotations.NullMarked;

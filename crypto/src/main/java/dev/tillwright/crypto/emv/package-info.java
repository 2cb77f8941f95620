/**
 * What an issuer computes about its cards, for test hosts and simulators: card verification values,
 * PIN check values, application cryptograms and their answers. Imports {@code crypto.key}, {@code
 * crypto.pin}, the ciphers underneath and core's {@code card}. Start with {@link
 * dev.tillwright.crypto.emv.CardCryptograms}.
 */
@NullMarked
package dev.tillwright.crypto.emv;

import org.jspecify.annotations.NullMarked;

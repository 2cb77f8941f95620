/**
 * The pure algorithms of payment cryptography over byte arrays that their owner wipes; not
 * exported, because here nothing stands between a caller and a key. Imports only the exception, the
 * JDK's ciphers, and Bouncy Castle for CMAC and the national algorithms. Start with {@link
 * dev.tillwright.crypto.algorithm.BlockCipher}.
 */
@NullMarked
package dev.tillwright.crypto.algorithm;

import org.jspecify.annotations.NullMarked;

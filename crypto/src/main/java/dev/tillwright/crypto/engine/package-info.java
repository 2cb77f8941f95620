/**
 * The ciphers underneath: the JDK's and Bouncy Castle's, in bounded pools that hold no key between
 * uses, and a key that can be wiped. Not exported: it takes key bytes, which users never hold.
 * Imports core's exception only. Start with {@link dev.tillwright.crypto.engine.BlockEngine} and
 * {@link dev.tillwright.crypto.engine.MacEngine}.
 */
@NullMarked
package dev.tillwright.crypto.engine;

import org.jspecify.annotations.NullMarked;

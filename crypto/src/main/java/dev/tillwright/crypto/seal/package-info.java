/**
 * Envelope encryption: every subject has a data key of its own, wrapped by the key ring, so that a
 * person is erased by destroying one key. Imports {@code crypto.key} and core's {@code store}.
 * Start with {@link dev.tillwright.crypto.seal.EnvelopeSealer}, which stands behind core's {@code
 * Sealer}; files go through {@link dev.tillwright.crypto.seal.FileSealer}.
 */
@NullMarked
package dev.tillwright.crypto.seal;

import org.jspecify.annotations.NullMarked;

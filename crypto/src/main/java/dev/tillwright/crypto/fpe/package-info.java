/**
 * Format-preserving encryption: digits in, as many digits out. Only FF1, because NIST withdrew FF3.
 * Imports {@code crypto.key} and {@code crypto.engine}. Start with {@link
 * dev.tillwright.crypto.fpe.Ff1}; for tokens with {@code crypto.token}, which knows what it is good
 * for.
 */
@NullMarked
package dev.tillwright.crypto.fpe;

import org.jspecify.annotations.NullMarked;

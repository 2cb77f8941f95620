/**
 * Tokens for card numbers, and the vault that keeps what is behind them. Imports {@code crypto.key}
 * and core's {@code card} and {@code store}. Start with {@link
 * dev.tillwright.crypto.token.TokenizingProtector}, which stands behind core's {@code
 * CardProtector}.
 */
@NullMarked
package dev.tillwright.crypto.token;

import org.jspecify.annotations.NullMarked;

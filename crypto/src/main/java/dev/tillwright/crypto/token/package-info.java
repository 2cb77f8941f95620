/**
 * Tokens for card numbers, and the vault that keeps what is behind them. Imports {@code
 * crypto.key}, {@code crypto.fpe} and core's {@code card}, {@code contract} and {@code store}.
 * Start with {@link dev.tillwright.crypto.token.Tokenizer}; {@link
 * dev.tillwright.crypto.token.TokenizingProtector} stands behind core's {@code CardProtector}.
 */
@NullMarked
package dev.tillwright.crypto.token;

import org.jspecify.annotations.NullMarked;

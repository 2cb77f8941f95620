/**
 * A payment host for wallets on telephones: one flow over the dialects of several wallets, signed
 * notices, dynamic codes, bills. May import {@code payment}, {@code qr} and what lies below. Start
 * with {@link dev.tillwright.core.host.wallet.WalletHost}.
 */
@NullMarked
package dev.tillwright.core.host.wallet;

import org.jspecify.annotations.NullMarked;

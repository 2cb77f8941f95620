/**
 * QR codes of payments, as they are written and read: what a shop shows ({@link
 * dev.tillwright.core.qr.MerchantQr}), what a customer's phone shows, whose wallet it is; and codes
 * as squares with the port to who makes them. May import {@code money}, {@code card}, {@code json},
 * {@code tlv}. Start with {@link dev.tillwright.core.qr.WalletRules}.
 */
@NullMarked
package dev.tillwright.core.qr;

import org.jspecify.annotations.NullMarked;

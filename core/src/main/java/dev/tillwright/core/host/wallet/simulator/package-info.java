/**
 * Wallets for tests and examples: a real HTTP server on loopback that speaks the dialects, with
 * books of its own and scripted faults. May import {@code host.wallet} and what lies below. Start
 * with {@link dev.tillwright.core.host.wallet.simulator.WalletSimulator}.
 */
@NullMarked
package dev.tillwright.core.host.wallet.simulator;

import org.jspecify.annotations.NullMarked;

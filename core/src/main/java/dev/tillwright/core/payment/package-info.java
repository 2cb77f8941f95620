/**
 * A payment that never lies: the {@link dev.tillwright.core.payment.PaymentHost} SPI, the attempt's
 * state machine, store-and-forward and recovery. May import {@code sale}, {@code journal} and what
 * lies below. Start with {@link dev.tillwright.core.payment.PaymentHost}.
 */
@NullMarked
package dev.tillwright.core.payment;

import org.jspecify.annotations.NullMarked;

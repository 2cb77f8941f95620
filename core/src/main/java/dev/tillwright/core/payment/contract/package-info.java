/**
 * The contract of {@link dev.tillwright.core.payment.PaymentHost} as checks that an implementer
 * runs, over a small bench that the implementer brings. May import what {@code payment} may. Start
 * with {@link dev.tillwright.core.payment.contract.PaymentHostContract}.
 */
@NullMarked
package dev.tillwright.core.payment.contract;

import org.jspecify.annotations.NullMarked;

/**
 * A sale as a pure state machine: commands in, events or a typed refusal out; no clock, no I/O. May
 * import {@code basket}, {@code card} and what lies below, and the values {@code Draft} and {@code
 * Entry} of {@code journal}, since its events are the payloads of journal entries. Start with
 * {@link dev.tillwright.core.sale.Sale}, then {@link dev.tillwright.core.sale.CompletedSale}.
 */
@NullMarked
package dev.tillwright.core.sale;

import org.jspecify.annotations.NullMarked;

/**
 * A channel to try a till with: books of its own, and faults that are scripted or drawn from a
 * seed. May import what {@code order} may. Start with {@link
 * dev.tillwright.core.order.simulator.VirtualChannel}.
 */
@NullMarked
package dev.tillwright.core.order.simulator;

import org.jspecify.annotations.NullMarked;

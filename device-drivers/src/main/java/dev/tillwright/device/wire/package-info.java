/**
 * Devices that speak the house's own wire: payment terminal, PIN pad, signature pad, biometric
 * reader, payment announcer. The virtual devices speak it, and a vendor's gateway may. May import
 * {@code spi} and {@code transport}. Start with {@link dev.tillwright.device.wire.WireTerminal};
 * the messages stand in docs/device-wire.md.
 */
@NullMarked
package dev.tillwright.device.wire;

import org.jspecify.annotations.NullMarked;

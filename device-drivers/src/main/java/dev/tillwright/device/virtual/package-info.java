/**
 * Devices without hardware: peers that speak the wire protocol on a loopback port, or in the slot
 * of a virtual smart card reader, so that the real drivers are under test, with faults on demand.
 * May import {@code spi}, {@code msr}, {@code emv}, core, zxing and, alone in this module, AWT: it
 * is what draws the virtual printer's paper. Start with {@link
 * dev.tillwright.device.virtual.VirtualPrinter}.
 */
@NullMarked
package dev.tillwright.device.virtual;

import org.jspecify.annotations.NullMarked;

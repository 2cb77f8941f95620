/**
 * JavaPOS services as drivers here: open, claim and enable, codes as typed faults, events bridged,
 * deadlines around calls that hang. JavaPOS is met by reflection alone: what an application does
 * not have on its path it does not need, and nothing of it stands in a signature. Start with {@link
 * dev.tillwright.device.javapos.JavaPosDrawer}.
 *
 * <p>Source: Unified Point of Service 1.14 (OMG), chapters Introduction, Cash Drawer, POS Printer,
 * Scanner, Scale, Line Display, MSR, and appendix A. Direct I/O is the vendor's own and is not
 * passed on. A JavaPOS PIN pad is not bridged: it has no ids by which an entry could be asked for
 * again, and its transactions and keys are each vendor's own, so that the promise of {@link
 * dev.tillwright.device.spi.PinPad} could not be kept; take a certified terminal.
 */
@NullMarked
package dev.tillwright.device.javapos;

import org.jspecify.annotations.NullMarked;

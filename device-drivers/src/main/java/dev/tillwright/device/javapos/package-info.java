/**
 * JavaPOS services as drivers here: open, claim and enable, codes as typed faults, events bridged,
 * deadlines around calls that hang. JavaPOS is met by reflection alone: what an application does
 * not have on its path it does not need, and nothing of it stands in a signature. Start with {@link
 * dev.tillwright.device.javapos.JavaPosDrawer}.
 *
 * <p>Source: Unified Point of Service 1.14 (OMG), chapters Introduction, Cash Drawer, POS Printer,
 * Scanner, and appendix A. Direct I/O is the vendor's own and is not passed on.
 */
@NullMarked
package dev.tillwright.device.javapos;

import org.jspecify.annotations.NullMarked;

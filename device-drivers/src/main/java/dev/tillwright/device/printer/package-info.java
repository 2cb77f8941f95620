/**
 * What can stand on paper beside core's receipts: pictures, bar codes, and slips made of all of
 * them, free of any printer's commands. May import core; never a driver, and no AWT. Start with
 * {@link dev.tillwright.device.printer.Slip}.
 */
@NullMarked
package dev.tillwright.device.printer;

import org.jspecify.annotations.NullMarked;

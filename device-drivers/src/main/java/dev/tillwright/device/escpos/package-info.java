/**
 * ESC/POS printers: receipts as commands, status as answers, profiles as data. May import {@code
 * spi}, {@code transport}, core and zxing; never AWT. Start with {@link
 * dev.tillwright.device.escpos.EscPosPrinter}.
 */
@NullMarked
package dev.tillwright.device.escpos;

import org.jspecify.annotations.NullMarked;

/**
 * Bar code scanners: what a code says (symbology, check digit, GS1 element strings and Digital
 * Link, where it is to be routed), and scanners that send lines, that type like a keyboard, or that
 * speak HID. May import {@code spi} and {@code transport}. Start with {@link
 * dev.tillwright.device.scanner.Barcode}, then {@code LineScanner} and {@code WedgeScanner}.
 *
 * <h2>The wire of a line scanner</h2>
 *
 * <p>Each code comes as its bytes behind an AIM identifier (ISO/IEC 15424), if the scanner is set
 * to send one, and is ended by CR, LF or both. Before and after it may stand a prefix and a suffix
 * that the scanner is set to. Nothing is sent to the scanner, so that any one can be used as it
 * comes.
 */
@NullMarked
package dev.tillwright.device.scanner;

import org.jspecify.annotations.NullMarked;

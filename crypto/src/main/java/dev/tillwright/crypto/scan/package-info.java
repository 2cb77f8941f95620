/**
 * Finds card numbers where none should be, and masks them in logs. Imports core's {@code card} and
 * {@code tlv}; the log filters stand in packages of their own below this one. Start with {@link
 * dev.tillwright.crypto.scan.PanScanner}; {@link dev.tillwright.crypto.scan.FileScan} goes through
 * folders and {@link dev.tillwright.crypto.scan.PanMasker} stars what it finds.
 */
@NullMarked
package dev.tillwright.crypto.scan;

import org.jspecify.annotations.NullMarked;

/**
 * Magnetic stripe cards: tracks parsed, and a reader that sends them as text. May import {@code
 * spi}, {@code transport} and core. Start with {@link dev.tillwright.device.msr.StripeReader}.
 *
 * <h2>The wire</h2>
 *
 * A reader sends one frame for each card: track 2 in its characters (ISO/IEC 7813: {@code ;} first,
 * {@code =} between, {@code ?} last), one character of longitudinal redundancy check where the
 * reader is set to send it, and CR or LF, which are skipped. A letter ahead of the frame says how
 * the card was read: {@code C} for the track 2 equivalent of a chip, {@code N} for that of a
 * contactless card, none for the stripe. Readers that must be armed take {@code ENQ} (05) before
 * each card and {@code CAN} (18) to stop; the others send whenever a card is swiped.
 *
 * <p>An encrypting head sends {@code !}, the number as it masks it or nothing, then for each track
 * {@code |}, its number, {@code :} and its ciphertext, empty when the track could not be read, then
 * {@code |K:} and the serial number of the key of this swipe (KSN, ANSI X9.24), then {@code ?} and
 * the exclusive or of all these characters in two digits; all in hexadecimal digits in capitals:
 * {@code !************1111|2:0123456789ABCDEF|K:FFFF9876543210E00001?7C}. Vendors have formats of
 * their own, for which a driver of theirs makes the same {@link
 * dev.tillwright.device.spi.StripeRead}.
 */
@NullMarked
package dev.tillwright.device.msr;

import org.jspecify.annotations.NullMarked;

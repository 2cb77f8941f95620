/**
 * Card data in types that cannot leak: {@link dev.tillwright.core.card.Pan}, {@link
 * dev.tillwright.core.card.Track}, {@link dev.tillwright.core.card.Cvv} and {@link
 * dev.tillwright.core.card.SecretBytes} are unprintable and wiped, everything that is kept or shown
 * is a token or a masked number. Imports only the exception, and of Jackson the annotation by which
 * secrets refuse it. Start with {@link dev.tillwright.core.card.CardProtector}, the port between a
 * card that was read and everything that is stored.
 */
@NullMarked
package dev.tillwright.core.card;

import org.jspecify.annotations.NullMarked;

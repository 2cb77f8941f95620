/**
 * QR codes as squares, for whoever draws them, and the port to who makes them. May import nothing
 * of the house. Start with {@link dev.tillwright.core.qr.QrMaker}.
 */
@NullMarked
package dev.tillwright.core.qr;

import org.jspecify.annotations.NullMarked;

/**
 * Pictures and characters drawn with the JDK's graphics, for printers that cannot: fonts as a
 * source of glyphs, picture files as pictures. May import {@code printer} and AWT; no driver
 * imports it. Start with {@link dev.tillwright.device.draw.FontGlyphs}.
 */
@NullMarked
package dev.tillwright.device.draw;

import org.jspecify.annotations.NullMarked;

/**
 * Customer displays of lines, by the commands that most of them know: CD5220 and Epson's. May
 * import {@code spi} and {@code transport}. Start with {@link
 * dev.tillwright.device.display.PoleDisplay}.
 */
@NullMarked
package dev.tillwright.device.display;

import org.jspecify.annotations.NullMarked;

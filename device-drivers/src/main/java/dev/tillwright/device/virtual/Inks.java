package dev.tillwright.device.virtual;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How paper becomes a file.
 *
 * @param pictures false when only text is wanted
 * @param font a font file to draw with, or empty for the machine's
 * @param scale pixels of one dot
 */
record Inks(boolean pictures, Optional<Path> font, int scale) {}

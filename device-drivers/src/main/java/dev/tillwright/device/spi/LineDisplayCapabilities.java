package dev.tillwright.device.spi;

/**
 * What a line display can do.
 *
 * @param rows of text
 * @param columns of text
 * @param charset name of its character set
 * @param cursor whether the cursor can be seen
 * @param brightnessSteps 1 for one brightness only
 */
public record LineDisplayCapabilities(
    int rows, int columns, String charset, boolean cursor, int brightnessSteps)
    implements Capabilities {
  public LineDisplayCapabilities {
    if (rows < 1 || columns < 1 || brightnessSteps < 1) {
      throw new IllegalArgumentException("a display has rows, columns and a brightness");
    }
  }
}

package dev.tillwright.device.spi;

/**
 * What a signature pad can do.
 *
 * @param width in points
 * @param height in points
 * @param strokes whether it gives strokes; else a picture
 * @param shows whether it shows what is signed
 */
public record SignaturePadCapabilities(int width, int height, boolean strokes, boolean shows)
    implements Capabilities {
  public SignaturePadCapabilities {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a pad has a width and a height");
    }
  }
}

package dev.tillwright.device.draw;

import dev.tillwright.device.printer.Bitmap;
import dev.tillwright.device.printer.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Pictures from files in the formats that the JDK reads: PNG, JPEG, GIF, BMP. */
public final class PictureFile {
  private static final int MAX_DOTS = 4_000_000;

  private PictureFile() {}

  /**
   * Reads a picture of at most {@value #MAX_DOTS} dots; its size is looked at first, so that a file
   * which unpacks to gigabytes is refused before it does.
   *
   * @throws IOException when it cannot be read, is no picture, or too large
   */
  public static Picture read(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = in == null ? null : ImageIO.getImageReaders(in);
      if (readers == null || !readers.hasNext()) {
        throw new IOException("the file is no picture that this JDK reads");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width > Bitmap.MAX_SIDE
            || height > Bitmap.MAX_SIDE
            || (long) width * height > MAX_DOTS) {
          throw new IOException("the picture has more than " + MAX_DOTS + " dots");
        }
        return of(reader.read(0));
      } finally {
        reader.dispose();
      }
    }
  }

  private static Picture of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return Picture.argb(
        width, height, image.getRGB(0, 0, width, height, new int[width * height], 0, width));
  }
}

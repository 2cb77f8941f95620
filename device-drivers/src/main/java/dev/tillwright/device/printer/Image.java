package dev.tillwright.device.printer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A picture as it shall stand on paper: how wide, and how its greys are shown. Made black and white
 * once for each width of paper and kept, so that a logo costs its work once and not per receipt.
 *
 * <p><b>Threads.</b> Any.
 */
public final class Image {
  private final Picture picture;
  private final Dither dither;
  private final int dots;
  private volatile @Nullable Bitmap last;

  private Image(Picture picture, Dither dither, int dots) {
    this.picture = Objects.requireNonNull(picture, "picture");
    this.dither = Objects.requireNonNull(dither, "dither");
    this.dots = dots;
  }

  /** In its own size, one dot each; made smaller on paper that is narrower. */
  public static Image of(Picture picture, Dither dither) {
    return new Image(picture, dither, picture.width());
  }

  /** So many dots wide, its height in proportion; made smaller on paper that is narrower. */
  public Image wide(int newDots) {
    if (newDots < 1 || newDots > Bitmap.MAX_SIDE) {
      throw new IllegalArgumentException("an image is 1 to " + Bitmap.MAX_SIDE + " dots wide");
    }
    return new Image(picture, dither, newDots);
  }

  /** Its dots on paper of this width. */
  public Bitmap bitmap(int paperDots) {
    int width = Math.min(dots, paperDots);
    Bitmap known = last;
    if (known != null && known.width() == width) {
      return known;
    }
    long height = Math.max(1, ((long) picture.height() * width + width / 2) / picture.width());
    Bitmap made = picture.scaledTo(width, (int) Math.min(Bitmap.MAX_SIDE, height)).dithered(dither);
    last = made;
    return made;
  }

  @Override
  public String toString() {
    return "Image[" + picture + ", " + dither + "]";
  }
}

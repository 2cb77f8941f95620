package dev.tillwright.device.printer;

/**
 * A picture in shades of grey, before it is made black and white for a printer. Immutable.
 *
 * <p>From a picture of the JDK: {@code Picture.argb(image.getWidth(), image.getHeight(),
 * image.getRGB(0, 0, w, h, null, 0, w))}.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final byte[] shades;

  private Picture(int width, int height, byte[] shades) {
    this.width = width;
    this.height = height;
    this.shades = shades;
  }

  /**
   * A picture of grey values, row by row.
   *
   * @param shades one byte a dot, 0 black to 255 white
   */
  public static Picture grey(int width, int height, byte[] shades) {
    Bitmap.check(width, height);
    if (shades.length != width * height) {
      throw new IllegalArgumentException("a picture has one shade for each dot");
    }
    return new Picture(width, height, shades.clone());
  }

  /**
   * A picture of colours, row by row, lying on white paper: what is transparent shows it.
   *
   * @param argb one number a dot: alpha, red, green, blue from the highest byte down
   */
  public static Picture argb(int width, int height, int[] argb) {
    Bitmap.check(width, height);
    if (argb.length != width * height) {
      throw new IllegalArgumentException("a picture has one colour for each dot");
    }
    byte[] shades = new byte[argb.length];
    for (int i = 0; i < argb.length; i++) {
      int c = argb[i];
      int alpha = c >>> 24;
      // Luma of ITU-R BT.601 in whole numbers; the weights sum up to 65,536.
      int luma =
          (19_595 * (c >> 16 & 0xFF) + 38_470 * (c >> 8 & 0xFF) + 7_471 * (c & 0xFF) + 32_768)
              >> 16;
      shades[i] = (byte) ((luma * alpha + 255 * (255 - alpha) + 127) / 255);
    }
    return new Picture(width, height, shades);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** 0 black to 255 white. */
  public int shade(int x, int y) {
    return shades[y * width + x] & 0xFF;
  }

  /**
   * The same picture in another size. Smaller, each dot is the mean of those it covers, so that
   * thin lines fade and do not vanish; larger, dots are repeated.
   */
  public Picture scaledTo(int newWidth, int newHeight) {
    Bitmap.check(newWidth, newHeight);
    if (newWidth == width && newHeight == height) {
      return this;
    }
    byte[] scaled = new byte[newWidth * newHeight];
    for (int y = 0; y < newHeight; y++) {
      int top = (int) ((long) y * height / newHeight);
      int bottom = Math.max(top + 1, (int) ((long) (y + 1) * height / newHeight));
      for (int x = 0; x < newWidth; x++) {
        int left = (int) ((long) x * width / newWidth);
        int right = Math.max(left + 1, (int) ((long) (x + 1) * width / newWidth));
        scaled[y * newWidth + x] = (byte) mean(left, right, top, bottom);
      }
    }
    return new Picture(newWidth, newHeight, scaled);
  }

  private int mean(int left, int right, int top, int bottom) {
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += shades[y * width + x] & 0xFF;
      }
    }
    long count = (long) (right - left) * (bottom - top);
    return (int) ((sum + count / 2) / count);
  }

  /** Black and white, in the same size. */
  public Bitmap dithered(Dither how) {
    return how.apply(width, height, shades);
  }

  @Override
  public String toString() {
    return "Picture[" + width + " x " + height + "]";
  }
}

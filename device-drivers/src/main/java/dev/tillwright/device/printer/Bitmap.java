package dev.tillwright.device.printer;

import java.util.Objects;

/**
 * Black dots on paper, in rows from top to bottom. Immutable.
 *
 * <p>A row is a whole number of bytes; the highest bit of a byte is the dot at the left, which is
 * how printers take it.
 */
public final class Bitmap {
  /** A bound of either side, in dots. */
  public static final int MAX_SIDE = 16_384;

  private final int width;
  private final int height;
  private final int rowBytes;
  private final byte[] rows;

  private Bitmap(int width, int height, byte[] rows) {
    this.width = width;
    this.height = height;
    this.rowBytes = (width + 7) / 8;
    this.rows = rows;
  }

  /**
   * Dots that a function says are black.
   *
   * @param width 1 to {@value #MAX_SIDE} dots
   * @param height the same
   */
  public static Bitmap of(int width, int height, Dots black) {
    check(width, height);
    Objects.requireNonNull(black, "black");
    int rowBytes = (width + 7) / 8;
    byte[] rows = new byte[rowBytes * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (black.black(x, y)) {
          rows[y * rowBytes + (x >> 3)] |= (byte) (0x80 >> (x & 7));
        }
      }
    }
    return new Bitmap(width, height, rows);
  }

  /** Takes rows that nobody else keeps. */
  static Bitmap owning(int width, int height, byte[] rows) {
    check(width, height);
    return new Bitmap(width, height, rows);
  }

  static void check(int width, int height) {
    if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
      throw new IllegalArgumentException("a picture has 1 to " + MAX_SIDE + " dots a side");
    }
  }

  /** Which dots are black. */
  @FunctionalInterface
  public interface Dots {
    /** Whether the dot is black; the first one is 0, 0 at the top left. */
    boolean black(int x, int y);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Bytes of one row. */
  public int rowBytes() {
    return rowBytes;
  }

  /** Whether a dot is black; outside, none is. */
  public boolean black(int x, int y) {
    return x >= 0
        && y >= 0
        && x < width
        && y < height
        && (rows[y * rowBytes + (x >> 3)] & 0x80 >> (x & 7)) != 0;
  }

  /** The rows in a new array, each of {@link #rowBytes}. */
  public byte[] rows() {
    return rows.clone();
  }

  /**
   * Copies rows.
   *
   * @param top the first row
   * @param count how many
   * @param into where, from {@code at} on
   */
  public void copyRows(int top, int count, byte[] into, int at) {
    System.arraycopy(rows, top * rowBytes, into, at, count * rowBytes);
  }

  @Override
  public String toString() {
    return "Bitmap[" + width + " x " + height + "]";
  }
}

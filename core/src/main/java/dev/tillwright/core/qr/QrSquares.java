package dev.tillwright.core.qr;

import java.util.BitSet;

/** The squares of a QR code, without its quiet zone. Immutable. */
public final class QrSquares {
  private static final int SMALLEST = 21;
  private static final int LARGEST = 177;

  private final int side;
  private final BitSet dark;

  private QrSquares(int side, BitSet dark) {
    this.side = side;
    this.dark = dark;
  }

  /**
   * From what tells of each square whether it is dark.
   *
   * @param side {@value #SMALLEST} to {@value #LARGEST} squares
   */
  public static QrSquares of(int side, Dark dark) {
    if (side < SMALLEST || side > LARGEST) {
      throw new IllegalArgumentException("a QR code has 21 to 177 squares a side");
    }
    BitSet squares = new BitSet(side * side);
    for (int at = 0; at < side * side; at++) {
      squares.set(at, dark.at(at % side, at / side));
    }
    return new QrSquares(side, squares);
  }

  /** Whether a square is dark. */
  @FunctionalInterface
  public interface Dark {
    /**
     * Of one square.
     *
     * @param x from the left, from 0
     * @param y from the top, from 0
     */
    boolean at(int x, int y);
  }

  /** How many squares a side has. */
  public int side() {
    return side;
  }

  /**
   * Whether a square is dark.
   *
   * @param x from the left, from 0
   * @param y from the top, from 0
   */
  public boolean isDark(int x, int y) {
    return dark.get(y * side + x);
  }

  /**
   * The dark squares as the {@code d} of an SVG path, a square being one unit: runs of each row.
   */
  public String svgPath() {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int from = x;
        while (x < side && isDark(x, y)) {
          x++;
        }
        if (x > from) {
          path.append('M').append(from).append(' ').append(y).append('h').append(x - from);
          path.append("v1h-").append(x - from).append('z');
        }
      }
    }
    return path.toString();
  }

  /** How large it is, not what it says. */
  @Override
  public String toString() {
    return "QrSquares[" + side + "]";
  }
}

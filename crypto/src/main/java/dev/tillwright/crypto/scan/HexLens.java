package dev.tillwright.crypto.scan;

/**
 * Reads hexadecimal words as the bytes they stand for. A single space, colon or hyphen between two
 * bytes does not end a word, as in the output of many tools. Two of these, one with the first digit
 * of a word left out, see bytes that follow a letter by chance.
 */
final class HexLens implements Lens {
  private static final int NONE = -1;
  private static final byte[] NIBBLES = new byte[256];

  static {
    for (int i = 0; i < NIBBLES.length; i++) {
      NIBBLES[i] = (byte) (i < OTHER ? Character.digit(i, 16) : NONE);
    }
  }

  private final Lens[] inside;
  private final boolean leaveOutFirst;
  private boolean inWord;
  private boolean gap;
  private int half = NONE;
  private long halfStart;

  HexLens(boolean leaveOutFirst, Lens... inside) {
    this.leaveOutFirst = leaveOutFirst;
    this.inside = inside;
  }

  @Override
  public void next(int symbol, long start, long end) {
    int nibble = NIBBLES[symbol & 0xff];
    if (nibble < 0) {
      boolean between = symbol == ' ' || symbol == ':' || symbol == '-';
      if (between && inWord && half == NONE && !gap) {
        gap = true;
      } else {
        word();
      }
      return;
    }
    gap = false;
    if (!inWord) {
      inWord = true;
      if (leaveOutFirst) {
        return;
      }
    }
    if (half == NONE) {
      half = nibble;
      halfStart = start;
      return;
    }
    for (Lens each : inside) {
      each.next(half << 4 | nibble, halfStart, end);
    }
    half = NONE;
  }

  private void word() {
    if (inWord) {
      for (Lens each : inside) {
        each.end();
      }
    }
    inWord = false;
    gap = false;
    half = NONE;
  }

  @Override
  public void end() {
    word();
  }
}

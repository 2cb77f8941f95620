package dev.tillwright.device.emv;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of an application on a card (ISO/IEC 7816-5).
 *
 * @param hex 5 to 16 bytes as hexadecimal digits in capitals: {@code A0000000031010}
 */
public record Aid(String hex) {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 16;

  public Aid {
    if (!hex.matches("[0-9A-F]*") || hex.length() % 2 != 0 || !isLength(hex.length() / 2)) {
      throw new IllegalArgumentException("an application's name has 5 to 16 bytes");
    }
  }

  /** From its digits. */
  public static Aid of(String hex) {
    return new Aid(hex);
  }

  /** From its bytes. */
  public static Aid of(byte[] bytes) {
    return new Aid(HexFormat.of().withUpperCase().formatHex(bytes));
  }

  /** Whether a name may be so long. */
  static boolean isLength(int bytes) {
    return bytes >= SHORTEST && bytes <= LONGEST;
  }

  /** A copy of its bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** Whether this name begins with that one. */
  public boolean beginsWith(Aid shorter) {
    byte[] mine = bytes();
    byte[] theirs = shorter.bytes();
    return mine.length >= theirs.length
        && Arrays.equals(mine, 0, theirs.length, theirs, 0, theirs.length);
  }

  @Override
  public String toString() {
    return hex;
  }
}

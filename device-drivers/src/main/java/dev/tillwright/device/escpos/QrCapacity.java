package dev.tillwright.device.escpos;

/**
 * How large a QR code of so many bytes becomes, without making it: code words for data of each
 * version (ISO/IEC 18004:2015, table 7), in byte mode.
 */
final class QrCapacity {
  private static final int[] L = {
    19, 34, 55, 80, 108, 136, 156, 194, 232, 274, 324, 370, 428, 461, 523, 589, 647, 721, 795, 861,
    932, 1006, 1094, 1174, 1276, 1370, 1468, 1531, 1631, 1735, 1843, 1955, 2071, 2191, 2306, 2434,
    2566, 2702, 2812, 2956
  };
  private static final int[] M = {
    16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627, 669,
    714, 782, 860, 914, 1000, 1062, 1128, 1193, 1267, 1373, 1455, 1541, 1631, 1725, 1812, 1914,
    1992, 2102, 2216, 2334
  };

  private QrCapacity() {}

  /** Modules on a side, without quiet zone; 0 when no version holds so many bytes. */
  static int modules(int bytes, boolean levelM) {
    int[] words = levelM ? M : L;
    for (int version = 1; version <= words.length; version++) {
      // A mode of four bits, and a length of eight or, from version 10 on, sixteen.
      int bits = 4 + (version < 10 ? 8 : 16) + 8 * bytes;
      if (bits <= 8 * words[version - 1]) {
        return 17 + 4 * version;
      }
    }
    return 0;
  }
}

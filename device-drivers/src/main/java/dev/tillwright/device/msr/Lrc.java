package dev.tillwright.device.msr;

/**
 * The longitudinal redundancy check of a track (ISO/IEC 7811-2): the characters' bits without
 * parity, sentinels included, sum to even.
 */
public final class Lrc {
  private static final int TRACK_1_BASE = 0x20;
  private static final int TRACK_2_BASE = 0x30;

  private Lrc() {}

  /**
   * The check character of a track.
   *
   * @param track its characters from start to end sentinel; {@code %} first means track 1
   */
  public static char of(CharSequence track) {
    boolean one = track.charAt(0) == '%';
    int base = one ? TRACK_1_BASE : TRACK_2_BASE;
    int mask = one ? 0x3F : 0x0F;
    int sum = 0;
    for (int i = 0; i < track.length(); i++) {
      sum ^= track.charAt(i) - base & mask;
    }
    return (char) (base + sum);
  }
}

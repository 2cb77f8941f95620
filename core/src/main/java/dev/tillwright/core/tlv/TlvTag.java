package dev.tillwright.core.tlv;

import java.util.HexFormat;

/**
 * A tag of one to {@value #MAX_BYTES} bytes (ISO/IEC 8825-1, 8.1.2; EMV Book 3, annex B1).
 *
 * @param code its bytes, the first one highest
 */
public record TlvTag(int code) {
  /** EMV needs three; some hosts add a fourth. */
  public static final int MAX_BYTES = 4;

  private static final int CONSTRUCTED = 0x20;
  private static final int NUMBER = 0x1F;
  private static final int MORE = 0x80;

  public TlvTag {
    if (!isTag(code)) {
      throw new IllegalArgumentException("not the bytes of a tag");
    }
  }

  /**
   * Reads hexadecimal digits such as {@code 9F02}.
   *
   * @throws IllegalArgumentException when they are not a tag
   */
  public static TlvTag of(String hex) {
    if (hex.isEmpty() || hex.length() > 2 * MAX_BYTES || hex.length() % 2 != 0) {
      throw new IllegalArgumentException("a tag has one to four bytes");
    }
    TlvTag tag = new TlvTag(HexFormat.fromHexDigits(hex));
    if (tag.length() != hex.length() / 2) {
      throw new IllegalArgumentException("not the bytes of a tag");
    }
    return tag;
  }

  /** How many bytes it has. */
  public int length() {
    return length(code);
  }

  /** Whether data objects stand in its value. */
  public boolean isTemplate() {
    return isTemplate(code);
  }

  /** The same of the bytes of a tag. */
  static boolean isTemplate(int code) {
    return (code >>> 8 * (length(code) - 1) & CONSTRUCTED) != 0;
  }

  private static int length(int code) {
    return code == 0 ? 1 : (32 - Integer.numberOfLeadingZeros(code) + 7) / 8;
  }

  /** Whether a tag goes on after its first byte. */
  static boolean isLong(int first) {
    return (first & NUMBER) == NUMBER;
  }

  /** Whether a further byte is not the last one. */
  static boolean goesOn(int further) {
    return (further & MORE) != 0;
  }

  private static boolean isTag(int code) {
    int length = length(code);
    if (code == 0 || isLong(code >>> 8 * (length - 1) & 0xFF) != length > 1) {
      return false; // 00 only fills
    }
    for (int i = 0; i < length - 1; i++) {
      if (goesOn(code >>> 8 * i & 0xFF) != i > 0) {
        return false;
      }
    }
    return true;
  }

  /** Hexadecimal digits in capitals. */
  @Override
  public String toString() {
    return text(code);
  }

  /** Hexadecimal digits of the bytes of a tag. */
  static String text(int code) {
    StringBuilder text = new StringBuilder(2 * MAX_BYTES);
    for (int i = 2 * length(code) - 1; i >= 0; i--) {
      text.append("0123456789ABCDEF".charAt(code >>> 4 * i & 0xF));
    }
    return text.toString();
  }
}

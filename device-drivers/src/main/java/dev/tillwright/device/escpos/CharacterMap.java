package dev.tillwright.device.escpos;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which characters a printer has, where, and how wide they come out. Width is the printer's, not
 * Unicode's: whatever goes through the double-width set takes two columns, all else one.
 *
 * <p>Not safe for threads: the device's thread owns it.
 */
final class CharacterMap {
  /** Where the double-width set stands in place of a code page's index. */
  static final int WIDE = -1;

  static final int NOWHERE = -2;
  private static final int UPPER_HALF = 0x80;

  private final List<Map<Integer, Byte>> pages;
  private final @Nullable CharsetEncoder wide;
  private final ByteBuffer scratch = ByteBuffer.allocate(8);

  CharacterMap(PrinterProfile profile) {
    this.pages =
        profile.codePages().stream()
            .map(page -> page.find().map(CharacterMap::upperHalf).orElse(Map.of()))
            .toList();
    this.wide =
        profile
            .wideCharset()
            .map(
                charset ->
                    charset
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT))
            .orElse(null);
  }

  private static Map<Integer, Byte> upperHalf(Charset charset) {
    Map<Integer, Byte> map = new HashMap<>();
    for (int i = UPPER_HALF; i < 256; i++) {
      String text = new String(new byte[] {(byte) i}, charset);
      // C1 controls stand for holes in the table.
      if (text.codePointCount(0, text.length()) == 1 && text.charAt(0) > 0x9F) {
        map.putIfAbsent(text.codePointAt(0), (byte) i);
      }
    }
    map.remove(0xFFFD);
    return map;
  }

  static boolean ascii(int codePoint) {
    return codePoint >= 0x20 && codePoint < 0x7F;
  }

  /**
   * The code page that has a character, the current one first so that pages change seldom; {@link
   * #WIDE} or {@link #NOWHERE}.
   */
  int find(int codePoint, int current) {
    if (current >= 0 && pages.get(current).containsKey(codePoint)) {
      return current;
    }
    for (int i = 0; i < pages.size(); i++) {
      if (pages.get(i).containsKey(codePoint)) {
        return i;
      }
    }
    return wideBytes(codePoint) != null ? WIDE : NOWHERE;
  }

  /** The byte of a character in a code page that has it. */
  byte narrow(int codePoint, int page) {
    Byte found = pages.get(page).get(codePoint);
    if (found == null) {
      throw new IllegalStateException("code page " + page + " lacks this character");
    }
    return found;
  }

  /** The bytes in the double-width set, or null; valid until the next call. */
  @Nullable ByteBuffer wideBytes(int codePoint) {
    if (wide == null || codePoint < 0xA0 || Character.getType(codePoint) == Character.CONTROL) {
      return null;
    }
    scratch.clear();
    CharBuffer in = CharBuffer.wrap(Character.toChars(codePoint));
    wide.reset();
    if (wide.encode(in, scratch, true).isError() || wide.flush(scratch).isError()) {
      return null;
    }
    scratch.flip();
    // One byte is no double-width character: half-width kana, for example.
    return scratch.remaining() >= 2 ? scratch : null;
  }

  /** Columns that a character takes in the normal size. */
  int width(int codePoint) {
    return !ascii(codePoint) && find(codePoint, 0) == WIDE ? 2 : 1;
  }
}

package dev.tillwright.device.escpos;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which characters a printer has, where, and how wide they come out. Width is the printer's, not
 * Unicode's: whatever goes through the double-width set takes two columns, all else one; with UTF-8
 * the printer goes by Unicode's East Asian width.
 *
 * <p>Looked up in tables of 256 characters, made once, so that a line costs no garbage. Not safe
 * for threads: the device's thread owns it.
 */
final class CharacterMap {
  /** What a character that is shown by nothing stands for: a joiner, a mark of direction. */
  static final int INVISIBLE = -1;

  private static final int UPPER_HALF = 0x80;
  private static final int ROWS = 256;

  /** GB18030 has a code of four bytes for everything; printers have those of ideographs at best. */
  private static final int FIRST_IDEOGRAPH = 0x2E80;

  /** Beyond this pages have only what is rare: forms of Arabic letters, half-width kana. */
  private static final int PLAIN = 0x2600;

  private static final byte[] ASCII = new byte[0x7F];

  static {
    for (int c = 0x20; c < 0x7F; c++) {
      ASCII[c] = (byte) c;
    }
  }

  private final List<CodePage> pages;
  private final long[][] masks = new long[ROWS][];
  private final byte[][][] codes;
  private final byte[][] plain;
  private final @Nullable CharsetEncoder wide;
  private final boolean utf8;
  private final boolean rasterises;
  private final int[][] wideRows = new int[ROWS][];
  private final ByteBuffer scratch = ByteBuffer.allocate(8);
  private final CharBuffer one = CharBuffer.allocate(2);

  /**
   * The characters of a printer.
   *
   * @param rasterises whether characters it lacks are drawn, in Unicode's width, and not
   *     substituted
   */
  CharacterMap(PrinterProfile profile, boolean rasterises) {
    this.utf8 = profile.wideMode() == WideMode.UTF_8;
    this.pages = utf8 ? List.of() : profile.codePages();
    this.rasterises = rasterises;
    this.codes = new byte[pages.size()][ROWS][];
    this.plain = new byte[pages.size()][];
    for (int page = 0; page < pages.size(); page++) {
      int index = page;
      pages.get(page).find().ifPresent(charset -> learn(index, charset));
    }
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

  private void learn(int page, Charset charset) {
    for (int i = UPPER_HALF; i < 256; i++) {
      String text = new String(new byte[] {(byte) i}, charset);
      // C1 controls and the replacement character stand for holes in the table.
      char c = text.length() == 1 ? text.charAt(0) : 0;
      if (c <= 0x9F || c == 0xFFFD || Character.isSurrogate(c)) {
        continue;
      }
      int row = c >> 8;
      if (codes[page][row] == null) {
        codes[page][row] = new byte[256];
      }
      if (masks[row] == null) {
        masks[row] = new long[256];
      }
      if (codes[page][row][c & 0xFF] == 0) {
        codes[page][row][c & 0xFF] = (byte) i;
        masks[row][c & 0xFF] |= 1L << page;
      }
    }
  }

  static boolean ascii(int codePoint) {
    return codePoint >= 0x20 && codePoint < 0x7F;
  }

  /** The code pages that have a character, one bit each in the profile's order; 0 for none. */
  long pages(int codePoint) {
    long[] row = codePoint < 0x10000 ? masks[codePoint >> 8] : null;
    return row == null ? 0 : row[codePoint & 0xFF];
  }

  /** The number by which the printer knows a page. */
  int number(int page) {
    return pages.get(page).number();
  }

  /** The byte of a character in a code page that has it. */
  byte narrow(int codePoint, int page) {
    return codes[page][codePoint >> 8][codePoint & 0xFF];
  }

  /** The bytes of ASCII, which every page and the double-width set has in the same place. */
  static byte[] ascii() {
    return ASCII;
  }

  /**
   * The bytes of a page's characters that take one column and never need to be composed, ASCII
   * among them, by the character; 0 for all others.
   */
  byte[] plain(int page) {
    byte[] table = plain[page];
    if (table == null) {
      table = Arrays.copyOf(ASCII, PLAIN);
      for (int c = UPPER_HALF; c < PLAIN; c++) {
        byte[] row = codes[page][c >> 8];
        if (row != null && !ReceiptLayout.mayCompose(c)) {
          table[c] = row[c & 0xFF];
        }
      }
      plain[page] = table;
    }
    return table;
  }

  /** The bytes of a character in the double-width set, packed in a number; 0 when it has none. */
  int wide(int codePoint) {
    if (wide == null || codePoint < 0xA0) {
      return 0;
    }
    if (codePoint >= 0x10000) {
      return encode(codePoint);
    }
    int[] row = wideRows[codePoint >> 8];
    if (row == null) {
      row = new int[256];
      for (int i = 0; i < 256; i++) {
        row[i] = encode(codePoint & 0xFF00 | i);
      }
      wideRows[codePoint >> 8] = row;
    }
    return row[codePoint & 0xFF];
  }

  private int encode(int codePoint) {
    CharsetEncoder encoder = wide;
    if (encoder == null || Character.getType(codePoint) == Character.CONTROL) {
      return 0;
    }
    one.clear();
    if (codePoint < 0x10000) {
      one.put((char) codePoint);
    } else {
      one.put(Character.highSurrogate(codePoint)).put(Character.lowSurrogate(codePoint));
    }
    one.flip();
    scratch.clear();
    encoder.reset();
    if (encoder.encode(one, scratch, true).isError() || encoder.flush(scratch).isError()) {
      return 0;
    }
    scratch.flip();
    int length = scratch.remaining();
    // One byte is no double-width character: half-width kana, for example.
    if (length < 2 || (length > 2 && !utf8 && codePoint < FIRST_IDEOGRAPH)) {
      return 0;
    }
    int packed = 0;
    while (scratch.hasRemaining()) {
      packed = packed << 8 | scratch.get() & 0xFF;
    }
    return packed;
  }

  boolean has(int codePoint) {
    return ascii(codePoint) || pages(codePoint) != 0 || wide(codePoint) != 0;
  }

  /**
   * The character that is printed for one the printer lacks, where another is the same sign to the
   * eye; else the character itself, or {@link #INVISIBLE}.
   */
  int shown(int codePoint) {
    if (has(codePoint)) {
      return codePoint;
    }
    int other =
        switch (codePoint) {
          // Spaces and hyphens that only forbid a break, and the minus sign.
          case 0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F, 0x3000 -> ' ';
          case 0x2010, 0x2011, 0x2212, 0xFF0D -> '-';
          // The yen sign and its full-width form; both are the yuan's, too.
          case 0xA5 -> 0xFFE5;
          case 0xFFE5 -> 0xA5;
          case 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF ->
              INVISIBLE;
          default -> codePoint;
        };
    return other == INVISIBLE || has(other) ? other : codePoint;
  }

  /** Columns that a character takes in the normal size. */
  int width(int codePoint) {
    if (ascii(codePoint) || pages(codePoint) != 0) {
      return 1;
    }
    if (wide(codePoint) != 0) {
      return utf8 ? EastAsianWidth.of(codePoint) : 2;
    }
    int shown = shown(codePoint);
    if (shown == INVISIBLE) {
      return 0;
    }
    if (shown != codePoint) {
      return width(shown);
    }
    return rasterises ? EastAsianWidth.of(codePoint) : 1;
  }
}

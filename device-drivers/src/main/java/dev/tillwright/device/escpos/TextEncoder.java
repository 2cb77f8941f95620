package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.ESC;
import static dev.tillwright.device.escpos.CommandBuffer.FS;

/**
 * Writes Unicode text as bytes, changing code page and entering or leaving the double-width mode
 * where needed. Control characters never reach the printer: a product's name cannot command it.
 *
 * <p>A code page is kept as long as it serves. When it must change, the one that serves longest is
 * taken, which is the fewest changes there can be on a line.
 */
final class TextEncoder {
  private static final int NONE = -1;

  private final CharacterMap characters;
  private final GlyphCommands glyphs;
  private final boolean begins;
  private final boolean switches;
  private int page = NONE;

  /** The characters that are written as they come: those of the page, ASCII in a wide run. */
  private byte[] table = CharacterMap.ascii();

  private boolean wide;
  private int substituted;
  private int rasterised;

  TextEncoder(PrinterProfile profile, CharacterMap characters, GlyphCommands glyphs) {
    this.characters = characters;
    this.glyphs = glyphs;
    this.switches = profile.wideMode() == WideMode.SWITCHED;
    this.begins = switches && profile.wideCharset().isPresent();
  }

  /** Brings the printer to the state this encoder starts from, after {@code ESC @}. */
  void begin(CommandBuffer out) {
    wide = false;
    turnTo(NONE);
    substituted = 0;
    rasterised = 0;
    if (begins) {
      // Chinese models start in double-width mode, others do not.
      out.put(FS, '.');
    }
  }

  /**
   * Writes a part of a text.
   *
   * @param scale 1, or 2 for double size
   */
  void write(String text, int from, int to, int scale, CommandBuffer out) {
    int i = from;
    while (true) {
      // Most of a text is in the page that is on; ASCII is the same in all, and between wide ones.
      i = out.putMapped(text, i, to, table);
      if (i >= to) {
        break;
      }
      int codePoint = text.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      write(codePoint, text, i, to, scale, out);
      i = next;
    }
    // Each line ends narrow, so that no command is taken for half a character.
    narrow(out);
  }

  /**
   * Writes a whole text if it is no wider than this, and else nothing.
   *
   * @return the columns it takes, or -1: too wide, or it must be composed first
   */
  int fit(String text, int room, int scale, CommandBuffer out) {
    int sizeBefore = out.size();
    int pageBefore = page;
    int substitutedBefore = substituted;
    int rasterisedBefore = rasterised;
    int to = text.length();
    int used = 0;
    int i = 0;
    while (used <= room) {
      int from = i;
      i = out.putMapped(text, i, to, table);
      used += i - from;
      if (i >= to) {
        break;
      }
      int codePoint = text.codePointAt(i);
      if (ReceiptLayout.mayCompose(codePoint)) {
        used = room + 1;
        break;
      }
      used += characters.width(codePoint);
      write(codePoint, text, i, to, scale, out);
      i += Character.charCount(codePoint);
    }
    narrow(out);
    if (used <= room) {
      return used;
    }
    out.backTo(sizeBefore);
    turnTo(pageBefore);
    substituted = substitutedBefore;
    rasterised = rasterisedBefore;
    return -1;
  }

  /** Columns of a text, or -1 when it must be composed first. */
  int width(String text) {
    int used = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7F) {
        used++;
        i++;
        continue;
      }
      int codePoint = text.codePointAt(i);
      if (ReceiptLayout.mayCompose(codePoint)) {
        return -1;
      }
      used += characters.width(codePoint);
      i += Character.charCount(codePoint);
    }
    return used;
  }

  /**
   * Writes two texts at the ends of a line when both are of characters that are written as they
   * come, and else nothing.
   */
  boolean fitPlain(String left, String right, int room, CommandBuffer out) {
    int gap = room - left.length() - right.length();
    if (gap < 1 || room - right.length() - 1 < room / 3) {
      return false;
    }
    int before = out.size();
    if (out.putMapped(left, 0, left.length(), table) == left.length()
        && out.fill(' ', gap).putMapped(right, 0, right.length(), table) == right.length()) {
      return true;
    }
    out.backTo(before);
    return false;
  }

  private void write(int codePoint, String text, int at, int to, int scale, CommandBuffer out) {
    long having = characters.pages(codePoint);
    if (having != 0) {
      narrow(out);
      if (page == NONE || (having >>> page & 1) == 0) {
        turnTo(longest(having, text, at, to));
        out.put(ESC, 't', characters.number(page));
      }
      out.put(characters.narrow(codePoint, page));
      return;
    }
    int bytes = characters.wide(codePoint);
    if (bytes != 0) {
      if (switches && !wide) {
        out.put(FS, '&');
        wide = true;
        table = CharacterMap.ascii();
      }
      out.putPacked(bytes);
      return;
    }
    missing(codePoint, text, at, to, scale, out);
  }

  /** Of these pages the one that goes on to serve longest; the profile's first of equals. */
  private int longest(long candidates, String text, int from, int to) {
    long alive = candidates;
    int i = from;
    while (i < to) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      long having = CharacterMap.ascii(codePoint) ? 0 : characters.pages(codePoint);
      if (having == 0) {
        continue;
      }
      if ((alive & having) == 0) {
        break;
      }
      alive &= having;
    }
    return Long.numberOfTrailingZeros(alive);
  }

  private void missing(int codePoint, String text, int at, int to, int scale, CommandBuffer out) {
    int shown = characters.shown(codePoint);
    if (shown == CharacterMap.INVISIBLE) {
      return;
    }
    if (CharacterMap.ascii(shown)) {
      out.put(shown);
    } else if (shown != codePoint) {
      write(shown, text, at, to, scale, out);
    } else {
      narrow(out);
      if (glyphs.write(codePoint, EastAsianWidth.of(codePoint), scale, out)) {
        rasterised++;
      } else {
        substituted++;
        out.put('?');
        if (glyphs.active() && EastAsianWidth.of(codePoint) == 2) {
          out.put(' ');
        }
      }
    }
  }

  private void narrow(CommandBuffer out) {
    if (wide) {
      out.put(FS, '.');
      wide = false;
      turnTo(page);
    }
  }

  private void turnTo(int which) {
    page = which;
    table = which == NONE ? CharacterMap.ascii() : characters.plain(which);
  }

  /** Characters shown as a question mark. */
  int substituted() {
    return substituted;
  }

  /** Characters drawn as pictures. */
  int rasterised() {
    return rasterised;
  }
}

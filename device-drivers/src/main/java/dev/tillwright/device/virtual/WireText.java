package dev.tillwright.device.virtual;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;

/** Bytes of text as a printer reads them: code pages, and characters of several bytes. */
final class WireText {
  /** ESC t, as most printers number their code pages. */
  private static final String[] PAGES = {
    "0 IBM437",
    "1 JIS_X0201",
    "2 IBM850",
    "3 IBM860",
    "4 IBM863",
    "5 IBM865",
    "13 IBM857",
    "14 IBM737",
    "15 ISO-8859-7",
    "16 windows-1252",
    "17 IBM866",
    "18 IBM852",
    "19 IBM00858",
    "33 IBM775",
    "34 IBM855",
    "35 IBM861",
    "36 IBM862",
    "37 IBM864",
    "38 IBM869",
    "39 ISO-8859-2",
    "40 ISO-8859-15",
    "45 windows-1250",
    "46 windows-1251",
    "47 windows-1253",
    "48 windows-1254",
    "49 windows-1255",
    "50 windows-1256",
    "51 windows-1257",
    "52 windows-1258"
  };

  private final Map<Integer, String> pages = new HashMap<>();
  private final Charset wideCharset;
  private final boolean wakesWide;
  private Charset page = Charset.forName("IBM437");
  private boolean wide;
  private boolean always;
  private boolean utf8;

  WireText(Charset wideCharset, boolean wakesWide, Map<Integer, String> more) {
    this.wideCharset = wideCharset;
    this.wakesWide = wakesWide;
    for (String each : PAGES) {
      int space = each.indexOf(' ');
      pages.put(Integer.valueOf(each.substring(0, space)), each.substring(space + 1));
    }
    pages.putAll(more);
    reset();
  }

  void reset() {
    page = Charset.forName("IBM437");
    wide = wakesWide;
    always = false;
    utf8 = false;
  }

  /** False when there is no such page, or this JDK lacks it. */
  boolean page(int number) {
    String name = pages.get(number);
    if (name == null || !Charset.isSupported(name)) {
      return false;
    }
    page = Charset.forName(name);
    return true;
  }

  void wide(boolean on) {
    wide = on;
  }

  /** FS C: what the code system of the wide characters is. */
  void system(int number) {
    utf8 = number == 0xFF;
    always = number == 1 && wideCharset.name().equals("Shift_JIS");
  }

  void utf8(boolean on) {
    utf8 = on;
  }

  /** Where bytes come from. */
  interface Source {
    int need() throws IOException;
  }

  /** Prints the character that begins with this byte. */
  void character(int first, Source in, PrintHead head) throws IOException {
    if (first < 0x80) {
      head.glyph(first, 1);
    } else if (utf8) {
      unicode(first, in, head);
    } else if (always ? leadsKanji(first) : wide) {
      head.glyph(wideCharacter(first, in), 2);
    } else {
      head.glyph(new String(new byte[] {(byte) first}, page).codePointAt(0), 1);
    }
  }

  private static boolean leadsKanji(int value) {
    return (value >= 0x81 && value <= 0x9F) || (value >= 0xE0 && value <= 0xFC);
  }

  private int wideCharacter(int first, Source in) throws IOException {
    byte[] bytes = {(byte) first, (byte) in.need(), 0, 0};
    int length = 2;
    // GB18030: a digit in second place begins a code of four bytes.
    if (wideCharset.name().equals("GB18030") && bytes[1] >= 0x30 && bytes[1] <= 0x39) {
      bytes[2] = (byte) in.need();
      bytes[3] = (byte) in.need();
      length = 4;
    }
    return new String(bytes, 0, length, wideCharset).codePointAt(0);
  }

  private static void unicode(int first, Source in, PrintHead head) throws IOException {
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    int codePoint = first & (0x3F >> more);
    for (int i = 0; i < more; i++) {
      codePoint = codePoint << 6 | in.need() & 0x3F;
    }
    boolean known = Character.isValidCodePoint(codePoint);
    // Scripts of ideographs, kana and hangul, and the full-width forms: as UAX 11 has them.
    boolean wideOne =
        known
            && (codePoint >= 0x1100 && codePoint <= 0x115F
                || codePoint >= 0x2E80 && codePoint <= 0xA4CF
                || codePoint >= 0xAC00 && codePoint <= 0xD7A3
                || codePoint >= 0xF900 && codePoint <= 0xFAFF
                || codePoint >= 0xFF01 && codePoint <= 0xFF60
                || codePoint >= 0xFFE0 && codePoint <= 0xFFE6
                || codePoint >= 0x1F300);
    head.glyph(known ? codePoint : 0xFFFD, wideOne ? 2 : 1);
  }
}

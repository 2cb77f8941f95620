package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.ESC;
import static dev.tillwright.device.escpos.CommandBuffer.FS;

import java.nio.ByteBuffer;

/**
 * Writes Unicode text as bytes, changing code page and entering or leaving the double-width mode
 * where needed. Control characters never reach the printer: a product's name cannot command it.
 */
final class TextEncoder {
  private static final int NONE = -3;

  private final PrinterProfile profile;
  private final CharacterMap characters;
  private int page = NONE;
  private boolean wide;
  private int substituted;

  TextEncoder(PrinterProfile profile, CharacterMap characters) {
    this.profile = profile;
    this.characters = characters;
  }

  /** Brings the printer to the state this encoder starts from, after {@code ESC @}. */
  void begin(CommandBuffer out) {
    page = NONE;
    wide = false;
    substituted = 0;
    if (profile.wideCharset().isPresent()) {
      // Chinese models start in double-width mode, others do not.
      out.put(FS, '.');
    }
  }

  void write(String text, CommandBuffer out) {
    text.codePoints().forEach(codePoint -> write(codePoint, out));
    // Each line ends narrow, so that no command is taken for half a character.
    narrow(out);
  }

  private void write(int codePoint, CommandBuffer out) {
    if (CharacterMap.ascii(codePoint)) {
      // ASCII is the same in every page and in the double-width mode.
      out.put(codePoint);
      return;
    }
    int where = characters.find(codePoint, page);
    switch (where) {
      case CharacterMap.NOWHERE -> {
        substituted++;
        out.put('?');
      }
      case CharacterMap.WIDE -> {
        if (!wide) {
          out.put(FS, '&');
          wide = true;
        }
        ByteBuffer bytes = characters.wideBytes(codePoint);
        if (bytes != null) {
          out.put(bytes);
        }
      }
      default -> {
        narrow(out);
        if (where != page) {
          page = where;
          out.put(ESC, 't', profile.codePages().get(where).number());
        }
        out.put(characters.narrow(codePoint, where));
      }
    }
  }

  private void narrow(CommandBuffer out) {
    if (wide) {
      out.put(FS, '.');
      wide = false;
    }
  }

  int substituted() {
    return substituted;
  }
}

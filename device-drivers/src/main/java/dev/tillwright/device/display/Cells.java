package dev.tillwright.device.display;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;

/** A text as a display's cells hold it: one byte a column, two for a character of double width. */
final class Cells {
  private final byte[] bytes;
  private final int substituted;
  private final int cut;

  private Cells(byte[] bytes, int substituted, int cut) {
    this.bytes = bytes;
    this.substituted = substituted;
    this.cut = cut;
  }

  /** What to send. */
  byte[] bytes() {
    return bytes;
  }

  /** Characters that the display lacks. */
  int substituted() {
    return substituted;
  }

  /** Columns that did not fit. */
  int cut() {
    return cut;
  }

  /** As much of a text as fits. */
  static Cells of(String text, int room, Charset charset) {
    CharsetEncoder encoder =
        charset
            .newEncoder()
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .onMalformedInput(CodingErrorAction.REPORT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int columns = 0;
    int substituted = 0;
    int cut = 0;
    boolean full = false;
    for (int codePoint : text.codePoints().toArray()) {
      byte[] encoded = encode(encoder, codePoint);
      boolean lacks = encoded.length == 0;
      byte[] shown = lacks ? new byte[] {'?'} : encoded;
      int width = Math.min(2, shown.length);
      full |= columns + width > room;
      if (full) {
        cut += width;
        continue;
      }
      bytes.writeBytes(shown);
      columns += width;
      substituted += lacks ? 1 : 0;
    }
    return new Cells(bytes.toByteArray(), substituted, cut);
  }

  /** Empty for what cannot be shown; a control character would be a command. */
  private static byte[] encode(CharsetEncoder encoder, int codePoint) {
    if (Character.isISOControl(codePoint)) {
      return new byte[0];
    }
    try {
      ByteBuffer encoded = encoder.encode(CharBuffer.wrap(Character.toChars(codePoint)));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      return new byte[0];
    }
  }
}

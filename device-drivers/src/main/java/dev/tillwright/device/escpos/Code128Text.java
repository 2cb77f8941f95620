package dev.tillwright.device.escpos;

import java.io.ByteArrayOutputStream;

/**
 * What {@code GS k 73} wants for a Code 128: the code sets named by <code>{B</code> and <code>{C
 * </code>, function character 1 as <code>{1</code>. Set C, two digits in one sign, is used where it
 * makes the symbol shorter: for four digits and more.
 */
final class Code128Text {
  private static final char FNC1 = '\u001D';
  private static final int WORTH = 4;

  private Code128Text() {}

  static byte[] of(String text, boolean gs1) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean inC = run(text, 0) >= WORTH || (gs1 && run(text, 0) >= 2);
    sign(out, inC ? 'C' : 'B');
    if (gs1) {
      sign(out, '1');
    }
    int i = 0;
    while (i < text.length()) {
      int run = run(text, i);
      if (text.charAt(i) == FNC1) {
        sign(out, '1');
        i++;
      } else if (inC && run >= 2) {
        out.write((text.charAt(i) - '0') * 10 + text.charAt(i + 1) - '0');
        i += 2;
      } else if (!inC && run >= WORTH && run % 2 == 0) {
        sign(out, 'C');
        inC = true;
      } else {
        if (inC) {
          sign(out, 'B');
          inC = false;
        }
        out.write(text.charAt(i));
        if (text.charAt(i) == '{') {
          // The brace itself is doubled.
          out.write('{');
        }
        i++;
      }
    }
    return out.toByteArray();
  }

  private static void sign(ByteArrayOutputStream out, char which) {
    out.write('{');
    out.write(which);
  }

  private static int run(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i - from;
  }
}

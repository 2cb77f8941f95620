package dev.tillwright.device.escpos;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Breaks a document into lines that fit the paper, in the printer's own columns. Lines are told as
 * parts of the document's texts, so that none costs garbage.
 */
final class ReceiptLayout {

  /** Takes the lines, from top to bottom. */
  interface Lines {
    /**
     * One line, no longer than the paper: an indent, a part of a text, a gap, and a text that ends
     * the line.
     *
     * @param indent spaces in front
     * @param gap spaces between the two texts
     */
    void line(
        int indent, String text, int from, int to, int gap, String right, Align align, Style style);
  }

  private final int columns;
  private final IntUnaryOperator width;
  private int[] parts = new int[64];
  private int count;
  private int indent;

  /**
   * A layout.
   *
   * @param columns of the normal size
   * @param width columns of a character
   */
  ReceiptLayout(int columns, IntUnaryOperator width) {
    this.columns = columns;
    this.width = width;
  }

  void text(ReceiptDocument.Text block, Lines into) {
    wrapped(clean(block.text()), room(block.style()), block.align(), block.style(), into);
  }

  private void wrapped(String text, int room, Align align, Style style, Lines into) {
    wrap(text, room);
    for (int i = 0; i < count; i++) {
      part(i, text, 0, "", align, style, into);
    }
  }

  private void part(
      int i, String text, int gap, String right, Align align, Style style, Lines into) {
    int lead = i == 0 ? 0 : indent;
    into.line(lead, text, parts[2 * i], parts[2 * i + 1], gap, right, align, style);
  }

  /**
   * The left text beside the right one; wrapped in front of it when both do not fit. A right text
   * that leaves less than a third of the line has lines of its own below.
   */
  void pair(ReceiptDocument.Pair block, Lines into) {
    Style style = block.style();
    int room = room(style);
    String left = clean(block.left());
    String right = clean(block.right());
    int wide = widthOf(right, 0, right.length());
    int beside = right.isEmpty() ? room : room - wide - 1;
    if (beside < room / 3) {
      wrapped(left, room, Align.LEFT, style, into);
      wrapped(right, room, Align.RIGHT, style, into);
      return;
    }
    wrap(left, beside);
    for (int i = 0; i < count; i++) {
      if (i < count - 1 || right.isEmpty()) {
        part(i, left, 0, "", Align.LEFT, style, into);
      } else {
        int used = (i == 0 ? 0 : indent) + widthOf(left, parts[2 * i], parts[2 * i + 1]);
        part(i, left, room - used - wide, right, Align.LEFT, style, into);
      }
    }
  }

  int room(Style style) {
    return style == Style.LARGE ? columns / 2 : columns;
  }

  /** Composed where Unicode can, so that an accent is not a character of its own. */
  private static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (mayCompose(text.charAt(i))) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }

  /** False for characters that are in form NFC beyond doubt: asking Unicode's tables is slow. */
  static boolean mayCompose(int c) {
    return c >= 0x300
        && !(c >= 0x410 && c <= 0x44F)
        && !(c >= 0x2010 && c <= 0x2027)
        && c != 0x20AC
        && !(c >= 0x3001 && c <= 0x3029)
        && !(c >= 0x30A1 && c <= 0x30FA)
        && !(c >= 0x4E00 && c <= 0x9FA5)
        && !(c >= 0xAC00 && c <= 0xD7A3)
        && !(c >= 0xFF01 && c <= 0xFF5E)
        && c != 0xFFE5;
  }

  private int widthOf(String text, int from, int to) {
    int sum = 0;
    int i = from;
    while (i < to) {
      int codePoint = text.codePointAt(i);
      sum += widthOf(codePoint);
      i += Character.charCount(codePoint);
    }
    return sum;
  }

  private int widthOf(int codePoint) {
    return CharacterMap.ascii(codePoint) ? 1 : width.applyAsInt(codePoint);
  }

  /**
   * Into at least one part. Breaks after spaces and around wide characters, else where it must; an
   * indent goes on in the lines that follow.
   */
  private void wrap(String text, int room) {
    indent = indent(text, room);
    count = 0;
    int start = 0;
    int used = 0;
    int breakAt = 0;
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      int wide = widthOf(codePoint);
      int next = i + Character.charCount(codePoint);
      if (wide > 1 && i > indent) {
        breakAt = i;
      }
      if (used + wide > room && codePoint != ' ' && i > start) {
        int end = breakAt > start ? breakAt : i;
        add(start, stripped(text, start, end));
        start = end;
        used = indent + widthOf(text, start, i);
        continue;
      }
      used += wide;
      if ((codePoint == ' ' && i > indent) || wide > 1) {
        breakAt = next;
      }
      i = next;
    }
    add(start, used > room ? stripped(text, start, text.length()) : text.length());
  }

  private void add(int from, int to) {
    if (parts.length < 2 * count + 2) {
      parts = Arrays.copyOf(parts, parts.length * 2);
    }
    parts[2 * count] = from;
    parts[2 * count + 1] = to;
    count++;
  }

  private static int stripped(String text, int from, int to) {
    int end = to;
    while (end > from && text.charAt(end - 1) == ' ') {
      end--;
    }
    return end;
  }

  private static int indent(String text, int room) {
    int spaces = 0;
    while (spaces < text.length() && spaces < room / 3 && text.charAt(spaces) == ' ') {
      spaces++;
    }
    return spaces;
  }
}

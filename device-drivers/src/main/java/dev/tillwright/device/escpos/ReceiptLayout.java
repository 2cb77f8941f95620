package dev.tillwright.device.escpos;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Breaks a document into lines that fit the paper, in the printer's own columns. */
final class ReceiptLayout {
  /** One line of text; no longer than the paper. */
  record Line(String text, Align align, Style style) {}

  private final int columns;
  private final IntUnaryOperator width;

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

  List<Line> text(ReceiptDocument.Text block) {
    return wrap(clean(block.text()), room(block.style())).stream()
        .map(part -> new Line(part, block.align(), block.style()))
        .toList();
  }

  Line rule() {
    return new Line("-".repeat(columns), Align.LEFT, Style.NORMAL);
  }

  /**
   * The left text beside the right one; wrapped in front of it when both do not fit. A right text
   * that leaves less than a third of the line has lines of its own below.
   */
  List<Line> pair(ReceiptDocument.Pair block) {
    int room = room(block.style());
    String right = clean(block.right());
    int beside = room - widthOf(right) - 1;
    List<Line> lines = new ArrayList<>();
    if (right.isEmpty()) {
      beside = room;
    }
    if (beside < room / 3) {
      add(lines, wrap(clean(block.left()), room), Align.LEFT, block.style());
      add(lines, wrap(right, room), Align.RIGHT, block.style());
      return lines;
    }
    List<String> left = wrap(clean(block.left()), beside);
    String last = left.get(left.size() - 1);
    String gap = " ".repeat(right.isEmpty() ? 0 : room - widthOf(last) - widthOf(right));
    add(lines, left.subList(0, left.size() - 1), Align.LEFT, block.style());
    lines.add(new Line(last + gap + right, Align.LEFT, block.style()));
    return lines;
  }

  private static void add(List<Line> lines, List<String> parts, Align align, Style style) {
    for (String part : parts) {
      lines.add(new Line(part, align, style));
    }
  }

  private int room(Style style) {
    return style == Style.LARGE ? columns / 2 : columns;
  }

  /** Composed where Unicode can, so that an accent is not a character of its own. */
  private static String clean(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private int widthOf(String text) {
    return text.codePoints().map(width).sum();
  }

  /**
   * At least one line. Breaks after spaces and around wide characters, else where it must; an
   * indent goes on in the lines that follow.
   */
  private List<String> wrap(String text, int room) {
    String indent = indent(text, room);
    List<String> lines = new ArrayList<>();
    String lead = "";
    int start = 0;
    int used = 0;
    int breakAt = 0;
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      int wide = width.applyAsInt(codePoint);
      int next = i + Character.charCount(codePoint);
      if (wide > 1 && i > indent.length()) {
        breakAt = i;
      }
      if (used + wide > room && codePoint != ' ' && i > start) {
        int end = breakAt > start ? breakAt : i;
        lines.add((lead + text.substring(start, end)).stripTrailing());
        lead = indent;
        start = end;
        used = lead.length() + widthOf(text.substring(start, i));
        continue;
      }
      used += wide;
      if ((codePoint == ' ' && i > indent.length()) || wide > 1) {
        breakAt = next;
      }
      i = next;
    }
    String rest = lead + text.substring(start);
    lines.add(widthOf(rest) > room ? rest.stripTrailing() : rest);
    return lines;
  }

  private static String indent(String text, int room) {
    int spaces = 0;
    while (spaces < text.length() && spaces < room / 3 && text.charAt(spaces) == ' ') {
      spaces++;
    }
    return text.substring(0, spaces);
  }
}

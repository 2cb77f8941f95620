package dev.tillwright.device.virtual;

import dev.tillwright.device.virtual.Mark.Glyph;
import dev.tillwright.device.virtual.Mark.Side;
import java.util.ArrayList;
import java.util.List;

/** The modes of a printer and the paper under its head. Modes hold until {@link #reset}. */
final class PrintHead {
  static final int CELL_WIDTH = 12;
  static final int CELL_HEIGHT = 24;
  private static final int SPACING = 30;
  private static final int MAX_MARKS = 20_000;
  private static final int MAX_COMPLAINTS = 100;

  private final int dots;
  private List<Mark> marks = new ArrayList<>();
  private List<String> complaints = new ArrayList<>();
  private List<Glyph> line = new ArrayList<>();
  private int used;
  private Side side = Side.LEFT;
  private int wide = 1;
  private int tall = 1;
  private boolean bold;
  private boolean underlined;
  private int spacing = SPACING;

  PrintHead(int dots) {
    this.dots = dots;
  }

  void reset() {
    line = new ArrayList<>();
    used = 0;
    side = Side.LEFT;
    size(1, 1);
    bold = false;
    underlined = false;
    spacing = SPACING;
  }

  void side(Side to) {
    side = to;
  }

  Side side() {
    return side;
  }

  void size(int newWide, int newTall) {
    wide = newWide;
    tall = newTall;
  }

  void bold(boolean on) {
    bold = on;
  }

  void underlined(boolean on) {
    underlined = on;
  }

  void spacing(int height) {
    spacing = height;
  }

  void defaultSpacing() {
    spacing = SPACING;
  }

  /** Prints a character; a full line goes out by itself. */
  void glyph(int codePoint, int columns) {
    int width = columns * wide * CELL_WIDTH;
    if (used + width > dots) {
      lineFeed();
    }
    line.add(new Glyph(codePoint, columns, wide, tall, bold, underlined, null));
    used += width;
  }

  /** A picture of 24 dots in height that stands in the line like a character. */
  void drawn(Mark.Picture picture) {
    if (used + picture.width() > dots) {
      lineFeed();
    }
    int columns = Math.max(1, picture.width() / CELL_WIDTH);
    line.add(new Glyph(0xFFFC, columns, 1, 1, false, false, picture));
    used += picture.width();
  }

  void tab() {
    do {
      glyph(' ', 1);
    } while (used / CELL_WIDTH % 8 != 0);
  }

  void lineFeed() {
    Mark.Picture band = line.size() == 1 ? line.get(0).drawn() : null;
    if (band != null && spacing == CELL_HEIGHT) {
      // A band of a picture that is sent in columns.
      add(new Mark.Picture(band.width(), band.height(), band.rows(), side));
      line = new ArrayList<>();
      used = 0;
      return;
    }
    int tallest = line.stream().mapToInt(Glyph::tall).max().orElse(tall);
    add(new Mark.TextLine(line, side, Math.max(spacing, tallest * CELL_HEIGHT + spacing - 24)));
    line = new ArrayList<>();
    used = 0;
  }

  /** Prints what stands in the line and feeds so many dots instead of a line. */
  void feedDots(int height) {
    if (!line.isEmpty()) {
      lineFeed();
      add(new Mark.Gap(Math.max(0, height - spacing)));
    } else {
      add(new Mark.Gap(height));
    }
  }

  void qr(String content, int module, char level) {
    flush();
    add(new Mark.Qr(content, module, level, side));
  }

  void picture(Mark.Picture picture) {
    flush();
    if (picture.width() > dots) {
      complain("a picture is wider than the paper");
    }
    add(picture);
  }

  void bars(boolean[] bars, String text, int module, int height, int where) {
    flush();
    if (bars.length * module > dots) {
      complain("a bar code is wider than the paper");
      return;
    }
    List<Boolean> all = new ArrayList<>(bars.length);
    for (boolean bar : bars) {
      all.add(bar);
    }
    add(new Mark.Bars(all, text, module, height, where, side));
  }

  private void flush() {
    if (!line.isEmpty()) {
      lineFeed();
    }
  }

  private void add(Mark mark) {
    if (marks.size() < MAX_MARKS) {
      marks.add(mark);
    } else {
      complain("the paper is longer than " + MAX_MARKS + " lines");
    }
  }

  void complain(String about) {
    if (complaints.size() < MAX_COMPLAINTS) {
      complaints.add(about);
    }
  }

  boolean atLineStart() {
    return line.isEmpty();
  }

  boolean blank() {
    return marks.isEmpty() && line.isEmpty();
  }

  /** Tears the paper off. */
  Paper tear(long number, boolean cut, int columns, Inks inks) {
    flush();
    Paper paper = new Paper(number, marks, cut, complaints, columns, dots, inks);
    marks = new ArrayList<>();
    complaints = new ArrayList<>();
    return paper;
  }
}

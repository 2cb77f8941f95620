package dev.tillwright.device.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.device.virtual.Mark.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One slip of paper as a virtual printer printed it. Immutable. */
public final class Paper {
  private final long number;
  private final List<Mark> marks;
  private final boolean cut;
  private final List<String> complaints;
  private final int columns;
  private final int dots;
  private final Inks inks;

  Paper(
      long number,
      List<Mark> marks,
      boolean cut,
      List<String> complaints,
      int columns,
      int dots,
      Inks inks) {
    this.number = number;
    this.marks = List.copyOf(marks);
    this.cut = cut;
    this.complaints = List.copyOf(complaints);
    this.columns = columns;
    this.dots = dots;
    this.inks = inks;
  }

  /** Counted from 1 for each printer. */
  public long number() {
    return number;
  }

  /** False for what was left hanging when the connection broke in the middle of a job. */
  public boolean cut() {
    return cut;
  }

  /** Commands that the printer did not understand, and where; empty for a good driver. */
  public List<String> complaints() {
    return complaints;
  }

  /** What the QR codes say, drawn by the printer itself; those sent as pictures are not read. */
  public List<String> qrCodes() {
    return marks.stream()
        .filter(Mark.Qr.class::isInstance)
        .map(mark -> ((Mark.Qr) mark).content())
        .toList();
  }

  /** What the bar codes say, drawn by the printer itself. */
  public List<String> barCodes() {
    return marks.stream()
        .filter(Mark.Bars.class::isInstance)
        .map(mark -> ((Mark.Bars) mark).text())
        .toList();
  }

  /**
   * The paper as lines of text, placed as on paper, without spaces at the end. A character of
   * double width takes two columns. Codes and pictures are told in brackets; a character that came
   * as a picture is U+FFFC.
   */
  public String text() {
    List<String> lines = new ArrayList<>();
    for (Mark mark : marks) {
      if (mark instanceof Mark.TextLine line) {
        lines.add(place(string(line), line.cells(), line.side()));
      } else if (mark instanceof Mark.Gap gap) {
        lines.addAll(java.util.Collections.nCopies(gap.height() / 30, ""));
      } else if (mark instanceof Mark.Qr qr) {
        lines.add("[QR code: " + qr.content() + "]");
      } else if (mark instanceof Mark.Bars bars) {
        lines.add("[bar code: " + bars.text() + "]");
      } else if (mark instanceof Mark.Picture picture) {
        lines.add("[picture: " + picture.width() + " x " + picture.height() + " dots]");
      }
    }
    return String.join("\n", lines).stripTrailing() + "\n";
  }

  private static String string(Mark.TextLine line) {
    StringBuilder text = new StringBuilder();
    line.glyphs().forEach(glyph -> text.appendCodePoint(glyph.codePoint()));
    return text.toString();
  }

  private String place(String text, int cells, Side side) {
    int free = Math.max(0, columns - cells);
    int indent = side == Side.LEFT ? 0 : side == Side.RIGHT ? free : free / 2;
    return (" ".repeat(indent) + text).stripTrailing();
  }

  /**
   * Why {@link #writeTo} writes text instead of a picture; empty when it draws: pictures were not
   * wanted, or this machine has no font.
   */
  public Optional<String> whyNoPicture() {
    return inks.pictures()
        ? PaperPicture.whyNot(inks)
        : Optional.of("pictures are switched off for this printer");
  }

  /**
   * Writes the paper as a PNG, or as text where no picture can be drawn.
   *
   * @param directoryOrFile a directory, in which the file is named {@code receipt-000001.png}, or
   *     the file; its ending follows what is written
   * @return the file written
   * @throws TillwrightException {@code virtual.paper} when it cannot be written
   */
  public Path writeTo(Path directoryOrFile) {
    boolean picture = whyNoPicture().isEmpty();
    Path file =
        Files.isDirectory(directoryOrFile)
            ? directoryOrFile.resolve(
                String.format(Locale.ROOT, "receipt-%06d%s", number, picture ? ".png" : ".txt"))
            : picture ? directoryOrFile : asText(directoryOrFile);
    try {
      if (picture) {
        Files.write(file, PaperPicture.png(this, inks));
      } else {
        Files.writeString(file, text(), UTF_8);
      }
      return file;
    } catch (IOException e) {
      throw new TillwrightException(
          "virtual.paper", true, "the paper could not be written to " + file, e);
    }
  }

  private static Path asText(Path file) {
    String name = String.valueOf(file.getFileName());
    String bare = name.endsWith(".png") ? name.substring(0, name.length() - 4) : name;
    return bare.endsWith(".txt") ? file : file.resolveSibling(bare + ".txt");
  }

  List<Mark> marks() {
    return marks;
  }

  int dots() {
    return dots;
  }

  @Override
  public String toString() {
    return "Paper[" + number + (cut ? "]" : ", torn]");
  }
}

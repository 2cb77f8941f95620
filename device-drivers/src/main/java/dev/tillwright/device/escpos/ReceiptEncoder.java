package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.ESC;
import static dev.tillwright.device.escpos.CommandBuffer.GS;
import static dev.tillwright.device.escpos.CommandBuffer.LF;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.device.printer.GlyphSource;
import dev.tillwright.device.printer.Slip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A slip as ESC/POS commands. Modes are sent only where they change and are back to normal at the
 * end of the job; a new job begins with {@code ESC @} all the same, since the last one may have
 * been cut off.
 *
 * <p>Made for one thread and kept: its buffer, tables and job are used again, so that lines of text
 * cost no garbage.
 */
final class ReceiptEncoder {
  /** Dots left free between text and what is drawn. */
  private static final int AIR = 12;

  private final PrinterProfile profile;
  private final TextEncoder text;
  private final ReceiptLayout layout;
  private final QrCommands qr;
  private final InkCommands ink;
  private final PictureCommands pictures;
  private final BarcodeCommands barcodes;
  private final Job job = new Job();
  private final ReceiptLayout.Lines lines = this::line;
  private Align align = Align.LEFT;
  private Style style = Style.NORMAL;

  ReceiptEncoder(PrinterProfile profile, @Nullable GlyphSource glyphs) {
    CharacterMap characters = new CharacterMap(profile, glyphs != null);
    this.profile = profile;
    this.text = new TextEncoder(profile, characters, new GlyphCommands(glyphs));
    this.layout = new ReceiptLayout(profile.columns(), characters::width);
    this.pictures = new PictureCommands(profile);
    this.qr = new QrCommands(profile, pictures);
    this.ink = new InkCommands(profile, pictures);
    this.barcodes = new BarcodeCommands(profile, pictures);
  }

  Job encode(ReceiptDocument document) {
    begin();
    write(document);
    return end();
  }

  Job encode(Slip slip) {
    begin();
    for (Slip.Part part : slip.parts()) {
      write(part);
    }
    return end();
  }

  private void begin() {
    job.clear();
    align = Align.LEFT;
    style = Style.NORMAL;
    CommandBuffer out = job.out();
    // Initialise; the USA set, or # and $ are other signs on some models.
    out.put(ESC, '@').put(ESC, 'R', 0).put(profile.select());
    text.begin(out);
  }

  private Job end() {
    CommandBuffer out = job.out();
    become(Align.LEFT, Style.NORMAL);
    switch (profile.cut()) {
      // Feeds to the knife, then cuts.
      case PARTIAL -> out.put(GS, 'V', 66, 0);
      case FULL -> out.put(GS, 'V', 65, 0);
      case NONE -> out.put(ESC, 'd', 4);
    }
    job.fedToKnife();
    job.counted(text);
    return job;
  }

  private void write(Slip.Part part) {
    if (part instanceof Slip.Receipt receipt) {
      write(receipt.document());
      return;
    }
    become(Align.CENTER, Style.NORMAL);
    if (part instanceof Slip.Drawing drawing) {
      pictures.write(drawing.image().bitmap(profile.dots()), job);
      air();
    } else if (part instanceof Slip.Code code) {
      air();
      String below = barcodes.write(code.barcode(), job);
      if (!below.isEmpty()) {
        line(0, below, 0, below.length(), 0, "", Align.CENTER, Style.NORMAL);
      }
      air();
    }
  }

  private void write(ReceiptDocument document) {
    List<Block> blocks = document.blocks();
    for (int i = 0; i < blocks.size(); i++) {
      write(blocks.get(i));
    }
  }

  private void write(Block block) {
    if (block instanceof ReceiptDocument.Text words) {
      if (!oneLine(words)) {
        layout.text(words, lines);
      }
    } else if (block instanceof ReceiptDocument.Pair pair) {
      if (!oneLine(pair)) {
        layout.pair(pair, lines);
      }
    } else if (block instanceof ReceiptDocument.Rule) {
      become(Align.LEFT, Style.NORMAL);
      job.out().fill('-', profile.columns());
      lineFeed(Style.NORMAL);
    } else if (block instanceof ReceiptDocument.Feed feed) {
      job.out().put(ESC, 'd', feed.lines());
      job.fedLines(feed.lines(), false);
    } else if (block instanceof ReceiptDocument.Qr code) {
      become(Align.CENTER, Style.NORMAL);
      qr.write(code.content(), job);
    } else if (block instanceof ReceiptDocument.Ink drawn) {
      become(Align.CENTER, Style.NORMAL);
      ink.write(drawn.signature(), job);
    }
  }

  /** Most texts fit: written at once, without being broken into lines first. */
  private boolean oneLine(ReceiptDocument.Text words) {
    become(words.align(), words.style());
    int room = layout.room(words.style());
    boolean fits = text.fit(words.text(), room, scale(words.style()), job.out()) >= 0;
    if (fits) {
      lineFeed(words.style());
    }
    return fits;
  }

  private boolean oneLine(ReceiptDocument.Pair pair) {
    CommandBuffer out = job.out();
    String right = pair.right();
    int room = layout.room(pair.style());
    become(Align.LEFT, pair.style());
    if (!right.isEmpty() && text.fitPlain(pair.left(), right, room, out)) {
      lineFeed(pair.style());
      return true;
    }
    int wide = text.width(right);
    int beside = right.isEmpty() ? room : room - wide - 1;
    if (wide < 0 || beside < room / 3) {
      return false;
    }
    int used = text.fit(pair.left(), beside, scale(pair.style()), out);
    if (used < 0) {
      return false;
    }
    if (!right.isEmpty()) {
      out.fill(' ', room - used - wide);
      text.write(right, 0, right.length(), scale(pair.style()), out);
    }
    lineFeed(pair.style());
    return true;
  }

  private static int scale(Style style) {
    return style == Style.LARGE ? 2 : 1;
  }

  private void line(
      int indent, String left, int from, int to, int gap, String right, Align where, Style how) {
    CommandBuffer out = job.out();
    become(where, how);
    int scale = scale(how);
    out.fill(' ', indent);
    text.write(left, from, to, scale, out);
    out.fill(' ', gap);
    text.write(right, 0, right.length(), scale, out);
    lineFeed(how);
  }

  private void lineFeed(Style how) {
    job.out().put(LF);
    job.fedLines(1, how == Style.LARGE);
  }

  private void air() {
    job.out().put(ESC, 'J', AIR);
    job.fedDots(AIR);
  }

  private void become(Align newAlign, Style newStyle) {
    CommandBuffer out = job.out();
    if (newAlign != align) {
      out.put(ESC, 'a', number(newAlign));
      align = newAlign;
    }
    if ((newStyle == Style.BOLD) != (style == Style.BOLD)) {
      out.put(ESC, 'E', newStyle == Style.BOLD ? 1 : 0);
    }
    if ((newStyle == Style.LARGE) != (style == Style.LARGE)) {
      // Double width in the high half, double height in the low one.
      out.put(GS, '!', newStyle == Style.LARGE ? 0x11 : 0x00);
    }
    style = newStyle;
  }

  private static int number(Align align) {
    return switch (align) {
      case LEFT -> 0;
      case CENTER -> 1;
      case RIGHT -> 2;
    };
  }
}

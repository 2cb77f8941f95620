package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.ESC;
import static dev.tillwright.device.escpos.CommandBuffer.GS;
import static dev.tillwright.device.escpos.CommandBuffer.LF;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.device.escpos.ReceiptLayout.Line;

/**
 * A document as ESC/POS commands. Modes are sent only where they change and are back to normal at
 * the end of the job; a new job begins with {@code ESC @} all the same, since the last one may have
 * been cut off.
 */
final class ReceiptEncoder {
  /** A finished job. */
  static final class Job {
    private final byte[] bytes;
    private final int substituted;

    Job(byte[] bytes, int substituted) {
      this.bytes = bytes;
      this.substituted = substituted;
    }

    byte[] bytes() {
      return bytes;
    }

    /** Characters shown as a question mark. */
    int substituted() {
      return substituted;
    }
  }

  private final PrinterProfile profile;
  private final TextEncoder text;
  private final ReceiptLayout layout;
  private final QrCommands qr;
  private final InkCommands ink;
  private Align align = Align.LEFT;
  private Style style = Style.NORMAL;

  ReceiptEncoder(PrinterProfile profile) {
    CharacterMap characters = new CharacterMap(profile);
    this.profile = profile;
    this.text = new TextEncoder(profile, characters);
    this.layout = new ReceiptLayout(profile.columns(), characters::width);
    this.qr = new QrCommands(profile);
    this.ink = new InkCommands(profile);
  }

  Job encode(ReceiptDocument document) {
    CommandBuffer out = new CommandBuffer();
    // Initialise; the USA set, or # and $ are other signs on some models.
    out.put(ESC, '@', ESC, 'R', 0);
    align = Align.LEFT;
    style = Style.NORMAL;
    text.begin(out);
    for (Block block : document.blocks()) {
      write(block, out);
    }
    become(Align.LEFT, Style.NORMAL, out);
    finish(out);
    return new Job(out.toArray(), text.substituted());
  }

  private void write(Block block, CommandBuffer out) {
    if (block instanceof ReceiptDocument.Text words) {
      layout.text(words).forEach(line -> write(line, out));
    } else if (block instanceof ReceiptDocument.Pair pair) {
      layout.pair(pair).forEach(line -> write(line, out));
    } else if (block instanceof ReceiptDocument.Rule) {
      write(layout.rule(), out);
    } else if (block instanceof ReceiptDocument.Feed feed) {
      out.put(ESC, 'd', feed.lines());
    } else if (block instanceof ReceiptDocument.Qr code) {
      become(Align.CENTER, Style.NORMAL, out);
      qr.write(code.content(), out);
    } else if (block instanceof ReceiptDocument.Ink drawn) {
      become(Align.CENTER, Style.NORMAL, out);
      ink.write(drawn.signature(), out);
    }
  }

  private void write(Line line, CommandBuffer out) {
    become(line.align(), line.style(), out);
    text.write(line.text(), out);
    out.put(LF);
  }

  private void become(Align newAlign, Style newStyle, CommandBuffer out) {
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

  private void finish(CommandBuffer out) {
    if (profile.cutter()) {
      // Feeds to the knife, then cuts and leaves one point, so that the slip does not fall.
      out.put(GS, 'V', 66, 0);
    } else {
      out.put(ESC, 'd', 4);
    }
  }
}

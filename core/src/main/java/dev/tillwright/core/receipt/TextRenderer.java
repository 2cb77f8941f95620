package dev.tillwright.core.receipt;

import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Feed;
import dev.tillwright.core.receipt.ReceiptDocument.Ink;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Qr;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A receipt as plain text of a fixed width: 32, 42 or 48 columns are those of common paper. Plain
 * text has one size, so style changes nothing; a QR code stands as its content, in square brackets.
 *
 * <p><b>Guarantee.</b> No line is wider than the columns, and no control character other than the
 * line feed is in the text, whatever the document holds.
 *
 * @param columns {@value Columns#MIN} to {@value Columns#MAX}
 */
public record TextRenderer(int columns) {
  public TextRenderer {
    if (columns < Columns.MIN || columns > Columns.MAX) {
      throw new IllegalArgumentException(
          "paper has " + Columns.MIN + " to " + Columns.MAX + " columns");
    }
  }

  /** The whole text, each line ended by a line feed. */
  public String render(ReceiptDocument document) {
    StringBuilder text = new StringBuilder();
    for (String line : lines(document)) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  /** Its lines, without spaces at their ends. */
  public List<String> lines(ReceiptDocument document) {
    List<String> lines = new ArrayList<>();
    for (Block block : document.blocks()) {
      lines.addAll(lines(block));
    }
    return lines;
  }

  private List<String> lines(Block block) {
    if (block instanceof Text text) {
      return Columns.text(text.text(), text.align(), columns);
    } else if (block instanceof Pair pair) {
      return Columns.pair(pair.left(), pair.right(), columns);
    } else if (block instanceof Qr qr) {
      return Columns.text("[" + qr.content() + "]", Align.CENTER, columns);
    } else if (block instanceof Ink) {
      return Columns.text("[~~~~~~~~]", Align.CENTER, columns);
    } else if (block instanceof Feed feed) {
      return Collections.nCopies(feed.lines(), "");
    } else {
      return List.of("-".repeat(columns));
    }
  }
}

package dev.tillwright.core.receipt;

import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Feed;
import dev.tillwright.core.receipt.ReceiptDocument.Ink;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Qr;
import dev.tillwright.core.receipt.ReceiptDocument.Rule;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A receipt while it is being written, block by block. */
final class Paper {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);
  // A basket may have 2,000 lines of two blocks, 50 discounts and 20 tenders; the lists that have
  // no such bound are joined to one text when they are longer, so that nothing is left out.
  private static final int MAX_ROWS = 200;

  private final List<Block> blocks = new ArrayList<>();

  static String time(ZonedDateTime at) {
    return TIME.format(at);
  }

  Paper text(String text, Align align, Style style) {
    blocks.add(new Text(Columns.printable(text), align, style));
    return this;
  }

  Paper text(String text) {
    return text(text, Align.LEFT, Style.NORMAL);
  }

  Paper center(String text) {
    return text(text, Align.CENTER, Style.NORMAL);
  }

  Paper pair(String left, String right, Style style) {
    blocks.add(new Pair(Columns.printable(left), Columns.printable(right), style));
    return this;
  }

  Paper pair(String left, String right) {
    return pair(left, right, Style.NORMAL);
  }

  Paper rows(List<Pair> rows) {
    if (rows.size() > MAX_ROWS) {
      return text(
          String.join("; ", rows.stream().map(it -> it.left() + " " + it.right()).toList()));
    }
    rows.forEach(row -> pair(row.left(), row.right(), row.style()));
    return this;
  }

  Paper rule() {
    blocks.add(new Rule());
    return this;
  }

  Paper feed(int lines) {
    blocks.add(new Feed(lines));
    return this;
  }

  Paper qr(String content) {
    blocks.add(new Qr(content));
    return this;
  }

  Paper ink(Signature signature) {
    blocks.add(new Ink(signature));
    return this;
  }

  ReceiptDocument document() {
    return new ReceiptDocument(blocks);
  }
}

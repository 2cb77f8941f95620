package dev.tillwright.device.failover;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Marks a receipt as a copy. */
public final class CopyMark {
  private CopyMark() {}

  /**
   * A line above and below all else.
   *
   * @param word in the customer's language: {@code "COPY"}
   */
  public static UnaryOperator<ReceiptDocument> of(String word) {
    Text mark = new Text(word, Align.CENTER, Style.LARGE);
    return document -> {
      List<Block> blocks = new ArrayList<>(document.blocks());
      blocks.add(0, mark);
      // At the longest receipt one mark must do.
      if (blocks.size() < ReceiptDocument.MAX_BLOCKS) {
        blocks.add(mark);
      }
      return new ReceiptDocument(
          blocks.size() > ReceiptDocument.MAX_BLOCKS
              ? blocks.subList(0, ReceiptDocument.MAX_BLOCKS)
              : blocks);
    };
  }
}

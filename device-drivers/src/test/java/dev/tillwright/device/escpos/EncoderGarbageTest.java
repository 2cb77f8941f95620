package dev.tillwright.device.escpos;

import static dev.tillwright.core.receipt.ReceiptDocument.Align.CENTER;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.BOLD;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Rule;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of text cost no garbage, whatever is in them. */
class EncoderGarbageTest {
  private static ReceiptDocument receipt(int lines) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      switch (i % 4) {
        case 0 ->
            blocks.add(
                new Pair("Crème brûlée, 2 for €5 and a long name that wraps", "£5.50", NORMAL));
        case 1 -> blocks.add(new Text("龙井茶 Longjing tea ¥68", CENTER, BOLD));
        case 2 -> blocks.add(new Pair("Sourdough loaf 800 g", "£3.40 A", NORMAL));
        default -> blocks.add(new Rule());
      }
    }
    return new ReceiptDocument(blocks);
  }

  @Test
  void aLine_allocatesNothing() {
    SlipEncoder encoder = SlipEncoder.of(PrinterProfile.generic80Chinese());
    ReceiptDocument few = receipt(40);
    ReceiptDocument many = receipt(4_000);
    // The buffer grows to the longest job, tables of characters are made once.
    for (int i = 0; i < 20; i++) {
      encoder.encode(many);
      encoder.encode(few);
    }
    long forFew = allocated(encoder, few);
    long forMany = allocated(encoder, many);
    assertThat(forMany).as("bytes for 4,000 lines, beside those for 40").isEqualTo(forFew);
    assertThat(forFew).as("bytes for a job").isLessThan(1_000);
    System.out.println("a receipt of text allocates " + forFew + " bytes, whatever its length");
  }

  /** The least of many runs: what else the thread does comes and goes. */
  private static long allocated(SlipEncoder encoder, ReceiptDocument document) {
    Allocations allocated = new Allocations();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long before = allocated.bytes();
      encoder.encode(document);
      least = Math.min(least, allocated.bytes() - before);
    }
    return least;
  }
}

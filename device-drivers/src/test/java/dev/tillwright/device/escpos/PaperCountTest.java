package dev.tillwright.device.escpos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualPrinter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much paper was printed, as a person with a ruler would say (F4). */
@Timeout(60)
class PaperCountTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final VirtualPrinter peer = VirtualPrinter.builder().pictures(false).start();
  private final EscPosPrinter printer =
      EscPosPrinter.builder("front", TcpTransport.of("127.0.0.1", peer.port()))
          .profile(PrinterProfile.named("epson-tm-t20iii").orElseThrow())
          .build();

  @AfterEach
  void close() {
    printer.close();
    peer.close();
  }

  private long printed(String id, List<Block> blocks) {
    long before = printer.health().counted("paper.millimetres");
    assertThat(printer.print(id, new ReceiptDocument(blocks), AMPLE).result())
        .isEqualTo(PrintResult.PRINTED);
    return printer.health().counted("paper.millimetres") - before;
  }

  private static List<Block> lines(int count, Style style) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(new ReceiptDocument.Text("tea", Align.LEFT, style));
    }
    return blocks;
  }

  @Test
  void linesAndCodes_takeTheirLength() {
    long empty = printed("empty", List.of());
    assertThat(empty).as("to the knife").isBetween(10L, 20L);
    assertThat(printed("ten", lines(10, Style.NORMAL)) - empty).isBetween(40L, 44L);
    assertThat(printed("large", lines(10, Style.LARGE)) - empty).isBetween(58L, 62L);
    assertThat(printed("feed", List.of(new ReceiptDocument.Feed(20))) - empty).isBetween(82L, 87L);
    // Two fifths of 72 mm of paper, at most.
    assertThat(printed("qr", List.of(new ReceiptDocument.Qr("x".repeat(60)))) - empty)
        .isBetween(20L, 30L);
  }

  @Test
  void theSameId_isNotCountedTwice_andWhatIsNotPrinted_notAtAll() {
    printed("once", lines(10, Style.NORMAL));
    assertThat(printed("once", lines(10, Style.NORMAL))).isZero();
    long before = printer.health().counted("paper.millimetres");
    peer.coverOpen(true);
    assertThat(printer.print("open", new ReceiptDocument(lines(10, Style.NORMAL)), AMPLE).result())
        .isEqualTo(PrintResult.NOT_PRINTED);
    assertThat(printer.health().counted("paper.millimetres")).isEqualTo(before);
  }
}

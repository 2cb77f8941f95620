package dev.tillwright.device.javapos;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * One receipt on its way through a JavaPOS printer. Where the service knows transactions it goes
 * out in one piece, so that what fails before its end is not on paper.
 */
final class PrintedPage {
  private static final int TRANSACTION = 11; // PTR_TP_TRANSACTION
  private static final int NORMAL = 12; // PTR_TP_NORMAL
  private static final int QR = 204; // PTR_BCS_QRCODE
  private static final int CENTER = -2; // PTR_BC_CENTER
  private static final int NO_TEXT = -11; // PTR_BC_TEXT_NONE
  private static final int QR_SIDE = 200;
  private static final int CUT_PERCENT = 90;

  private final TextRenderer text;
  private final int station;
  private volatile boolean begun;
  private volatile boolean done;

  PrintedPage(int columns, int station) {
    this.text = new TextRenderer(columns);
    this.station = station;
  }

  /** Whether something of it may be on paper. */
  boolean begun() {
    return begun;
  }

  /** Whether all of it is. */
  boolean done() {
    return done;
  }

  void print(Control control, ReceiptDocument document, Deadline deadline) {
    boolean whole = control.asks(Phase.PREPARE, deadline, "CapTransaction");
    if (whole) {
      control.call(Phase.PREPARE, deadline, "transactionPrint", station, TRANSACTION);
    }
    begun = !whole;
    boolean codes = control.asks(Phase.PREPARE, deadline, "CapRecBarCode");
    List<ReceiptDocument.Block> lines = new ArrayList<>();
    for (ReceiptDocument.Block block : document.blocks()) {
      if (block instanceof ReceiptDocument.Qr qr && codes) {
        say(control, lines, deadline);
        control.call(
            Phase.WRITE,
            deadline,
            "printBarCode",
            station,
            qr.content(),
            QR,
            QR_SIDE,
            QR_SIDE,
            CENTER,
            NO_TEXT);
      } else {
        lines.add(block);
      }
    }
    say(control, lines, deadline);
    if (control.asks(Phase.PREPARE, deadline, "CapRecPapercut")) {
      control.call(Phase.WRITE, deadline, "cutPaper", CUT_PERCENT);
    }
    begun = true;
    if (whole) {
      control.call(Phase.WRITE, deadline, "transactionPrint", station, NORMAL);
    }
    done = true;
  }

  private void say(Control control, List<ReceiptDocument.Block> lines, Deadline deadline) {
    if (lines.isEmpty()) {
      return;
    }
    String said = text.render(new ReceiptDocument(lines));
    lines.clear();
    // An escape in a text would be a command of the printer.
    String safe = said.replaceAll("[\\p{Cntrl}&&[^\n]]", " ");
    control.call(
        Phase.WRITE, deadline, "printNormal", station, safe.endsWith("\n") ? safe : safe + "\n");
  }
}

package dev.tillwright.device.escpos;

import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.PRINTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import dev.tillwright.device.OneLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A serial printer does not see that its line was closed: its answer for the job before comes late,
 * on the next connection, and proves nothing of the next job.
 */
@Timeout(60)
class LateProofTest {
  private static final ReceiptDocument RECEIPT =
      new ReceiptDocument(List.of(new Text("a line", Align.LEFT, Style.NORMAL)));

  private final SlowPrinter slow = new SlowPrinter();
  private final EscPosPrinter printer =
      EscPosPrinter.builder("front", slow.line)
          .profile(PrinterProfile.named("bixolon-srp-s300").orElseThrow())
          .build();

  /** Answers real-time questions at once, and those in turn once the jobs before are printed. */
  private static final class SlowPrinter {
    private static final char JOB = '@';
    private static final char QUESTION = 'r';
    final OneLine line = new OneLine(this::take);
    private final Queue<Character> left = new ArrayDeque<>();
    private int before;
    private int last;
    private int prints;
    private int wakes;

    /** So many jobs it prints, from the next byte on that is no real-time question. */
    synchronized void wakes(int jobs) {
      wakes = jobs;
    }

    private synchronized void take(int value) {
      if (before == 0x10 && last == 0x04) {
        line.send((byte) 0x12);
        last = 0;
        value = 0;
      } else if (value != 0x10 && value != 0x04 && value != 0) {
        prints += wakes;
        wakes = 0;
      }
      if (last == 0x1B && value == JOB) {
        left.add(JOB);
      } else if (before == 0x1D && last == QUESTION) {
        left.add(QUESTION);
      }
      before = last;
      last = value;
      work();
    }

    private void work() {
      while (!left.isEmpty()) {
        if (left.peek() == JOB && prints == 0) {
          return;
        }
        if (left.remove() == JOB) {
          prints--;
        } else {
          line.send((byte) 0);
        }
      }
    }
  }

  @Test
  void theAnswerOfTheJobBefore_isNoProofOfThisOne() {
    try (printer) {
      assertThat(printer.print("1", RECEIPT, Duration.ofMillis(600)).result()).isEqualTo(UNKNOWN);
      slow.wakes(1); // it ends the first job only when the second one comes, and is stuck again
      assertThat(printer.print("2", RECEIPT, Duration.ofMillis(900)).result()).isEqualTo(UNKNOWN);
      slow.wakes(2);
      assertThat(printer.print("3", RECEIPT, Duration.ofSeconds(20)).result()).isEqualTo(PRINTED);
    }
  }
}

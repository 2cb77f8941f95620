package dev.tillwright.device.escpos;

import static dev.tillwright.core.receipt.ReceiptDocument.Align.LEFT;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.NORMAL;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.NOT_PRINTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.PRINTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.Paper;
import dev.tillwright.device.virtual.VirtualPrinter;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of jobs whose end was not heard, on a printer that counts its cuts. */
@Timeout(120)
class LostJobTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(900);

  private final VirtualPrinter peer = VirtualPrinter.builder().pictures(false).start();
  private final EscPosPrinter printer = printer(true);

  private EscPosPrinter printer(boolean exclusive) {
    return EscPosPrinter.builder("front", TcpTransport.of("127.0.0.1", peer.port()))
        .profile(PrinterProfile.named("epson-tm-t20iii").orElseThrow())
        .exclusive(exclusive)
        .build();
  }

  private static ReceiptDocument lines(int count) {
    return new ReceiptDocument(Collections.nCopies(count, new Text("a line", LEFT, NORMAL)));
  }

  private long whole() {
    return peer.papers().stream().filter(Paper::cut).count();
  }

  @AfterEach
  void close() {
    printer.close();
    peer.close();
  }

  @Test
  void aJobIsPrinted_whenItsOwnSignComesBack() {
    assertThat(printer.print("1", lines(3), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(printer.print("2", lines(3), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(printer.serialNumber()).contains("VP000001");
    assertThat(printer.health().identity().serial()).as("for the guard").isEqualTo("VP000001");
    assertThat(printer.resolve("1", AMPLE)).map(PrintOutcome::result).contains(PRINTED);
    assertThat(printer.resolve("never", AMPLE)).isEmpty();
    assertThat(peer.papers()).allSatisfy(paper -> assertThat(paper.complaints()).isEmpty());
  }

  @Test
  void cutOffInTheMiddle_isFoundNotPrinted_andPrintsAgainUnderItsId() {
    printer.open(AMPLE);
    peer.dropAfter(300);
    assertThat(printer.print("1", lines(200), AMPLE).result()).isEqualTo(UNKNOWN);
    assertThat(printer.resolve("1", AMPLE)).map(PrintOutcome::result).contains(NOT_PRINTED);
    assertThat(printer.print("1", lines(200), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(whole()).isEqualTo(1);
    assertThat(printer.health().counters()).containsEntry("jobs.resolved", 1L);
  }

  @Test
  void theSameJobAgain_staysUnknown_untilTheNextJobAsks() {
    printer.open(AMPLE);
    peer.dropAfter(300);
    assertThat(printer.print("1", lines(200), AMPLE).result()).isEqualTo(UNKNOWN);
    assertThat(printer.print("1", lines(200), AMPLE).result()).isEqualTo(UNKNOWN);
    assertThat(printer.print("2", lines(1), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(printer.outcome("1")).isEmpty();
    assertThat(printer.print("1", lines(200), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(whole()).isEqualTo(2);
  }

  @Test
  void printedButNotHeard_isFoundPrinted_andNotPrintedTwice() throws Exception {
    printer.open(AMPLE);
    peer.answerLate(Duration.ofMillis(1));
    LinkedBlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();
    printer.subscribe(events::add);
    // Falls silent before the last answers, when the receipt is cut.
    peer.silentAfterCut(true);
    assertThat(printer.print("1", lines(3), SHORT).result()).isEqualTo(UNKNOWN);
    peer.recover();
    assertThat(printer.resolve("1", AMPLE)).map(PrintOutcome::result).contains(PRINTED);
    assertThat(printer.print("1", lines(3), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(whole()).isEqualTo(1);
    DeviceEvent event;
    do {
      event = events.poll(AMPLE.toMillis(), TimeUnit.MILLISECONDS);
    } while (event != null && !(event instanceof JobResolved));
    assertThat(event)
        .isInstanceOfSatisfying(
            JobResolved.class, told -> assertThat(told.result()).isEqualTo(PRINTED));
  }

  @Test
  void paperOutInTheMiddle_isSettledByTheNewRoll() {
    printer.open(AMPLE);
    peer.paperOutAfter(20);
    PrintOutcome outcome = printer.print("1", lines(60), AMPLE);
    assertThat(outcome.result()).isEqualTo(UNKNOWN);
    assertThat(outcome.conditions()).contains(Condition.PAPER_OUT);
    // While the roll is out, nobody can say; the next job waits for the answer too.
    assertThat(printer.resolve("1", AMPLE)).map(PrintOutcome::result).contains(UNKNOWN);
    assertThat(printer.print("2", lines(1), AMPLE).result()).isEqualTo(NOT_PRINTED);
    peer.recover();
    assertThat(printer.print("2", lines(1), AMPLE).result()).isEqualTo(PRINTED);
    PrintOutcome settled = printer.resolve("1", AMPLE).orElse(null);
    long expected = settled != null && settled.result() == PRINTED ? 2 : 1;
    assertThat(whole()).isEqualTo(expected);
    assertThat(printer.print("1", lines(60), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(whole()).isEqualTo(2);
  }

  @Test
  void anotherPrinterAtTheAddress_isTold_andItsCountersProveNothing() throws Exception {
    BlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();
    printer.subscribe(
        event -> {
          if (event instanceof PrinterSwapped) {
            events.add(event);
          }
        });
    assertThat(printer.print("0", lines(1), AMPLE).result()).isEqualTo(PRINTED);
    peer.dropAfter(300);
    assertThat(printer.print("1", lines(200), AMPLE).result()).isEqualTo(UNKNOWN);
    peer.replugAs("OTHER", 1);
    assertThat(printer.resolve("1", AMPLE)).map(PrintOutcome::result).contains(UNKNOWN);
    assertThat(printer.print("1", lines(200), AMPLE).result()).isEqualTo(UNKNOWN);
    DeviceEvent event = events.poll(20, TimeUnit.SECONDS);
    assertThat(event)
        .isInstanceOfSatisfying(
            PrinterSwapped.class,
            swapped -> {
              assertThat(swapped.before()).isEqualTo("VP000001");
              assertThat(swapped.now()).isEqualTo("OTHER");
            });
    // A person looks: nothing is there.
    printer.settle("1", false, AMPLE);
    assertThat(printer.print("1", lines(200), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(whole()).isEqualTo(2);
  }

  @Test
  void onASharedPrinter_oneMoreCutProvesNothing() {
    try (EscPosPrinter shared = printer(false);
        EscPosPrinter neighbour = printer(false)) {
      shared.open(AMPLE);
      peer.dropAfter(300);
      assertThat(shared.print("1", lines(200), AMPLE).result()).isEqualTo(UNKNOWN);
      assertThat(neighbour.print("n", lines(1), AMPLE).result()).isEqualTo(PRINTED);
      assertThat(shared.print("1", lines(200), AMPLE).result()).isEqualTo(UNKNOWN);
      shared.settle("1", true, AMPLE);
      assertThat(shared.resolve("1", AMPLE)).map(PrintOutcome::result).contains(PRINTED);
    }
  }

  @Test
  void halfAnAnswer_isATimeout_andLosesNothing() {
    peer.halfAnswers(true);
    PrintOutcome outcome = printer.print("1", lines(1), Duration.ofSeconds(3));
    assertThat(outcome.result()).isEqualTo(NOT_PRINTED);
    assertThat(outcome.fault()).contains(Fault.TIMEOUT);
    peer.recover();
    assertThat(printer.print("1", lines(1), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(whole()).isEqualTo(1);
  }

  @Test
  void aJammedKnife_isTold() {
    printer.open(AMPLE);
    peer.cutterJam(true);
    PrintOutcome outcome = printer.print("1", lines(1), AMPLE);
    assertThat(outcome.result()).isEqualTo(NOT_PRINTED);
    assertThat(outcome.conditions()).contains(Condition.CUTTER_FAULT);
    peer.recover();
    assertThat(printer.print("1", lines(1), AMPLE).result()).isEqualTo(PRINTED);
  }
}

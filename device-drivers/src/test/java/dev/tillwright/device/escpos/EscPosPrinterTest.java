package dev.tillwright.device.escpos;

import static dev.tillwright.core.receipt.ReceiptDocument.Align.LEFT;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.NORMAL;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.ACCEPTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.NOT_PRINTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.PRINTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import dev.tillwright.device.SampleReceipts;
import dev.tillwright.device.spi.Claim;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import dev.tillwright.device.transport.MemoryTransport;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.Paper;
import dev.tillwright.device.virtual.VirtualPrinter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The driver against the virtual printer; a call that misses its deadline hangs the test. */
@Timeout(60)
class EscPosPrinterTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(600);

  private final VirtualPrinter peer = VirtualPrinter.builder().pictures(false).start();
  private final EscPosPrinter printer = printer(PrinterProfile.generic80());

  private EscPosPrinter printer(PrinterProfile profile) {
    return EscPosPrinter.builder("front", TcpTransport.of("127.0.0.1", peer.port()))
        .profile(profile)
        .build();
  }

  private static ReceiptDocument lines(int count) {
    return new ReceiptDocument(Collections.nCopies(count, new Text("a line", LEFT, NORMAL)));
  }

  @AfterEach
  void close() {
    printer.close();
    peer.close();
  }

  @Test
  void aReceipt_isPrinted_confirmed_andReadsAsWritten() {
    PrintOutcome outcome = printer.print("job-1", SampleReceipts.cornerShop(), AMPLE);
    assertThat(outcome.result()).isEqualTo(PRINTED);
    assertThat(outcome.substituted()).isZero();
    assertThat(outcome.mayRetry()).isFalse();
    Paper paper = peer.papers().get(0);
    assertThat(paper.cut()).isTrue();
    assertThat(paper.complaints()).isEmpty();
    assertThat(paper.qrCodes()).containsExactly(SampleReceipts.PROOF);
    assertThat(paper.text())
        .startsWith("       THE CORNER LARDER\n        14 Mill Lane, Otterbrook OT4 7QX\n")
        .contains("\nCrème brûlée 2 x £2.75                   £5.50 B\n")
        .contains("\n  Any two puddings, one at half price   -£1.38 B\n")
        .contains("\nburns about twelve hours                 £6.00 B\n")
        .contains("\nCard VISA ************1111                £21.84\n")
        .contains("\n                   Thank you\n");
    assertThat(printer.state()).isEqualTo(DeviceState.OPEN);
    assertThat(printer.health().ready()).isTrue();
    assertThat(printer.health().counters()).containsEntry("jobs.printed", 1L);
  }

  @Test
  void chinese_isReadBackByAnIndependentParser() {
    try (VirtualPrinter china = VirtualPrinter.builder().wakesWide(true).pictures(false).start();
        EscPosPrinter driver =
            EscPosPrinter.builder("front", TcpTransport.of("127.0.0.1", china.port()))
                .profile(PrinterProfile.generic80Chinese())
                .build()) {
      assertThat(driver.print("c", SampleReceipts.chinese(), AMPLE).result()).isEqualTo(PRINTED);
      assertThat(china.papers().get(0).complaints()).isEmpty();
      assertThat(china.papers().get(0).text())
          .contains("\n龙井茶 Longjing tea 50 g                  ¥68.00\n")
          .contains("\n合计                                     ￥80.50\n");
    }
  }

  @Test
  void theSameJobTwice_isOnePaper() {
    PrintOutcome first = printer.print("job-1", lines(3), AMPLE);
    assertThat(printer.print("job-1", lines(3), AMPLE)).isEqualTo(first);
    assertThat(peer.papers()).hasSize(1);
  }

  @Test
  void theSameJobFromManyThreads_isOnePaper() {
    List<CompletableFuture<PrintOutcome>> all =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> printer.print("one", lines(3), AMPLE)))
            .toList();
    assertThat(all).allSatisfy(f -> assertThat(f.join().result()).isEqualTo(PRINTED));
    assertThat(peer.papers()).hasSize(1);
  }

  @Test
  void connectionCutInTheMiddle_isUnknown_andNotSentAgain() {
    printer.open(AMPLE);
    peer.dropAfter(200);
    PrintOutcome outcome = printer.print("job-1", lines(200), AMPLE);
    assertThat(outcome.result()).isEqualTo(UNKNOWN);
    assertThat(outcome.fault()).contains(Fault.LOST);
    assertThat(peer.awaitPaper(1, AMPLE).cut()).isFalse();
    assertThat(printer.state()).isEqualTo(DeviceState.LOST);
    assertThat(printer.print("job-1", lines(200), AMPLE).result()).isEqualTo(UNKNOWN);
    assertThat(peer.papers()).hasSize(1);
    // The next job finds its way by itself.
    assertThat(printer.print("job-2", lines(1), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(printer.state()).isEqualTo(DeviceState.OPEN);
  }

  @Test
  void aPrinterThatIsOff_hasNotPrinted_andMayBeAskedAgain() {
    int port = peer.port();
    peer.close();
    PrintOutcome outcome = printer.print("job-1", lines(1), AMPLE);
    assertThat(outcome.result()).isEqualTo(NOT_PRINTED);
    assertThat(outcome.fault()).contains(Fault.REFUSED);
    assertThat(outcome.mayRetry()).isTrue();
    try (VirtualPrinter again = VirtualPrinter.builder().port(port).pictures(false).start()) {
      assertThat(printer.print("job-1", lines(1), AMPLE).result()).isEqualTo(PRINTED);
      assertThat(again.papers()).hasSize(1);
    }
  }

  @Test
  void aConnectionThatWentStale_isReplacedUnseen() {
    assertThat(printer.print("job-1", lines(1), AMPLE).result()).isEqualTo(PRINTED);
    peer.unplug();
    assertThat(printer.print("job-2", lines(1), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(peer.papers()).hasSize(2);
  }

  @Test
  void aPeerThatNeverAnswers_hasNotPrinted_withinTheDeadline() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        EscPosPrinter driver =
            EscPosPrinter.builder("deaf", TcpTransport.of("127.0.0.1", deaf.getLocalPort()))
                .build()) {
      PrintOutcome outcome = driver.print("job-1", lines(1), SHORT);
      assertThat(outcome.result()).isEqualTo(NOT_PRINTED);
      assertThat(outcome.fault()).contains(Fault.TIMEOUT);
    }
  }

  @Test
  void aPeerThatStopsReading_isUnknown_withinTheDeadline() throws Exception {
    PrinterProfile mute =
        PrinterProfile.generic80().toBuilder("mute").confirmation(Confirmation.NONE).build();
    try (ServerSocket stuck = new ServerSocket()) {
      stuck.setReceiveBufferSize(4_096);
      stuck.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (EscPosPrinter driver =
          EscPosPrinter.builder("stuck", TcpTransport.of("127.0.0.1", stuck.getLocalPort()))
              .profile(mute)
              .build()) {
        String wide = "x".repeat(2_000);
        ReceiptDocument huge =
            new ReceiptDocument(Collections.nCopies(2_000, new Text(wide, LEFT, NORMAL)));
        PrintOutcome outcome = driver.print("job-1", huge, Duration.ofSeconds(2));
        assertThat(outcome.result()).isEqualTo(UNKNOWN);
        assertThat(outcome.fault()).contains(Fault.TIMEOUT);
        driver.close();
      }
    }
  }

  @Test
  void aStallInTheMiddle_isUnknown_andLateBytesDoNotComeOut() {
    printer.open(AMPLE);
    peer.stallAfter(100);
    assertThat(printer.print("job-1", lines(50), SHORT).result()).isEqualTo(UNKNOWN);
    peer.recover();
    assertThat(printer.print("job-2", lines(2), AMPLE).result()).isEqualTo(PRINTED);
  }

  @Test
  void paperOut_isToldBeforeAnythingIsSent() {
    peer.paperOutAfter(0);
    PrintOutcome outcome = printer.print("job-1", lines(5), AMPLE);
    assertThat(outcome.result()).isEqualTo(NOT_PRINTED);
    assertThat(outcome.conditions()).contains(Condition.PAPER_OUT, Condition.OFFLINE);
    assertThat(printer.health().conditions()).contains(Condition.PAPER_OUT);
    assertThat(printer.health().ready()).isFalse();
    peer.recover();
    assertThat(printer.print("job-1", lines(5), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(peer.papers()).hasSize(1);
    assertThat(printer.health().conditions()).isEmpty();
  }

  @Test
  void paperOutInTheMiddle_isUnknown_longBeforeTheDeadline_andSaysWhy() {
    printer.open(AMPLE);
    peer.paperOutAfter(3);
    PrintOutcome outcome = printer.print("job-1", lines(10), Duration.ofMinutes(5));
    assertThat(outcome.result()).isEqualTo(UNKNOWN);
    assertThat(outcome.conditions()).contains(Condition.PAPER_OUT);
    // A new roll: the printer finishes what it has, as real ones do, and nothing comes twice.
    peer.recover();
    assertThat(peer.awaitPaper(1, AMPLE).text()).isEqualTo("a line\n".repeat(10));
    assertThat(printer.print("job-1", lines(10), AMPLE).result()).isEqualTo(UNKNOWN);
    assertThat(printer.print("job-2", lines(1), AMPLE).result()).isEqualTo(PRINTED);
    assertThat(peer.papers()).hasSize(2);
  }

  @Test
  void coverOpen_andPaperLow_areTypedStatus() {
    peer.coverOpen(true);
    assertThat(printer.status(AMPLE).conditions())
        .containsExactlyInAnyOrder(Condition.COVER_OPEN, Condition.OFFLINE);
    assertThat(printer.status(AMPLE).ready()).isFalse();
    peer.coverOpen(false);
    peer.paperLow(true);
    assertThat(printer.status(AMPLE).conditions()).containsExactly(Condition.PAPER_LOW);
    assertThat(printer.status(AMPLE).drawer()).isEqualTo(DrawerSignal.LOW);
    assertThat(printer.print("job-1", lines(1), AMPLE))
        .isEqualTo(
            new PrintOutcome(
                PRINTED, java.util.Optional.empty(), java.util.Set.of(Condition.PAPER_LOW), 0));
  }

  @Test
  void lateAnswers_areWaitedFor_withinTheDeadline() {
    peer.answerLate(Duration.ofMillis(60));
    assertThat(printer.print("job-1", lines(1), AMPLE).result()).isEqualTo(PRINTED);
  }

  @Test
  void aPrinterThatFallsSilent_afterTheJob_isUnknown() {
    try (MemoryPeer memory = new MemoryPeer(0);
        EscPosPrinter driver = EscPosPrinter.builder("memory", memory.transport()).build()) {
      assertThat(driver.print("job-1", lines(1), SHORT).result()).isEqualTo(UNKNOWN);
      assertThat(driver.print("job-1", lines(1), SHORT).result()).isEqualTo(UNKNOWN);
      assertThat(memory.jobs()).isEqualTo(1);
    }
  }

  @Test
  void realTimeOnly_isAccepted_neverPrinted() {
    PrinterProfile profile =
        PrinterProfile.generic80().toBuilder("rt").confirmation(Confirmation.REAL_TIME).build();
    try (EscPosPrinter driver = printer(profile)) {
      assertThat(driver.print("job-1", lines(2), AMPLE).result()).isEqualTo(ACCEPTED);
      assertThat(driver.print("job-1", lines(2), AMPLE).result()).isEqualTo(ACCEPTED);
      assertThat(driver.capabilities().answers()).isTrue();
      assertThat(driver.capabilities().confirms()).isFalse();
    }
    assertThat(peer.awaitPaper(1, AMPLE).text()).isEqualTo("a line\na line\n");
    assertThat(peer.papers()).hasSize(1);
  }

  @Test
  void withoutAnswers_isAccepted_andStatusIsUnsupported() {
    PrinterProfile profile =
        PrinterProfile.generic58().toBuilder("mute").confirmation(Confirmation.NONE).build();
    try (EscPosPrinter driver = printer(profile)) {
      assertThat(driver.print("job-1", lines(2), AMPLE).result()).isEqualTo(ACCEPTED);
      assertThat(driver.print("job-2", lines(2), AMPLE).result()).isEqualTo(ACCEPTED);
      assertThatThrownBy(() -> driver.status(AMPLE))
          .isInstanceOfSatisfying(
              DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED));
    }
    assertThat(peer.awaitPaper(2, AMPLE).text()).startsWith("a line\na line\n");
  }

  @Test
  void unencodable_withPolicyFail_sendsNothing() {
    try (EscPosPrinter strict =
        EscPosPrinter.builder("front", TcpTransport.of("127.0.0.1", peer.port()))
            .unencodable(Unencodable.FAIL)
            .build()) {
      PrintOutcome outcome =
          strict.print("job-1", new ReceiptDocument(List.of(new Text("茶", LEFT, NORMAL))), AMPLE);
      assertThat(outcome.result()).isEqualTo(NOT_PRINTED);
      assertThat(outcome.fault()).contains(Fault.UNENCODABLE);
    }
    assertThat(peer.received()).isEmpty();
    assertThat(
            printer
                .print("s", new ReceiptDocument(List.of(new Text("茶", LEFT, NORMAL))), AMPLE)
                .substituted())
        .isEqualTo(1);
    assertThat(peer.papers().get(0).text()).isEqualTo("?\n");
  }

  @Test
  void aQrThatDoesNotFit_isRefusedBeforeAnythingIsSent() {
    ReceiptDocument document =
        new ReceiptDocument(List.of(new ReceiptDocument.Qr("茶".repeat(1_000))));
    PrintOutcome outcome = printer.print("job-1", document, AMPLE);
    assertThat(outcome.result()).isEqualTo(NOT_PRINTED);
    assertThat(outcome.fault()).contains(Fault.UNSUPPORTED);
    assertThat(peer.received()).isEmpty();
  }

  @Test
  void theDrawer_getsOnePulse() {
    printer.openDrawer(AMPLE);
    assertThat(printer.status(AMPLE).ready()).isTrue();
    assertThat(peer.drawerPulses()).isEqualTo(1);
  }

  @Test
  void aClaim_keepsOthersOut_untilItIsReleased() {
    Claim claim = printer.claim(AMPLE);
    CompletableFuture<PrintOutcome> other =
        CompletableFuture.supplyAsync(() -> printer.print("job-1", lines(1), SHORT));
    assertThat(other.join().fault()).contains(Fault.CLAIMED);
    assertThat(other.join().result()).isEqualTo(NOT_PRINTED);
    assertThat(printer.print("job-2", lines(1), AMPLE).result()).isEqualTo(PRINTED);
    // A call that cannot get through does not deny what an earlier one has printed.
    assertThat(
            CompletableFuture.supplyAsync(() -> printer.print("job-2", lines(1), SHORT))
                .join()
                .result())
        .isEqualTo(PRINTED);
    claim.close();
    claim.close();
    assertThat(
            CompletableFuture.supplyAsync(() -> printer.print("job-1", lines(1), AMPLE))
                .join()
                .result())
        .isEqualTo(PRINTED);
  }

  @Test
  void closing_endsARunningJob_andForbidsMore() {
    printer.open(AMPLE);
    peer.stallAfter(50);
    CompletableFuture<PrintOutcome> running =
        CompletableFuture.supplyAsync(() -> printer.print("job-1", lines(50), AMPLE));
    awaitCalls(2);
    printer.close();
    printer.close();
    assertThat(running.handle((outcome, e) -> e == null ? outcome.result() : NOT_PRINTED).join())
        .isIn(UNKNOWN, NOT_PRINTED);
    assertThat(printer.state()).isEqualTo(DeviceState.CLOSED);
    assertThat(printer.health().state()).isEqualTo(DeviceState.CLOSED);
    assertThatThrownBy(() -> printer.print("job-2", lines(1), AMPLE))
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CLOSED));
  }

  private void awaitCalls(long calls) {
    while (printer.health().counters().getOrDefault("calls", 0L) < calls) {
      Thread.onSpinWait();
    }
  }

  @Test
  void misuse_isRefusedAtOnce() {
    assertThatThrownBy(() -> printer.print("", lines(1), AMPLE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> printer.print("x", lines(1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(printer.toString()).isEqualTo("EscPosPrinter[front, generic-80]");
    assertThat(printer.capabilities().codePages()).contains("IBM437");
  }

  @Test
  void theMemoryOfJobs_isBounded() {
    JobMemory memory = new JobMemory();
    PrintOutcome printed =
        new PrintOutcome(PRINTED, java.util.Optional.empty(), java.util.Set.of(), 0);
    for (int i = 0; i <= JobMemory.CAPACITY; i++) {
      memory.keep("job-" + i, printed);
    }
    assertThat(memory.find("job-0")).isNull();
    assertThat(memory.find("job-1")).isNotNull();
  }

  @Test
  void transportsOfAllKinds_carryTheSameJob() {
    MemoryTransport refusing = new MemoryTransport();
    refusing.refuse(true);
    try (EscPosPrinter driver = EscPosPrinter.builder("off", refusing).build()) {
      assertThat(driver.print("job-1", lines(1), AMPLE).fault()).contains(Fault.REFUSED);
    }
    try (MemoryPeer memory = new MemoryPeer(1);
        EscPosPrinter driver = EscPosPrinter.builder("memory", memory.transport()).build()) {
      assertThat(driver.print("job-1", lines(1), AMPLE).result()).isEqualTo(PRINTED);
    }
  }
}

package dev.tillwright.device.javapos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.device.DeviceRegistry;
import dev.tillwright.device.contract.Trouble;
import dev.tillwright.device.spi.BarcodeScanner.Scanned;
import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawer.Moved;
import dev.tillwright.device.spi.CashDrawer.Opening;
import dev.tillwright.device.spi.CashDrawer.Position;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PrintOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the bridge makes of JavaPOS's life cycle, codes and events (F10). */
@Timeout(60)
class JavaPosBridgeTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final JposRig rig = new JposRig(false);
  private final JavaPosDrawer drawer =
      JavaPosDrawer.of("drawer", jpos.CashDrawer::new, rig.name, true, Clock.systemUTC());
  private final JavaPosPrinter printer =
      JavaPosPrinter.of("printer", jpos.POSPrinter::new, rig.name, 32, Clock.systemUTC());
  private final BlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    rig.end();
    drawer.close();
    printer.close();
    rig.close();
  }

  private <E extends DeviceEvent> E next(Class<E> type) throws InterruptedException {
    while (true) {
      DeviceEvent event = events.poll(AMPLE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(event).as("an event").isNotNull();
      if (type.isInstance(event)) {
        return type.cast(event);
      }
    }
  }

  private static DeviceException failure(Runnable call) {
    return catchThrowableOfType(DeviceException.class, call::run);
  }

  private static ReceiptDocument document(Block... blocks) {
    return new ReceiptDocument(List.of(blocks));
  }

  private static Block text(String text) {
    return new ReceiptDocument.Text(text, Align.LEFT, Style.NORMAL);
  }

  @Test
  void firstUse_opensClaimsAndEnables_closingLetsGo() {
    assertThat(drawer.openDrawer(AMPLE)).isEqualTo(Opening.OPENED);
    assertThat(rig.calls)
        .containsSubsequence("open", "claim", "setDeviceEnabled", "openDrawer", "getDrawerOpened");
    assertThat(drawer.probe(AMPLE).identity().model()).isEqualTo("Rig");
    try (JavaPosDrawer other =
        JavaPosDrawer.of("other", jpos.CashDrawer::new, rig.name, true, Clock.systemUTC())) {
      assertThat(failure(() -> other.open(SHORT)).fault()).isEqualTo(Fault.TIMEOUT);
      drawer.close();
      other.open(AMPLE);
    }
    assertThat(rig.calls).doesNotContain("directIO");
  }

  @Test
  void codes_areFaults_withoutTheServicesText() {
    drawer.open(AMPLE);
    rig.begin(Trouble.UNPLUGGED);
    DeviceException failure = failure(() -> drawer.openDrawer(AMPLE));
    assertThat(failure.fault()).isEqualTo(Fault.LOST);
    assertThat(failure.outcomeKnown()).isFalse();
    assertThat(failure).hasMessageContaining("JPOS_E_OFFLINE");
    assertThat(failure).hasMessageNotContaining("4111");
    assertThat(drawer.state()).isEqualTo(DeviceState.LOST);
    assertThat(failure(() -> drawer.open(AMPLE)).fault()).isEqualTo(Fault.REFUSED);
    rig.end();
    assertThat(drawer.openDrawer(AMPLE)).isEqualTo(Opening.OPENED);
  }

  @Test
  void aLogicalNameThatIsNotThere_isSaid() {
    try (JavaPosDrawer stray =
        JavaPosDrawer.of("stray", jpos.CashDrawer::new, "nowhere", true, Clock.systemUTC())) {
      assertThat(failure(() -> stray.open(AMPLE)).fault())
          .isIn(Fault.NO_DRIVER, Fault.CONFIGURATION);
    }
  }

  @Test
  void aPulseThatHangs_isUnknown_andAnotherControlTakesOver() {
    drawer.open(AMPLE);
    rig.begin(Trouble.SILENT);
    DeviceException failure = failure(() -> drawer.openDrawer(SHORT));
    assertThat(failure.fault()).isEqualTo(Fault.TIMEOUT);
    assertThat(failure.outcomeKnown()).isFalse();
    rig.end(); // only now the first control lets go
    assertThat(drawer.openDrawer(AMPLE)).isEqualTo(Opening.OPENED);
    assertThat(rig.calls.stream().filter("open"::equals)).hasSize(2);
  }

  @Test
  void statusEvents_areTold_vendorsOwnAreNot() throws Exception {
    drawer.open(AMPLE);
    drawer.subscribe(events::add);
    rig.tellDirectly();
    rig.tell(1);
    assertThat(next(Moved.class).position()).isEqualTo(Position.OPEN);
    rig.tell(0);
    assertThat(next(Moved.class).position()).isEqualTo(Position.CLOSED);
    rig.tell(2_003); // JPOS_SUE_POWER_OFFLINE
    assertThat(next(DeviceEvent.ConditionChanged.class).condition()).isEqualTo(Condition.OFFLINE);
    assertThat(next(DeviceEvent.StateChanged.class).to()).isEqualTo(DeviceState.LOST);
    assertThat(drawer.position(AMPLE)).as("opened again").isEqualTo(Position.CLOSED);
    assertThat(drawer.health().conditions()).isEmpty();
  }

  @Test
  void scans_haveTheirSymbology() throws Exception {
    try (JavaPosScanner scanner =
        JavaPosScanner.of("scanner", jpos.Scanner::new, rig.name, Clock.systemUTC())) {
      scanner.subscribe(events::add);
      scanner.enable(AMPLE);
      rig.scan("4006381333931");
      rig.scan("4006381333931");
      assertThat(next(Scanned.class).scan().aimId()).isEqualTo("]E0");
      assertThat(next(Scanned.class).scan().text()).isEqualTo("4006381333931");
    }
  }

  @Test
  void aReceipt_isTextCodesAndACut_withoutEscapes() {
    PrintOutcome outcome =
        printer.print(
            "1", document(text("a\u001b|cA b"), new ReceiptDocument.Qr("proof"), text("c")), AMPLE);
    assertThat(outcome.result()).isEqualTo(PrintResult.PRINTED);
    assertThat(rig.newest()).isEqualTo("a |cA b\n<proof>c\n<cut>");
  }

  @Test
  void aSignature_isRefused_beforeAnythingIsPrinted() {
    Signature ink =
        new Signature(9, 9, List.of(new Signature.Stroke(List.of(new Signature.Point(1, 1, 0)))));
    PrintOutcome outcome =
        printer.print("1", document(text("a"), new ReceiptDocument.Ink(ink)), AMPLE);
    assertThat(outcome.result()).isEqualTo(PrintResult.NOT_PRINTED);
    assertThat(outcome.fault()).contains(Fault.UNSUPPORTED);
    assertThat(rig.calls).doesNotContain("printNormal");
  }

  @Test
  void whatBreaksWithoutTransactions_isUnknown_andNotPrintedAgain() {
    rig.begin(Trouble.BREAKS_MID_JOB);
    assertThat(printer.print("1", document(text("once")), AMPLE).result())
        .isEqualTo(PrintResult.UNKNOWN);
    assertThat(printer.print("1", document(text("once")), AMPLE).result())
        .isEqualTo(PrintResult.UNKNOWN);
    assertThat(rig.papers("once")).isOne();
  }

  /** Half of a stranger's receipt at the top of the next one. */
  @Test
  void whatATransactionHadBuffered_whenItFailed_doesNotComeWithTheNext() {
    try (JposRig whole = new JposRig(true);
        JavaPosPrinter pages =
            JavaPosPrinter.of("pages", jpos.POSPrinter::new, whole.name, 32, Clock.systemUTC())) {
      whole.refusesCodes = true;
      assertThat(
              pages
                  .print("1", document(text("first"), new ReceiptDocument.Qr("proof")), AMPLE)
                  .result())
          .isEqualTo(PrintResult.NOT_PRINTED);
      assertThat(pages.print("2", document(text("second")), AMPLE).result())
          .isEqualTo(PrintResult.PRINTED);
      assertThat(whole.newest()).isEqualTo("second\n<cut>");
    }
  }

  /** A control that breaks JavaPOS's rules in the middle of being opened. */
  public static final class Odd {
    final List<String> calls = new CopyOnWriteArrayList<>();

    public void open(String name) {
      calls.add("open");
    }

    /** No listener: what JavaPOS has here is an interface. */
    public void addStatusUpdateListener(String listener) {}

    public void close() {
      calls.add("close");
    }
  }

  @Test
  void aServiceThatThrowsAnything_isLetGo_andOpenedAnew() throws Exception {
    List<Odd> controls = new CopyOnWriteArrayList<>();
    try (JavaPosDrawer odd =
        JavaPosDrawer.of(
            "odd",
            () -> {
              Odd made = new Odd();
              controls.add(made);
              return made;
            },
            "odd",
            true,
            Clock.systemUTC())) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> odd.open(AMPLE)).isInstanceOf(RuntimeException.class);
      }
    }
    assertThat(controls).hasSize(2);
    for (Odd each : controls) {
      while (each.calls.size() < 2) {
        Thread.sleep(1); // it is let go on its own thread
      }
      assertThat(each.calls).containsExactly("open", "close");
    }
  }

  @Test
  void theRegistry_findsTheBridge_byItsAddress() {
    DeviceDescriptor descriptor =
        DeviceDescriptor.of("drawer", DeviceKind.CASH_DRAWER, "javapos:" + rig.name)
            .with("sensor", "true");
    try (Device found = DeviceRegistry.discover().create(descriptor)) {
      assertThat(found).isInstanceOf(JavaPosDrawer.class);
      assertThat(((CashDrawer) found).openDrawer(AMPLE)).isEqualTo(Opening.OPENED);
    }
  }
}

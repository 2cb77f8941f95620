package dev.tillwright.device.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.device.SampleReceipts;
import dev.tillwright.device.escpos.EscPosPrinter;
import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.CashDrawerCapabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualPrinter;
import dev.tillwright.device.virtual.VirtualSignaturePad;
import dev.tillwright.device.wire.WireSignaturePad;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices as the till's ports: an answer, whatever happens to the device. */
@Timeout(60)
class TillPortsTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final ReceiptDocument SLIP = SampleReceipts.cornerShop();

  @Test
  void pad_givesWhatWasSigned_andNothingElse() {
    Signature signature =
        new Signature(
            320,
            120,
            List.of(
                new Signature.Stroke(
                    List.of(new Signature.Point(10, 20, 0), new Signature.Point(90, 60, 300)))));
    try (VirtualSignaturePad peer = VirtualSignaturePad.start();
        WireSignaturePad pad =
            WireSignaturePad.of(
                "pad", TcpTransport.of("127.0.0.1", peer.port()), 320, 120, Clock.systemUTC())) {
      PadSource port = PadSource.of(pad);
      peer.sign(signature);
      assertThat(port.sign(SLIP, AMPLE)).contains(signature);
      assertThat(peer.shown()).isNotEmpty();
      peer.refuse();
      assertThat(port.sign(SLIP, AMPLE)).isEmpty();
      assertThat(port.sign(SLIP, SHORT)).as("nobody signs").isEmpty();
      pad.close();
      assertThat(port.sign(SLIP, AMPLE)).as("closed").isEmpty();
    }
  }

  /** A driver that breaks its contract. */
  private static final class Wrong extends Driver implements CashDrawer {
    Wrong() {
      super("wrong", DeviceKind.CASH_DRAWER, Clock.systemUTC(), null);
    }

    @Override
    protected void connect(Deadline deadline) {}

    @Override
    protected void disconnect() {}

    @Override
    public Opening openDrawer(Duration limit) {
      throw new IllegalStateException("a driver of the tests");
    }

    @Override
    public Position position(Duration limit) {
      return Position.UNKNOWN;
    }

    @Override
    public CashDrawerCapabilities capabilities() {
      throw new IllegalStateException("a driver of the tests");
    }
  }

  @Test
  void aDriverThatIsWrong_isNoErrorOfTheTill() {
    try (Wrong wrong = new Wrong()) {
      assertThat(DrawerPort.of(wrong).open(SHORT)).isFalse();
    }
  }

  @Test
  void drawer_opens_orSaysNo() {
    VirtualPrinter peer = VirtualPrinter.builder().pictures(false).start();
    try (EscPosPrinter printer =
        EscPosPrinter.builder("front", TcpTransport.of("127.0.0.1", peer.port())).build()) {
      CashDrawer drawer = printer.drawer();
      DrawerPort port = DrawerPort.of(drawer);
      assertThat(port.open(AMPLE)).isTrue();
      peer.close();
      assertThat(port.open(AMPLE)).as("the printer is gone").isFalse();
    }
  }
}

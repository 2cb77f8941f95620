package dev.tillwright.device.contract;

import dev.tillwright.device.display.DisplayDialect;
import dev.tillwright.device.display.PoleDisplay;
import dev.tillwright.device.scale.ScaleProtocol;
import dev.tillwright.device.scale.SerialScale;
import dev.tillwright.device.scanner.LineScanner;
import dev.tillwright.device.spi.BarcodeScanner;
import dev.tillwright.device.spi.LineDisplay;
import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.spi.Scale.Weighing;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualDisplay;
import dev.tillwright.device.virtual.VirtualScale;
import dev.tillwright.device.virtual.VirtualScanner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Scanners, scales and displays keep the contract of their kinds (F12). */
class InputDriversTest {

  @TestFactory
  Stream<DynamicTest> scanner() {
    return OwnDriversTest.tests(DeviceContract.scanner(LineBench::new));
  }

  @TestFactory
  Stream<DynamicTest> toledoScale() {
    return OwnDriversTest.tests(DeviceContract.scale(() -> new WeighingBench("8217")));
  }

  @TestFactory
  Stream<DynamicTest> casScale() {
    return OwnDriversTest.tests(DeviceContract.scale(() -> new WeighingBench("cas")));
  }

  @TestFactory
  Stream<DynamicTest> display() {
    return OwnDriversTest.tests(DeviceContract.display(() -> new PoleBench(DisplayDialect.CD5220)));
  }

  @TestFactory
  Stream<DynamicTest> epsonDisplay() {
    return OwnDriversTest.tests(DeviceContract.display(() -> new PoleBench(DisplayDialect.EPSON)));
  }

  /** What all benches of a cable share. */
  private abstract static class CableBench {
    abstract TroubledTransport cable();

    public boolean can(Trouble trouble) {
      return cable().can(trouble);
    }

    public void begin(Trouble trouble) {
      cable().begin(trouble);
    }

    public void end() {
      cable().end();
    }
  }

  private static final class LineBench extends CableBench implements ScannerBench {
    private final VirtualScanner peer = VirtualScanner.start();
    private final TroubledTransport cable =
        TroubledTransport.around(TcpTransport.of("127.0.0.1", peer.port()));

    @Override
    TroubledTransport cable() {
      return cable;
    }

    @Override
    public BarcodeScanner device() {
      return LineScanner.builder("hand", cable).aimIds(true).build();
    }

    @Override
    public boolean can(Trouble trouble) {
      // Nothing is sent to such a scanner, and nothing it sends is an answer.
      return trouble == Trouble.UNPLUGGED;
    }

    @Override
    public void scan(String text) {
      for (int tries = 0; peer.scan("]E0", text) == 0 && tries < 1_000; tries++) {
        pause(); // the listener's side of a new connection comes a moment later
      }
    }

    private static void pause() {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      peer.close();
    }
  }

  private static final class WeighingBench extends CableBench implements ScaleBench {
    private final ScaleProtocol protocol;
    private final VirtualScale peer;
    private final TroubledTransport cable;

    WeighingBench(String protocol) {
      this.protocol = ScaleProtocol.named(protocol).orElseThrow();
      this.peer = VirtualScale.start(protocol);
      this.cable = TroubledTransport.around(TcpTransport.of("127.0.0.1", peer.port()));
    }

    @Override
    TroubledTransport cable() {
      return cable;
    }

    @Override
    public Scale device() {
      return SerialScale.builder("scale", cable, protocol).build();
    }

    @Override
    public boolean can(Trouble trouble) {
      return trouble != Trouble.BREAKS_MID_JOB
          && trouble != Trouble.REPLY_LOST
          && super.can(trouble);
    }

    @Override
    public void put(Weighing weighing) {
      peer.put(weighing);
    }

    @Override
    public void close() {
      peer.close();
    }
  }

  private static final class PoleBench extends CableBench implements DisplayBench {
    private final DisplayDialect dialect;
    private final VirtualDisplay peer = VirtualDisplay.start(2, 20, StandardCharsets.US_ASCII);
    private final TroubledTransport cable =
        TroubledTransport.around(TcpTransport.of("127.0.0.1", peer.port()));

    PoleBench(DisplayDialect dialect) {
      this.dialect = dialect;
    }

    @Override
    TroubledTransport cable() {
      return cable;
    }

    @Override
    public LineDisplay device() {
      return PoleDisplay.builder("pole", cable).dialect(dialect).build();
    }

    @Override
    public boolean can(Trouble trouble) {
      return trouble == Trouble.STUCK || trouble == Trouble.UNPLUGGED;
    }

    @Override
    public Optional<List<String>> seen() {
      return Optional.of(peer.rows().stream().map(String::stripTrailing).toList());
    }

    @Override
    public void close() {
      peer.close();
    }
  }
}

package dev.tillwright.device.hid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.contract.DeviceContract;
import dev.tillwright.device.contract.ScaleBench;
import dev.tillwright.device.contract.ScannerBench;
import dev.tillwright.device.contract.Trouble;
import dev.tillwright.device.spi.BarcodeScanner;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.spi.Scale.MassUnit;
import dev.tillwright.device.spi.Scale.Weighing;
import dev.tillwright.device.spi.Scale.Weight;
import dev.tillwright.device.virtual.VirtualHid;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HID scanners and scales keep the contract of their kinds (F7, F9, F12). */
class HidContractTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Weight MOST = new Weight(Quantity.parse("15.000"), MassUnit.KILOGRAM);
  private static final Weight STEP = new Weight(Quantity.parse("0.005"), MassUnit.KILOGRAM);

  @TestFactory
  Stream<DynamicTest> scanner() {
    return tests(DeviceContract.scanner(Scanning::new));
  }

  /** The same by a library of native calls, here a fake one. */
  @TestFactory
  Stream<DynamicTest> scannerByALibrary() {
    return tests(DeviceContract.scanner(ByLibrary::new));
  }

  @TestFactory
  Stream<DynamicTest> scale() {
    return tests(DeviceContract.scale(OnScale::new));
  }

  private static Stream<DynamicTest> tests(List<Check> checks) {
    return checks.stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), () -> run(check.run())));
  }

  private static void run(CheckResult result) {
    assumeTrue(result.applies(), result.text());
    result.orThrow();
  }

  /** A pipe stands for the kernel's file: what is written at once is read at once. */
  @Test
  @Timeout(30)
  void hidraw_givesWholeReports(@TempDir Path folder) throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "no hidraw but on Linux");
    Path pipe = folder.resolve("hidraw0");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path descriptor = folder.resolve("report_descriptor");
    Files.write(descriptor, HidFixtures.hex("05 8d 09 20 a1 01 75 08 95 02 09 40 81 02 c0"));
    Deadline deadline = Deadline.after(Duration.ofSeconds(20));
    try (HidConnection device = HidrawTransport.of(pipe, descriptor).connect(deadline)) {
      assertThat(device.descriptor().is(0x8d, 0x20)).isTrue();
      CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> device.read(deadline));
      try (OutputStream kernel = Files.newOutputStream(pipe)) {
        kernel.write(new byte[] {1, 2});
        assertThat(read.get(20, TimeUnit.SECONDS)).containsExactly(1, 2);
      }
    }
  }

  @Test
  void theProvider_knowsItsAddresses() {
    HidProvider provider = new HidProvider();
    for (DeviceKind kind : List.of(DeviceKind.SCALE, DeviceKind.BARCODE_SCANNER)) {
      DeviceDescriptor there = DeviceDescriptor.of("usb", kind, "hidraw:/dev/hidraw0");
      assertThat(provider.match(there)).isPositive();
      try (var device = provider.create(there)) {
        assertThat(device.kind()).isEqualTo(kind);
      }
    }
    assertThat(provider.match(DeviceDescriptor.of("tcp", DeviceKind.SCALE, "tcp://scale:1")))
        .isZero();
  }

  /** What both benches share: a cable to pull. */
  private abstract static class HidBench {
    final VirtualHid peer;

    HidBench(HidDescriptor descriptor) {
      peer = VirtualHid.of(descriptor);
    }

    public void begin(Trouble trouble) {
      peer.unplug();
    }

    public void end() {
      peer.plug();
    }
  }

  private static final class Scanning extends HidBench implements ScannerBench {
    Scanning() {
      super(HidFixtures.SCANNER);
    }

    @Override
    public boolean can(Trouble trouble) {
      return trouble == Trouble.UNPLUGGED;
    }

    @Override
    public BarcodeScanner device() {
      return HidScanner.of("scanner", peer, CLOCK);
    }

    @Override
    public void scan(String text) {
      peer.send(HidFixtures.scanned("]E0", text, false));
    }

    @Override
    public void close() {}
  }

  private static final class ByLibrary extends HidBench implements ScannerBench {
    final FakeHidLibrary library = new FakeHidLibrary(peer);

    ByLibrary() {
      super(HidFixtures.SCANNER);
    }

    @Override
    public boolean can(Trouble trouble) {
      return trouble == Trouble.UNPLUGGED;
    }

    @Override
    public BarcodeScanner device() {
      return HidScanner.of("scanner", Hid4javaTransport.of(library, 1, 2, ""), CLOCK);
    }

    @Override
    public void scan(String text) {
      peer.send(HidFixtures.scanned("]E0", text, false));
    }

    @Override
    public void close() {}
  }

  /** A scale sends its load many times a second. */
  private static final class OnScale extends HidBench implements ScaleBench {
    private static final Set<Trouble> CAN =
        EnumSet.of(Trouble.UNPLUGGED, Trouble.SILENT, Trouble.GARBLED);
    private final ScheduledExecutorService sender =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "virtual-scale");
              thread.setDaemon(true);
              return thread;
            });
    private Weighing load =
        new Weighing(
            Scale.Load.STABLE_ZERO, Optional.of(new Weight(Quantity.of(0), MassUnit.KILOGRAM)));
    private @Nullable Trouble trouble;

    OnScale() {
      super(HidFixtures.SCALE);
      sender.scheduleAtFixedRate(this::send, 0, 10, TimeUnit.MILLISECONDS);
    }

    private synchronized void send() {
      if (trouble == null) {
        int grams =
            load.weight()
                .map(it -> it.amount().value().movePointRight(3).intValueExact())
                .orElse(0);
        int state =
            switch (load.load()) {
              case NOT_READY -> 1;
              case STABLE_ZERO -> 2;
              case MOTION -> 3;
              case STABLE -> 4;
              case UNDER_ZERO -> 5;
              case OVER -> 6;
            };
        peer.send(HidFixtures.weighed(state, 3, -3, grams));
      } else if (trouble == Trouble.GARBLED) {
        peer.send(HidFixtures.weighed(2, 3, -3, 77));
      }
    }

    @Override
    public boolean can(Trouble wanted) {
      return CAN.contains(wanted);
    }

    @Override
    public synchronized void begin(Trouble wanted) {
      trouble = wanted;
      if (wanted == Trouble.UNPLUGGED) {
        super.begin(wanted);
      }
    }

    @Override
    public synchronized void end() {
      trouble = null;
      super.end();
    }

    @Override
    public Scale device() {
      return HidScale.of("scale", peer, MOST, STEP, CLOCK);
    }

    @Override
    public synchronized void put(Weighing weighing) {
      load = weighing;
    }

    @Override
    public void close() {
      sender.shutdownNow();
    }
  }
}

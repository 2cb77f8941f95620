package dev.tillwright.device.hid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.virtual.VirtualHid;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HID devices by a native library: its calls may hang, and may not overlap. */
@Timeout(60)
class Hid4javaTransportTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final VirtualHid device = VirtualHid.of(HidFixtures.SCANNER);
  private final FakeHidLibrary library = new FakeHidLibrary(device);

  private static DeviceException failure(Runnable call) {
    return catchThrowableOfType(DeviceException.class, call::run);
  }

  @Test
  void reports_comeWhole_andSilenceIsATimeout() {
    try (HidConnection open =
        Hid4javaTransport.of(library, 0x05e0, 0x1300, "").connect(Deadline.after(AMPLE))) {
      assertThat(open.descriptor().isOn(ScanReports.PAGE)).isTrue();
      byte[] report = HidFixtures.scanned("]E0", "4006381333931", false);
      device.send(report);
      assertThat(open.read(Deadline.after(AMPLE))).isEqualTo(report);
      assertThat(failure(() -> open.read(Deadline.after(Duration.ofMillis(150)))).fault())
          .isEqualTo(Fault.TIMEOUT);
      device.send(report);
      assertThat(open.discardInput()).isTrue();
      assertThat(failure(() -> open.read(Deadline.after(Duration.ofMillis(1)))).fault())
          .isEqualTo(Fault.TIMEOUT);
      device.unplug();
      assertThat(failure(() -> open.read(Deadline.after(AMPLE))).fault()).isEqualTo(Fault.LOST);
      assertThat(open.alive()).isFalse();
    }
  }

  /** Seen with hidapi: closing under a read takes the JVM down. */
  @Test
  void closing_whileItIsRead_waitsForTheSlice_andLeaksNothing() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      HidConnection open = Hid4javaTransport.of(library, 1, 2, "").connect(Deadline.after(AMPLE));
      CompletableFuture<Fault> reading =
          CompletableFuture.supplyAsync(
              () -> failure(() -> open.read(Deadline.after(AMPLE))).fault());
      Thread.sleep(random.nextInt(3));
      open.close();
      assertThat(reading.get(20, TimeUnit.SECONDS)).as("seed %d", seed).isEqualTo(Fault.LOST);
      open.close();
    }
    while (library.open.get() > 0) {
      Thread.sleep(1); // each is closed on its own thread, soon
    }
    assertThat(library.crashes).hasValue(0);
  }

  @Test
  void aLibraryThatHangsWhileOpening_isLeftBehind_andWhatItOpensIsClosed() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    HidLibrary hangs =
        (vendor, product, serial) -> {
          boolean over = false;
          while (!over) {
            try {
              stuck.await();
              over = true;
            } catch (InterruptedException e) {
              // native code goes on
            }
          }
          return library.open(vendor, product, serial);
        };
    Hid4javaTransport transport = Hid4javaTransport.of(hangs, 1, 2, "");
    assertThat(failure(() -> transport.connect(Deadline.after(Duration.ofMillis(100)))).fault())
        .isEqualTo(Fault.TIMEOUT);
    stuck.countDown();
    HidConnection after = Hid4javaTransport.of(library, 1, 2, "").connect(Deadline.after(AMPLE));
    after.close();
    while (library.open.get() > 0) {
      Thread.sleep(1);
    }
  }

  @Test
  void whatIsNotThere_orDescribesItselfWrongly_isSaid() {
    device.unplug();
    assertThat(
            failure(() -> Hid4javaTransport.of(library, 1, 2, "").connect(Deadline.after(AMPLE)))
                .fault())
        .isEqualTo(Fault.REFUSED);
    HidLibrary odd = (vendor, product, serial) -> Optional.of(new Garbled());
    assertThat(
            failure(() -> Hid4javaTransport.of(odd, 1, 2, "").connect(Deadline.after(AMPLE)))
                .fault())
        .isEqualTo(Fault.PROTOCOL);
    assertThatThrownBy(() -> Hid4javaTransport.of(library, 70_000, 2, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static final class Garbled implements HidLibrary.Handle {
    @Override
    public byte[] descriptor() {
      return new byte[] {(byte) 0xff, 1};
    }

    @Override
    public int read(byte[] into, int millis) {
      return -1;
    }

    @Override
    public void close() {}
  }

  /** Nothing native, and no such class, before the first connection. */
  @Test
  void addresses_needNoLibrary_connectionsSayWhatIsMissing() {
    HidProvider provider = new HidProvider();
    DeviceDescriptor there =
        DeviceDescriptor.of("usb", DeviceKind.BARCODE_SCANNER, "hid4java:05e0:1300:S-1");
    assertThat(provider.match(there)).isPositive();
    try (Device scanner = provider.create(there)) {
      DeviceException failure = failure(() -> scanner.open(AMPLE));
      assertThat(failure.fault()).isIn(Fault.NO_DRIVER, Fault.REFUSED, Fault.NATIVE);
      assertThat(failure).hasMessageContaining("hid4java");
      System.out.println("hid4java here: " + failure.code() + " " + failure.getMessage());
    }
    DeviceDescriptor wrong =
        DeviceDescriptor.of("usb", DeviceKind.BARCODE_SCANNER, "hid4java:scanner");
    assertThat(failure(() -> provider.create(wrong)).fault()).isEqualTo(Fault.CONFIGURATION);
  }
}

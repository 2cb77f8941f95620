package dev.tillwright.device;

import static dev.tillwright.device.spi.DeviceKind.MAGSTRIPE_READER;
import static dev.tillwright.device.spi.DeviceKind.RECEIPT_PRINTER;
import static dev.tillwright.device.spi.DeviceKind.SCALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.escpos.EscPosProvider;
import dev.tillwright.device.spi.Capabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.MagstripeReader;
import dev.tillwright.device.spi.ReceiptPrinter;
import dev.tillwright.device.till.PrinterSink;
import dev.tillwright.device.virtual.VirtualCardReader;
import dev.tillwright.device.virtual.VirtualPrinter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceRegistryTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final DeviceDescriptor FRONT =
      DeviceDescriptor.of("front", RECEIPT_PRINTER, "tcp://127.0.0.1:9100");

  @TempDir Path folder;

  /** A driver of the tests; broken ones extend it. */
  public static class Good implements DeviceProvider {
    @Override
    public String id() {
      return "good";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Set<DeviceKind> kinds() {
      return Set.of(RECEIPT_PRINTER);
    }

    @Override
    public int match(DeviceDescriptor descriptor) {
      return FITS;
    }

    @Override
    public Device create(DeviceDescriptor descriptor) {
      throw new UnsupportedOperationException("a driver of the tests");
    }
  }

  /** Cannot be made. */
  public static final class Exploding extends Good {
    public Exploding() {
      throw new IllegalStateException("no native library");
    }
  }

  /** Cannot even be loaded. */
  public static final class Unlinkable extends Good {
    static {
      if (true) {
        throw new UnsatisfiedLinkError("libnothing.so");
      }
    }
  }

  /** Made, but tells no id. */
  public static final class Nameless extends Good {
    @Override
    public String id() {
      throw new NullPointerException("unset");
    }
  }

  /** Drives nothing. */
  public static final class Idle extends Good {
    @Override
    public Set<DeviceKind> kinds() {
      return Set.of();
    }
  }

  /** Fails when asked. */
  public static final class Moody extends Good {
    @Override
    public String id() {
      return "moody";
    }

    @Override
    public int match(DeviceDescriptor descriptor) {
      throw new IllegalStateException("not today");
    }
  }

  /** Wins ties. */
  public static final class Eager extends Good {
    @Override
    public String id() {
      return "eager";
    }

    @Override
    public int priority() {
      return 5;
    }
  }

  @Test
  void ownDrivers_areFound() {
    DeviceRegistry registry = DeviceRegistry.discover();
    assertThat(registry.providers()).extracting(DeviceProvider::id).contains("escpos", "track2");
    assertThat(registry.problems()).isEmpty();
  }

  @Test
  void brokenDrivers_areReported_andHideNoOther() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(DeviceProvider.class.getName()),
        List.of(
            "no.such.Driver",
            Exploding.class.getName(),
            Unlinkable.class.getName(),
            Nameless.class.getName(),
            Idle.class.getName(),
            DeviceRegistryTest.class.getName(),
            Good.class.getName()));
    DeviceRegistry registry;
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      registry = DeviceRegistry.discover(loader);
    }
    assertThat(registry.providers())
        .extracting(DeviceProvider::id)
        .contains("escpos", "track2", "good");
    assertThat(registry.problems()).hasSize(6);
    assertThat(registry.problems())
        .anySatisfy(problem -> assertThat(problem.reason()).contains("no.such.Driver"))
        .anySatisfy(
            problem -> {
              assertThat(problem.provider()).isEqualTo(Exploding.class.getName());
              assertThat(problem.reason()).contains("no native library");
              assertThat(problem.source()).contains("test");
            })
        .anySatisfy(problem -> assertThat(problem.reason()).contains("libnothing.so"))
        .anySatisfy(problem -> assertThat(problem.reason()).contains("no kind of device"));
  }

  @Test
  void aServiceFileThatIsGarbage_isReported_andHidesNoOther() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(DeviceProvider.class.getName()), "this is { no class name\n");
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      DeviceRegistry registry = DeviceRegistry.discover(loader);
      assertThat(registry.providers()).extracting(DeviceProvider::id).contains("escpos");
      assertThat(registry.problems()).hasSize(1);
    }
  }

  @Test
  void theBestMatchWins_thenPriority_thenOrder() {
    DeviceRegistry registry =
        DeviceRegistry.of(new Moody(), new Good(), new Eager(), new EscPosProvider());
    assertThat(registry.match(FRONT).map(DeviceProvider::id)).contains("eager");
    assertThat(registry.match(FRONT.with("driver", "escpos")).map(DeviceProvider::id))
        .contains("escpos");
    assertThat(registry.problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.provider()).isEqualTo(Moody.class.getName()));
    assertThat(DeviceRegistry.of(new Good(), new Good()).problems()).hasSize(1);
    assertThat(DeviceRegistry.of(new Nameless()).providers()).isEmpty();
  }

  private static void assertFault(Fault fault, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(DeviceException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  @Test
  void withoutADriver_orWithOneThatFails_theErrorSaysSo() {
    DeviceRegistry registry = DeviceRegistry.of(new EscPosProvider(), new Eager());
    assertFault(
        Fault.NO_DRIVER,
        () -> registry.create(DeviceDescriptor.of("kilo", SCALE, "tcp://127.0.0.1:1")));
    assertFault(Fault.NO_DRIVER, () -> registry.create(FRONT));
    assertThat(registry.problems()).hasSize(1);
    DeviceRegistry all = DeviceRegistry.discover();
    assertFault(Fault.CONFIGURATION, () -> all.create(FRONT.with("profile", "no such")));
    assertFault(Fault.CONFIGURATION, () -> all.create(FRONT.with("unencodable", "maybe")));
    assertFault(
        Fault.CONFIGURATION,
        () ->
            all.create(
                DeviceDescriptor.of("c", MAGSTRIPE_READER, "tcp://127.0.0.1:1")
                    .with("lrc", "maybe")));
    assertFault(Fault.NO_DRIVER, () -> all.create(FRONT.with("driver", "other")));
    all.create(FRONT.with("profile", "generic-58").with("unencodable", "fail")).close();
  }

  @Test
  void aTillsDevices_areReachedByName() {
    try (VirtualPrinter paper = VirtualPrinter.builder().pictures(false).start();
        VirtualCardReader cards = VirtualCardReader.start();
        Devices devices =
            Devices.of(
                DeviceDescriptor.of("front", RECEIPT_PRINTER, paper.address().toString()),
                DeviceDescriptor.of("cards", MAGSTRIPE_READER, cards.address().toString()))) {
      PrinterSink sink = devices.printer("front");
      ReceiptDocument document = SampleReceipts.cornerShop();
      assertThat(sink.print("j", document, AMPLE)).isEqualTo(PrintResult.PRINTED);
      assertThat(devices.printer("front").print("j", document, AMPLE))
          .isEqualTo(PrintResult.PRINTED);
      assertThat(paper.papers()).hasSize(1);
      cards.present("4111111111111111", YearMonth.of(2030, 12), EntryMode.CHIP);
      MagstripeReader reader = devices.cardReader("cards");
      reader.awaitCard(AMPLE).close();
      assertThat(devices.registry().problems()).isEmpty();
      assertFault(Fault.CONFIGURATION, () -> devices.printer("cards"));
      assertFault(Fault.CONFIGURATION, () -> devices.printer("back"));
      ReceiptPrinter printer = sink.printer();
      devices.close();
      assertThat(printer.health().ready()).isFalse();
      assertThat(sink.print("k", document, AMPLE)).isEqualTo(PrintResult.NOT_PRINTED);
      assertFault(Fault.CLOSED, () -> devices.printer("front"));
    }
    assertThatThrownBy(() -> Devices.of(FRONT, FRONT)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDeviceThatWasClosed_isMadeAnew() {
    try (VirtualPrinter paper = VirtualPrinter.builder().pictures(false).start();
        Devices devices =
            Devices.of(DeviceDescriptor.of("front", RECEIPT_PRINTER, paper.address().toString()))) {
      PrinterSink first = devices.printer("front");
      first.printer().close(); // as a guard does with one that was swapped
      assertThat(devices.printer("front").print("j", SampleReceipts.cornerShop(), AMPLE))
          .isEqualTo(PrintResult.PRINTED);
    }
  }

  /** Makes devices whose driver breaks its contract when it is closed, or none at all. */
  public static final class Careless extends Good {
    private final List<String> closed = new ArrayList<>();

    @Override
    @SuppressWarnings("NullAway") // as drivers do that are not checked
    public Device create(DeviceDescriptor descriptor) {
      if (descriptor.name().equals("none")) {
        return null;
      }
      return new Driver(descriptor.name(), RECEIPT_PRINTER, Clock.systemUTC(), null) {
        @Override
        protected void connect(Deadline deadline) {}

        @Override
        protected void disconnect() {}

        @Override
        public Capabilities capabilities() {
          return new Capabilities() {};
        }

        @Override
        public void close() {
          closed.add(id());
          super.close();
          throw new IllegalStateException("a driver of the tests");
        }
      };
    }
  }

  @Test
  void aDriverThatThrowsWhenClosed_orMakesNothing_harmsNoOther() {
    Careless careless = new Careless();
    DeviceRegistry registry = DeviceRegistry.of(careless);
    Devices devices =
        Devices.of(
            registry,
            List.of(
                FRONT,
                DeviceDescriptor.of("back", RECEIPT_PRINTER, "tcp://127.0.0.1:9101"),
                DeviceDescriptor.of("none", RECEIPT_PRINTER, "tcp://127.0.0.1:9102")));
    devices.device("front", Device.class);
    devices.device("back", Device.class);
    assertFault(Fault.NO_DRIVER, () -> devices.device("none", Device.class));
    assertThat(registry.problems()).hasSize(1);
    devices.close();
    assertThat(careless.closed).containsExactlyInAnyOrder("front", "back");
  }

  @Test
  void onePrinterOnTheNetwork_isOneLine() {
    try (VirtualPrinter paper = VirtualPrinter.builder().pictures(false).start();
        PrinterSink sink = Devices.escposTcp("127.0.0.1", paper.port())) {
      assertThat(sink.print("j", SampleReceipts.cornerShop(), AMPLE))
          .isEqualTo(PrintResult.PRINTED);
      assertThat(sink).hasToString("PrinterSink[printer]");
    }
    Devices.escposTcp("::1", 9100).close();
  }
}

package dev.tillwright.device;

import static dev.tillwright.device.PlugChange.State.BOUND;
import static dev.tillwright.device.PlugChange.State.REFUSED;
import static dev.tillwright.device.PlugChange.State.RELEASED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.device.inventory.DeviceGuard;
import dev.tillwright.device.inventory.DeviceInventory;
import dev.tillwright.device.scale.ScaleProvider;
import dev.tillwright.device.spi.Capabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Port;
import dev.tillwright.device.spi.PortFinder;
import dev.tillwright.device.spi.Scale;
import dev.tillwright.device.virtual.VirtualScale;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device that comes back is bound by itself, and only itself (F3, F13). */
@Timeout(60)
class PluggedDevicesTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final VirtualScale scale = VirtualScale.start("8217");
  private final VirtualScale elsewhere = VirtualScale.start("8217");
  private final Monitor monitor = new Monitor(Clock.systemUTC());
  private final BlockingQueue<PlugChange> told = new LinkedBlockingQueue<>();
  private volatile List<Port> plugged = List.of();
  private final PortWatch ports = PortWatch.of(List.of(new Sockets()), Duration.ofMillis(10), 2);
  private @Nullable PluggedDevices devices;

  private final class Sockets implements PortFinder {
    @Override
    public String id() {
      return "sockets";
    }

    @Override
    public List<Port> ports(Duration limit) {
      return plugged;
    }
  }

  private static Port port(VirtualScale at, String socket, String serial) {
    return new Port(
        URI.create("tcp://127.0.0.1:" + at.port()),
        socket,
        DeviceIdentity.of("Acme", "S1", serial));
  }

  private PluggedDevices follow(@Nullable DeviceGuard guard, String id) {
    DeviceDescriptor descriptor =
        DeviceDescriptor.of("scale", DeviceKind.SCALE, "plugged:" + id).with("protocol", "8217");
    PluggedDevices made =
        new PluggedDevices(
            DeviceRegistry.of(new ScaleProvider()), ports, monitor, guard, List.of(descriptor));
    made.watch(told::add);
    devices = made;
    return made;
  }

  @AfterEach
  void close() {
    if (devices != null) {
      devices.close();
    }
    ports.close();
    scale.close();
    elsewhere.close();
  }

  private PlugChange expect(PlugChange.State state) throws InterruptedException {
    PlugChange change = told.poll(AMPLE.toSeconds(), TimeUnit.SECONDS);
    assertThat(change).isNotNull();
    assertThat(change.state()).isEqualTo(state);
    return change;
  }

  private static Fault fault(PluggedDevices devices) {
    return catchThrowableOfType(DeviceException.class, () -> devices.device("scale", Scale.class))
        .fault();
  }

  @Test
  void aDeviceThatMoves_isBoundAgain_andItsOldHandleIsClosed() throws Exception {
    PluggedDevices all = follow(null, "Acme/S1/42");
    assertThat(fault(all)).isEqualTo(Fault.LOST);
    plugged = List.of(port(scale, "usb-1", "42"));
    long first = expect(BOUND).plugged().generation();
    Scale before = all.device("scale", Scale.class);
    assertThat(before.look(AMPLE)).isNotNull();

    plugged = List.of(port(elsewhere, "usb-2", "42"));
    expect(RELEASED);
    assertThat(expect(BOUND).plugged().generation()).isGreaterThan(first);
    assertThat(catchThrowableOfType(DeviceException.class, () -> before.look(AMPLE)).fault())
        .isEqualTo(Fault.CLOSED);
    Scale after = all.device("scale", Scale.class);
    assertThat(after).isNotSameAs(before);
    assertThat(after.look(AMPLE)).isNotNull();

    plugged = List.of();
    expect(RELEASED);
    assertThat(fault(all)).isEqualTo(Fault.LOST);
    plugged = List.of(port(scale, "usb-1", "42"));
    expect(BOUND);
    assertThat(all.device("scale", Scale.class).look(AMPLE)).isNotNull();
  }

  @Test
  void whatIsThereAlready_isBound() throws Exception {
    plugged = List.of(port(scale, "usb-1", "42"));
    while (ports.present().isEmpty()) {
      Thread.sleep(5);
    }
    PluggedDevices all = follow(null, "Acme/S1/42");
    while (fault(all, Fault.LOST)) {
      Thread.sleep(5);
    }
    assertThat(all.device("scale", Scale.class).look(AMPLE)).isNotNull();
  }

  private static boolean fault(PluggedDevices devices, Fault fault) {
    try {
      devices.device("scale", Scale.class);
      return false;
    } catch (DeviceException e) {
      return e.fault() == fault;
    }
  }

  @Test
  void anotherDevice_inItsPlace_isRefusedAndAlarmed_untilTheRightOneIsBack() throws Exception {
    PluggedDevices all = follow(null, "Acme/S1/42");
    plugged = List.of(port(scale, "usb-1", "42"));
    expect(BOUND);
    Scale before = all.device("scale", Scale.class);
    plugged = List.of(port(elsewhere, "usb-1", "666"));
    expect(REFUSED);
    assertThat(catchThrowableOfType(DeviceException.class, () -> before.look(AMPLE)).fault())
        .isEqualTo(Fault.CLOSED);
    assertThat(fault(all)).isEqualTo(Fault.NOT_APPROVED);
    assertThat(monitor.standing()).extracting(Alarm::code).containsExactly("device.swapped");
    plugged = List.of(port(scale, "usb-1", "42"));
    while (fault(all, Fault.NOT_APPROVED) || fault(all, Fault.LOST)) {
      Thread.sleep(5);
    }
    assertThat(all.device("scale", Scale.class).look(AMPLE)).isNotNull();
    assertThat(monitor.standing()).isEmpty();
  }

  @Test
  void aDeviceWithoutNumber_isKnownByItsSocketAndMake() throws Exception {
    PluggedDevices all = follow(null, "usb-1");
    plugged = List.of(port(scale, "usb-1", ""));
    expect(BOUND);
    plugged = List.of();
    expect(RELEASED);
    plugged =
        List.of(
            new Port(
                URI.create("tcp://127.0.0.1:" + elsewhere.port()),
                "usb-1",
                DeviceIdentity.of("Other", "X", "")));
    expect(REFUSED);
    assertThat(fault(all)).isEqualTo(Fault.NOT_APPROVED);
  }

  @Test
  void whatTheGuardDoesNotKnow_isNotBound() throws Exception {
    DeviceInventory nobody =
        DeviceInventory.of(List.of(), (kind, payload) -> {}, Clock.systemUTC());
    try (DeviceGuard guard = new DeviceGuard(nobody, monitor)) {
      PluggedDevices all = follow(guard, "Acme/S1/42");
      plugged = List.of(port(scale, "usb-1", "42"));
      expect(REFUSED);
      assertThat(fault(all)).isEqualTo(Fault.NOT_APPROVED);
      assertThat(monitor.standing()).extracting(Alarm::code).containsExactly("device.unknown");
    }
  }

  @Test
  void whatAPersonApproves_isBound_withoutPullingItsCable() throws Exception {
    DeviceIdentity identity = DeviceIdentity.of("Acme", "S1", "42");
    DeviceInventory inventory =
        DeviceInventory.of(List.of(), (kind, payload) -> {}, Clock.systemUTC());
    DeviceProvider named = new Naming(identity);
    try (DeviceGuard guard = new DeviceGuard(inventory, monitor);
        PluggedDevices all =
            new PluggedDevices(
                DeviceRegistry.of(named),
                ports,
                monitor,
                guard,
                List.of(DeviceDescriptor.of("scale", DeviceKind.SCALE, "plugged:Acme/S1/42")))) {
      all.watch(told::add);
      plugged = List.of(port(scale, "usb-1", "42"));
      expect(REFUSED);
      inventory.approve("scale", DeviceKind.SCALE, identity, "ann");
      all.again("scale");
      expect(RELEASED);
      expect(BOUND);
      assertThat(all.device("scale", Device.class).state()).isEqualTo(DeviceState.OPEN);
      assertThatThrownBy(() -> all.again("nobody")).isInstanceOf(DeviceException.class);
    }
  }

  /** Devices that say who they are. */
  private record Naming(DeviceIdentity identity) implements DeviceProvider {
    @Override
    public String id() {
      return "naming";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Set<DeviceKind> kinds() {
      return Set.of(DeviceKind.SCALE);
    }

    @Override
    public int match(DeviceDescriptor descriptor) {
      return FITS;
    }

    @Override
    public Device create(DeviceDescriptor descriptor) {
      return new Driver(descriptor.name(), DeviceKind.SCALE, Clock.systemUTC(), null) {
        @Override
        protected void connect(Deadline deadline) {}

        @Override
        protected void disconnect() {}

        @Override
        protected void examine(Deadline deadline) {
          loop().identified(identity);
        }

        @Override
        public Capabilities capabilities() {
          return new Capabilities() {};
        }
      };
    }
  }

  @Test
  void onlyPluggedAddresses_canBeFollowed() {
    DeviceDescriptor fixed = DeviceDescriptor.of("scale", DeviceKind.SCALE, "tcp://host:1");
    assertThatThrownBy(
            () -> new PluggedDevices(DeviceRegistry.of(), ports, monitor, null, List.of(fixed)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Closing waits for a driver, and not for ever: what it makes later is closed all the same. */
  @Test
  void aDeviceThatIsMadeAfterClosing_isClosed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch slow = new CountDownLatch(1);
    BlockingQueue<Device> made = new LinkedBlockingQueue<>();
    ScaleProvider scales = new ScaleProvider();
    DeviceProvider hangs =
        new DeviceProvider() {
          @Override
          public String id() {
            return "slow";
          }

          @Override
          public String version() {
            return "1";
          }

          @Override
          public Set<DeviceKind> kinds() {
            return scales.kinds();
          }

          @Override
          public int match(DeviceDescriptor descriptor) {
            return NAMED;
          }

          @Override
          public Device create(DeviceDescriptor descriptor) {
            asked.countDown();
            boolean over = false;
            while (!over) {
              try {
                slow.await();
                over = true;
              } catch (InterruptedException e) {
                // a vendor's native call goes on
              }
            }
            Device device = scales.create(descriptor);
            made.add(device);
            return device;
          }
        };
    PluggedDevices all =
        new PluggedDevices(
            DeviceRegistry.of(hangs),
            ports,
            monitor,
            null,
            List.of(
                DeviceDescriptor.of("scale", DeviceKind.SCALE, "plugged:Acme/S1/42")
                    .with("protocol", "8217")));
    plugged = List.of(port(scale, "usb-1", "42"));
    assertThat(asked.await(AMPLE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    all.close();
    slow.countDown();
    Device late = made.poll(AMPLE.toSeconds(), TimeUnit.SECONDS);
    assertThat(late).isNotNull();
    while (late.state() != DeviceState.CLOSED) {
      Thread.sleep(1);
    }
  }
}

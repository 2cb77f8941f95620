package dev.tillwright.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.device.pcsc.PcscAddress;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Port;
import dev.tillwright.device.spi.PortFinder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PortWatchTest {
  private static final Port SCALE = port("/dev/ttyUSB0", "42");
  private static final Port SCALE_ELSEWHERE = port("/dev/ttyUSB3", "42");
  private static final Port PRINTER = port("/dev/ttyUSB1", "43");

  private final AtomicLong generation = new AtomicLong();
  private final PortTable table = new PortTable("serial", 2, generation::incrementAndGet);

  private static Port port(String path, String serial) {
    return new Port(URI.create("serial:" + path), "usb-1", DeviceIdentity.of("Acme", "S1", serial));
  }

  private static PortFinder finder(String id, Supplier<List<Port>> ports) {
    return new PortFinder() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public List<Port> ports(Duration limit) {
        return ports.get();
      }
    };
  }

  private static List<String> said(List<PortEvent> events) {
    return events.stream()
        .map(
            event ->
                event.getClass().getSimpleName()
                    + " "
                    + event.plugged().port().address().getPath().replaceAll("[^0-9]", "")
                    + " "
                    + event.plugged().generation())
        .toList();
  }

  private static PortEvent next(BlockingQueue<PortEvent> told) throws InterruptedException {
    PortEvent event = told.poll(20, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  @Test
  void aChange_isBelievedOnceItLasts() {
    assertThat(table.seen(List.of(SCALE))).isEmpty();
    assertThat(table.seen(List.of(SCALE)))
        .containsExactly(new PortEvent.Arrived(new PluggedPort(SCALE, "serial", 1)));
    assertThat(table.seen(List.of(SCALE))).isEmpty();
    // A contact that bounces.
    assertThat(table.seen(List.of())).isEmpty();
    assertThat(table.seen(List.of(SCALE))).isEmpty();
    assertThat(table.seen(List.of())).isEmpty();
    assertThat(table.seen(List.of()))
        .containsExactly(new PortEvent.Left(new PluggedPort(SCALE, "serial", 1)));
    assertThat(table.seen(List.of(PRINTER))).isEmpty();
    assertThat(table.seen(List.of())).isEmpty();
    assertThat(table.seen(List.of(PRINTER))).isEmpty();
    assertThat(table.present()).isEmpty();
  }

  @Test
  void aDeviceThatComesBack_isTheSame_ofANewGeneration() {
    table.seen(List.of(SCALE));
    table.seen(List.of(SCALE));
    table.seen(List.of(SCALE_ELSEWHERE));
    List<PortEvent> moved = table.seen(List.of(SCALE_ELSEWHERE));
    assertThat(moved)
        .containsExactly(
            new PortEvent.Left(new PluggedPort(SCALE, "serial", 1)),
            new PortEvent.Arrived(new PluggedPort(SCALE_ELSEWHERE, "serial", 2)));
    assertThat(moved.get(1).plugged().stableId()).isEqualTo(moved.get(0).plugged().stableId());
    assertThat(table.present()).containsExactly(moved.get(1).plugged());
  }

  @Test
  void whateverIsPlugged_arrivalsAndLeavingsTakeTurns_andGenerationsRise() {
    long seed = System.nanoTime();
    System.out.println("PortWatchTest seed " + seed);
    Random random = new Random(seed);
    List<Port> all = List.of(SCALE, SCALE_ELSEWHERE, PRINTER);
    List<PortEvent> told = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      List<Port> now = all.stream().filter(port -> random.nextInt(3) > 0).toList();
      told.addAll(table.seen(now));
    }
    for (String id : List.of(SCALE.stableId(), PRINTER.stableId())) {
      PluggedPort there = null;
      long before = 0;
      for (PortEvent event : told) {
        if (!event.plugged().stableId().equals(id)) {
          continue;
        }
        if (event instanceof PortEvent.Arrived) {
          assertThat(there).as("seed %s", seed).isNull();
          assertThat(event.plugged().generation()).as("seed %s", seed).isGreaterThan(before);
          there = event.plugged();
          before = there.generation();
        } else {
          assertThat(event.plugged()).as("seed %s", seed).isEqualTo(there);
          there = null;
        }
      }
    }
    assertThat(said(told)).hasSizeGreaterThan(100);
  }

  @Test
  void finders_areApart_oneThatThrowsOrHangsHarmsNoOther() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    PortFinder throwing =
        finder(
            "throwing",
            () -> {
              throw new UnsatisfiedLinkError("libnothing.so");
            });
    PortFinder hanging =
        finder(
            "hanging",
            () -> {
              try {
                free.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return List.of();
            });
    PortFinder nameless =
        new PortFinder() {
          @Override
          public String id() {
            throw new IllegalStateException("unset");
          }

          @Override
          public List<Port> ports(Duration limit) {
            return List.of();
          }
        };
    List<Port> plugged = new java.util.concurrent.CopyOnWriteArrayList<>();
    BlockingQueue<PortEvent> told = new LinkedBlockingQueue<>();
    try (PortWatch watch =
        PortWatch.of(
            List.of(throwing, nameless, hanging, finder("good", () -> plugged)),
            Duration.ofMillis(2),
            2)) {
      watch.watch(
          event -> {
            throw new IllegalStateException("a listener of the tests throws");
          });
      watch.watch(told::add);
      plugged.add(SCALE);
      PluggedPort first = next(told).plugged();
      assertThat(watch.current(first)).isTrue();
      assertThat(watch.present()).containsExactly(first);
      DeviceDescriptor descriptor =
          DeviceDescriptor.of("scale", DeviceKind.SCALE, "plugged:Acme/S1/42");
      assertThat(watch.resolve(descriptor).address()).isEqualTo(SCALE.address());
      plugged.clear();
      assertThat(next(told)).isEqualTo(new PortEvent.Left(first));
      assertThat(watch.current(first)).isFalse();
      assertThatThrownBy(() -> watch.resolve(descriptor))
          .isInstanceOfSatisfying(
              DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.LOST));
      plugged.add(SCALE_ELSEWHERE);
      PluggedPort second = next(told).plugged();
      assertThat(second.generation()).isGreaterThan(first.generation());
      assertThat(watch.current(first)).isFalse();
      assertThat(watch.resolve(descriptor).address()).isEqualTo(SCALE_ELSEWHERE.address());
      assertThat(watch.problems())
          .extracting(ProviderProblem::reason)
          .anyMatch(reason -> reason.contains("libnothing.so"))
          .anyMatch(reason -> reason.contains("unset"));
      assertThat(watch.problems()).allSatisfy(it -> assertThat(it.source()).contains("test"));
    } finally {
      free.countDown();
    }
  }

  @Test
  void aFinderThatGivesNothing_isAProblem_andAskedAgain() throws Exception {
    BlockingQueue<PortEvent> told = new LinkedBlockingQueue<>();
    AtomicReference<List<Port>> gives = new AtomicReference<>();
    List<Port> none = new ArrayList<>();
    none.add(null);
    try (PortWatch watch =
        PortWatch.of(List.of(finder("wrong", gives::get)), Duration.ofMillis(2), 1)) {
      watch.watch(told::add);
      while (watch.problems().isEmpty()) {
        Thread.sleep(1);
      }
      gives.set(none);
      assertThat(told.poll(20, TimeUnit.MILLISECONDS)).isNull();
      gives.set(List.of(SCALE));
      assertThat(next(told).plugged().port()).isEqualTo(SCALE);
      assertThat(watch.problems()).isEmpty();
    }
  }

  @Test
  void aFinderThatHangs_isAProblem_untilItComesBack() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    PortFinder hanging =
        finder(
            "hanging",
            () -> {
              try {
                free.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return List.of();
            });
    try (PortWatch watch =
        PortWatch.of(List.of(hanging), Duration.ofMillis(2), 1, Duration.ofMillis(5))) {
      while (watch.problems().isEmpty()) {
        Thread.sleep(1);
      }
      assertThat(watch.problems().get(0).reason()).contains("hangs");
      free.countDown();
      while (!watch.problems().isEmpty()) {
        Thread.sleep(1);
      }
    }
  }

  @Test
  void ownFinders_areFound() {
    assertThat(PcscAddress.folder()).exists(); // asked for first: one of them looks for cards
    try (PortWatch watch = PortWatch.discover()) {
      assertThat(watch.resolve(DeviceDescriptor.of("s", DeviceKind.SCALE, "tcp://127.0.0.1:1")))
          .isEqualTo(DeviceDescriptor.of("s", DeviceKind.SCALE, "tcp://127.0.0.1:1"));
    }
  }
}

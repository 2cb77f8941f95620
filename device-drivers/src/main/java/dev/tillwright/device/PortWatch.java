package dev.tillwright.device;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.Port;
import dev.tillwright.device.spi.PortFinder;
import dev.tillwright.device.spi.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what is plugged in and out.
 *
 * <p><b>Guarantees.</b> Each finder is asked on a thread of its own: one that throws or hangs is
 * among the {@link #problems}, takes nothing away and keeps no other from being asked. A change is
 * believed once it was seen in several looks in a row, so a contact that bounces is no event. Each
 * plugging has a generation higher than all before it; {@link #current} tells what is left over
 * from an earlier one. A device that comes back at another address is the same by its {@link
 * Port#stableId}: first its old place is left, then it arrives.
 *
 * <p>Defaults: a look a second, two looks to believe, two seconds a look.
 *
 * <p><b>Threads.</b> Any. Listeners are called on the finders' threads, one event at a time.
 */
public final class PortWatch implements AutoCloseable {
  /** The scheme of an address that stands for whatever place the device is plugged into. */
  public static final String SCHEME = "plugged";

  private static final Logger LOG = LoggerFactory.getLogger(PortWatch.class);

  private final Duration limit;
  private final AtomicLong generation = new AtomicLong();
  private final List<Finder> finders = new ArrayList<>();
  private final List<Consumer<PortEvent>> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, ProviderProblem> problems = new ConcurrentHashMap<>();
  private final Object telling = new Object();

  private final class Finder {
    final String id;
    final PortFinder finder;
    final PortTable table;
    final ScheduledExecutorService thread;
    private @Nullable ScheduledFuture<?> looks;

    /** Since when a look lasts; null between two. */
    private volatile @Nullable Deadline asked;

    Finder(PortFinder finder, String id, int looks) {
      this.id = id;
      this.finder = finder;
      this.table = new PortTable(id, looks, generation::incrementAndGet);
      this.thread = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("ports-" + id));
    }

    /** A look never throws, so nobody need ask how the looking ended. */
    void begin(Duration interval) {
      looks = thread.scheduleWithFixedDelay(this::look, 0, interval.toNanos(), NANOSECONDS);
    }

    void end() {
      if (looks != null) {
        looks.cancel(true);
      }
      thread.shutdownNow();
    }

    private void look() {
      // Twice the limit: whoever keeps it is no problem.
      asked = Deadline.after(limit.multipliedBy(2));
      List<Port> now;
      try {
        // A copy that has no null: what a finder gives is trusted no more than what it throws.
        now = List.copyOf(finder.ports(limit));
        problems.remove(id);
      } catch (RuntimeException | Error e) {
        problems.put(id, ProviderScan.problem(finder.getClass(), e));
        return;
      } finally {
        asked = null;
      }
      synchronized (telling) {
        table.seen(now).forEach(PortWatch.this::tell);
      }
    }

    boolean hangs() {
      Deadline now = asked;
      return now != null && now.passed();
    }
  }

  private PortWatch(List<PortFinder> all, Duration interval, int looks, Duration limit) {
    this.limit = limit;
    for (PortFinder finder : all) {
      try {
        finders.add(new Finder(finder, finder.id(), looks));
      } catch (RuntimeException | LinkageError e) {
        problems.put(finder.getClass().getName(), ProviderScan.problem(finder.getClass(), e));
      }
    }
    finders.forEach(finder -> finder.begin(interval));
  }

  /** Watches with the finders on the class path and module path, and the defaults. */
  public static PortWatch discover() {
    List<PortFinder> found = new ArrayList<>();
    List<ProviderProblem> broken = new ArrayList<>();
    ProviderScan.each(ServiceLoader.load(PortFinder.class), found::add, broken::add);
    PortWatch watch = of(found, Duration.ofSeconds(1), 2);
    broken.forEach(problem -> watch.problems.put(problem.provider(), problem));
    return watch;
  }

  /**
   * Watches with these finders.
   *
   * @param interval between two looks
   * @param looks in how many looks in a row a change is seen before it is believed, 1 to 100
   */
  public static PortWatch of(List<PortFinder> finders, Duration interval, int looks) {
    if (interval.isNegative() || interval.isZero() || looks < 1 || looks > 100) {
      throw new IllegalArgumentException("one to a hundred looks, with time between them");
    }
    return of(finders, interval, looks, Duration.ofSeconds(2));
  }

  /** The same with another limit of a look. */
  static PortWatch of(List<PortFinder> finders, Duration interval, int looks, Duration limit) {
    return new PortWatch(finders, interval, looks, limit);
  }

  private void tell(PortEvent event) {
    for (Consumer<PortEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.warn("a listener of ports threw {}", e.getClass().getName());
      }
    }
  }

  /** Tells of what comes and goes from now on; what is there already is in {@link #present}. */
  public Subscription watch(Consumer<PortEvent> listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return () -> listeners.remove(listener);
  }

  /** What is plugged in. */
  public List<PluggedPort> present() {
    synchronized (telling) {
      return finders.stream().flatMap(finder -> finder.table.present().stream()).toList();
    }
  }

  /** The present plugging of a device, when it is plugged in. */
  public Optional<PluggedPort> find(String stableId) {
    return present().stream().filter(it -> it.stableId().equals(stableId)).findFirst();
  }

  /** Whether this plugging still lasts; what belongs to an earlier one is to be thrown away. */
  public boolean current(PluggedPort plugged) {
    return find(plugged.stableId()).map(plugged::equals).orElse(false);
  }

  /**
   * The descriptor with the address at which the device is plugged in now; one whose address is not
   * {@code plugged:STABLE-ID} stays as it is.
   *
   * @throws DeviceException {@link Fault#LOST} when it is not plugged in
   */
  public DeviceDescriptor resolve(DeviceDescriptor descriptor) {
    if (!descriptor.scheme().equals(SCHEME)) {
      return descriptor;
    }
    PluggedPort plugged =
        find(descriptor.address().getSchemeSpecificPart())
            .orElseThrow(
                () ->
                    DeviceException.of(
                        Fault.LOST,
                        Phase.DISCOVER,
                        "device " + descriptor.name() + " is not plugged in"));
    return new DeviceDescriptor(
        descriptor.name(), descriptor.kind(), plugged.port().address(), descriptor.settings());
  }

  /** Finders that could not be used, failed at their last look, or have not come back from one. */
  public List<ProviderProblem> problems() {
    List<ProviderProblem> all = new ArrayList<>(problems.values());
    for (Finder finder : finders) {
      if (finder.hangs()) {
        all.add(ProviderScan.problem(finder.finder.getClass(), new TimeoutException("it hangs")));
      }
    }
    return List.copyOf(all);
  }

  /** Looks no more; a look under way ends by itself. */
  @Override
  public void close() {
    finders.forEach(Finder::end);
  }
}

package dev.tillwright.device;

import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The drivers at hand.
 *
 * <p><b>Guarantee.</b> A provider that cannot be loaded, or throws when asked, is in {@link
 * #problems} and never hides another one.
 *
 * <p><b>Threads.</b> Any.
 */
public final class DeviceRegistry {
  private static final int MAX_PROBLEMS = 1_000;

  private final List<DeviceProvider> providers;
  private final List<ProviderProblem> problems;

  private DeviceRegistry(ProviderScan scan) {
    providers = List.copyOf(scan.providers());
    problems = new ArrayList<>(scan.problems());
  }

  /** Drivers on the class path and module path of the calling thread. */
  public static DeviceRegistry discover() {
    return scan(ServiceLoader.load(DeviceProvider.class));
  }

  /** Drivers that a class loader sees: a folder of plug-ins, for example. */
  public static DeviceRegistry discover(ClassLoader loader) {
    return scan(ServiceLoader.load(DeviceProvider.class, loader));
  }

  /** Drivers in a layer of modules and its parents; no other call sees those. */
  public static DeviceRegistry discover(ModuleLayer layer) {
    return scan(ServiceLoader.load(layer, DeviceProvider.class));
  }

  /** Just these drivers. */
  public static DeviceRegistry of(DeviceProvider... providers) {
    ProviderScan scan = new ProviderScan();
    for (DeviceProvider provider : providers) {
      scan.add(provider);
    }
    return new DeviceRegistry(scan);
  }

  private static DeviceRegistry scan(ServiceLoader<DeviceProvider> loader) {
    ProviderScan scan = new ProviderScan();
    scan.scan(loader);
    return new DeviceRegistry(scan);
  }

  public List<DeviceProvider> providers() {
    return providers;
  }

  /** What could not be used, in the order in which it was found. */
  public List<ProviderProblem> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }

  /** The driver that fits best: by score, then priority, then the order in which it was found. */
  public Optional<DeviceProvider> match(DeviceDescriptor descriptor) {
    DeviceProvider best = null;
    int bestScore = DeviceProvider.NO;
    int bestPriority = 0;
    for (DeviceProvider provider : providers) {
      try {
        int score = provider.kinds().contains(descriptor.kind()) ? provider.match(descriptor) : 0;
        int priority = provider.priority();
        if (score > bestScore || (score == bestScore && best != null && priority > bestPriority)) {
          best = provider;
          bestScore = score;
          bestPriority = priority;
        }
      } catch (RuntimeException | LinkageError e) {
        report(provider, e);
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Makes a device without reaching for it.
   *
   * @throws DeviceException {@link Fault#NO_DRIVER} when no driver fits, {@link
   *     Fault#CONFIGURATION} when its settings are wrong
   */
  public Device create(DeviceDescriptor descriptor) {
    DeviceProvider provider = match(descriptor).orElseThrow(() -> none(descriptor));
    try {
      return Objects.requireNonNull(provider.create(descriptor), "a device");
    } catch (DeviceException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      report(provider, e);
      throw DeviceException.of(
          Fault.NO_DRIVER,
          Phase.DISCOVER,
          "the driver of device " + descriptor.name() + " failed with " + e.getClass().getName());
    }
  }

  private DeviceException none(DeviceDescriptor descriptor) {
    String broken = problems().isEmpty() ? "" : " (" + problems().size() + " could not be loaded)";
    return DeviceException.of(
        Fault.NO_DRIVER,
        Phase.DISCOVER,
        "no driver for the " + descriptor.kind() + " " + descriptor.name() + broken);
  }

  private void report(DeviceProvider provider, Throwable e) {
    synchronized (problems) {
      if (problems.size() < MAX_PROBLEMS) {
        problems.add(ProviderScan.problem(provider.getClass(), e));
      }
    }
  }
}

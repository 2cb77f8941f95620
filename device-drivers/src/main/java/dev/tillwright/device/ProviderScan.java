package dev.tillwright.device;

import dev.tillwright.device.spi.DeviceProvider;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes providers one by one, so that a broken one costs only itself: a loop over the loader, or
 * mapping its stream, was seen to lose all of them to the first error.
 */
final class ProviderScan {
  private static final int MAX_PROBLEMS = 1_000;

  private final List<DeviceProvider> providers = new ArrayList<>();
  private final List<ProviderProblem> problems = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  /** Takes providers of any type, those that cannot be had as problems. */
  static <T> void each(
      ServiceLoader<T> loader, Consumer<T> good, Consumer<ProviderProblem> broken) {
    Iterator<ServiceLoader.Provider<T>> each = loader.stream().iterator();
    for (int i = 0; i < MAX_PROBLEMS; i++) {
      Class<?> type = null;
      try {
        if (!each.hasNext()) {
          return;
        }
        ServiceLoader.Provider<T> provider = each.next();
        type = provider.type();
        good.accept(provider.get());
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        broken.accept(problem(type, e));
      }
    }
  }

  /** Which provider, from which jar, and why. */
  static ProviderProblem problem(@Nullable Class<?> type, Throwable e) {
    return type == null
        ? new ProviderProblem("?", "?", reason(e))
        : new ProviderProblem(type.getName(), source(type), reason(e));
  }

  void scan(ServiceLoader<DeviceProvider> loader) {
    Iterator<ServiceLoader.Provider<DeviceProvider>> each = loader.stream().iterator();
    while (problems.size() < MAX_PROBLEMS) {
      ServiceLoader.Provider<DeviceProvider> provider;
      try {
        if (!each.hasNext()) {
          return;
        }
        provider = each.next();
      } catch (ServiceConfigurationError | LinkageError e) {
        problem("?", "?", e);
        continue;
      }
      take(provider);
    }
  }

  private void take(ServiceLoader.Provider<DeviceProvider> provider) {
    String name = "?";
    String source = "?";
    try {
      Class<?> type = provider.type();
      name = type.getName();
      source = source(type);
      add(provider.get(), name, source);
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      problem(name, source, e);
    }
  }

  /** Takes an instance if it tells its id and no other has it. */
  void add(DeviceProvider provider) {
    String name = provider.getClass().getName();
    try {
      add(provider, name, source(provider.getClass()));
    } catch (LinkageError | RuntimeException e) {
      problem(name, "?", e);
    }
  }

  private void add(DeviceProvider provider, String name, String source) {
    String id = provider.id();
    if (provider.kinds().isEmpty()) {
      problems.add(new ProviderProblem(name, source, "drives no kind of device"));
    } else if (!ids.add(id)) {
      problems.add(new ProviderProblem(name, source, "another provider has the id " + id));
    } else {
      providers.add(provider);
    }
  }

  private void problem(String name, String source, Throwable e) {
    problems.add(new ProviderProblem(name, source, reason(e)));
  }

  private static String reason(Throwable e) {
    // The loader wraps what the constructor threw; the inner error is the one that explains.
    Throwable inner = e.getCause() == null ? e : e.getCause();
    String text = inner.getMessage() == null ? "" : ": " + inner.getMessage();
    return inner.getClass().getName() + text;
  }

  private static String source(Class<?> type) {
    @Nullable CodeSource code = type.getProtectionDomain().getCodeSource();
    return code == null || code.getLocation() == null ? "?" : code.getLocation().toString();
  }

  List<DeviceProvider> providers() {
    return providers;
  }

  List<ProviderProblem> problems() {
    return problems;
  }
}

package dev.tillwright.core.access;

import dev.tillwright.core.access.IdentityCheck.Method;
import dev.tillwright.core.store.KeyedIndex;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Who is there by a device, asked by one at a time, and what of its answer the journal keeps. */
final class Devices {
  static final String OPERATOR = "operator";
  static final String CUSTOMER = "customer";

  private final AccessSettings settings;
  private final Map<Method, ReentrantLock> turns = new EnumMap<>(Method.class);

  Devices(AccessSettings settings) {
    this.settings = settings;
    for (Method method : Method.values()) {
      turns.put(method, new ReentrantLock(true));
    }
  }

  /** Waits at the device for who shows himself; not while somebody else does. */
  Sighting look(Method method, Duration deadline) {
    IdentityCheck device = settings.identity(method);
    if (device != null && settings.references() == null) {
      return Sighting.nobody(AccessRefusal.NO_INDEX);
    }
    long end = System.nanoTime() + deadline.toNanos();
    ReentrantLock turn = Objects.requireNonNull(turns.get(method));
    try {
      if (!turn.tryLock(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        return Sighting.nobody(AccessRefusal.NOT_THERE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Sighting.nobody(AccessRefusal.NOT_THERE);
    }
    try {
      return Sighting.at(device, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    } finally {
      turn.unlock();
    }
  }

  static void check(String reference) {
    if (!Sighting.isReference(reference)) {
      throw new IllegalArgumentException("a reference has 1 to 256 characters");
    }
  }

  /**
   * What stands for a reference in the journal: the number of a staff card is short, and a plain
   * digest of it would be tried out by whoever has the journal.
   *
   * @param whose an operator's or a customer's, which say nothing of each other
   * @return {@code null} without an index
   */
  @Nullable String index(String whose, Method method, String reference) {
    KeyedIndex index = settings.references();
    if (index == null) {
      return null;
    }
    byte[] value = reference.getBytes(StandardCharsets.UTF_8);
    try {
      return index.of(whose + "." + method.name().toLowerCase(Locale.ROOT), value);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  /** As what a reference may stand in the journal, the newest form first. */
  List<String> references(String whose, Method method, String reference) {
    // Entries of before there was an index hold a plain digest.
    String plain = Prover.digest(method + "/" + reference);
    String index = index(whose, method, reference);
    return index == null ? List.of() : List.of(index, plain);
  }
}

package dev.tillwright.crypto.module;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyRef;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeyState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The keys of a software module while it is open: those that last, as its records hold them, and
 * those of the moment, in memory only. Reading goes on side by side, a change waits for it, so that
 * no key is wiped in the middle of its use.
 */
final class KeyShelf {
  private static final int MAX_DURABLE = 100_000;
  private static final int MAX_HELD = 10_000;

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final KeyRecords records;
  private final NavigableMap<String, NavigableMap<Integer, ShelvedKey>> lasting = new TreeMap<>();
  private final Map<KeyRef, ShelvedKey> passing = new HashMap<>();
  private final Map<KeyRef, Long> used = new HashMap<>();
  private int count;
  private boolean closed;

  KeyShelf(KeyRecords records) {
    this.records = records;
    records.all().forEach(this::place);
  }

  List<KeyHandle> inventory() {
    return reading(
        () -> {
          List<KeyHandle> all = new ArrayList<>();
          lasting.values().forEach(versions -> versions.values().forEach(k -> all.add(k.handle())));
          return all;
        });
  }

  Optional<KeyHandle> find(KeyRef ref) {
    return reading(() -> look(ref).map(ShelvedKey::handle));
  }

  Optional<KeyHandle> newest(String id) {
    return reading(
        () ->
            Optional.ofNullable(lasting.get(id))
                .map(versions -> versions.lastEntry().getValue())
                .map(ShelvedKey::handle));
  }

  /** The name of the next version of that id. */
  KeyRef next(String id) {
    return newest(id).map(key -> key.ref().next()).orElseGet(() -> new KeyRef(id, 1));
  }

  /** Uses a key's bytes, which nobody wipes meanwhile. */
  <T> T with(KeyHandle key, Function<ShelvedKey, T> use) {
    return reading(
        () ->
            use.apply(
                look(key.ref())
                    .orElseThrow(
                        () ->
                            new KeyRefusedException(
                                "key.unknown", "no such key here: " + key.ref()))));
  }

  /** Everything or nothing, durable before anything of it is seen. */
  void apply(KeyChange change) {
    writing(
        () -> {
          List<KeyHandle> destroyed =
              change.destroyed().stream().map(key -> alive(key.ref())).toList();
          for (ShelvedKey key : change.kept()) {
            if (look(key.handle().ref()).isPresent()) {
              throw ShelvedKey.meanwhile(key.handle().ref());
            }
          }
          full(count + change.kept().size() > MAX_DURABLE);
          full(passing.size() + change.held().size() > MAX_HELD);
          records.write(new KeyChange(change.kept(), change.held(), destroyed));
          change.kept().forEach(this::place);
          change.held().forEach(key -> passing.put(key.handle().ref(), key));
          destroyed.forEach(key -> wipe(key.ref()));
          return true;
        });
  }

  KeyHandle move(KeyHandle key, KeyState state) {
    if (state == KeyState.DESTROYED) {
      apply(KeyChange.destroying(key));
      return key.in(state);
    }
    return writing(
        () -> {
          ShelvedKey held = look(key.ref()).orElseThrow(() -> ShelvedKey.gone(key.ref()));
          if (held.key() == null || held.handle().state().compareTo(state) > 0) {
            throw new KeyRefusedException(
                "key.state", "a key only moves down its life: " + key.ref());
          }
          ShelvedKey moved = new ShelvedKey(held.handle().in(state), held.key());
          if (held.handle().durable()) {
            records.replace(moved);
            place(moved);
          } else {
            passing.put(key.ref(), moved);
          }
          return moved.handle();
        });
  }

  int reserve(KeyHandle key, int wanted) {
    return writing(
        () -> {
          long max = key.spec().limits().maxUses();
          if (key.durable()) {
            return records.reserve(key.ref(), wanted, max);
          }
          long before = used.getOrDefault(key.ref(), 0L);
          int granted = (int) Math.min(wanted, max - before);
          used.put(key.ref(), before + granted);
          return granted;
        });
  }

  long used(KeyHandle key) {
    return reading(
        () -> key.durable() ? records.used(key.ref()) : used.getOrDefault(key.ref(), 0L));
  }

  void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      lasting.values().forEach(versions -> versions.values().forEach(ShelvedKey::wipe));
      passing.values().forEach(ShelvedKey::wipe);
      lasting.clear();
      passing.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Optional<ShelvedKey> look(KeyRef ref) {
    ShelvedKey here = passing.get(ref);
    if (here == null) {
      NavigableMap<Integer, ShelvedKey> versions = lasting.get(ref.id());
      here = versions == null ? null : versions.get(ref.version());
    }
    return Optional.ofNullable(here);
  }

  /** As it is known here; what a caller's handle says of it does not count. */
  private KeyHandle alive(KeyRef ref) {
    return look(ref)
        .map(ShelvedKey::handle)
        .filter(key -> key.state() != KeyState.DESTROYED)
        .orElseThrow(() -> ShelvedKey.gone(ref));
  }

  private void place(ShelvedKey key) {
    KeyRef ref = key.handle().ref();
    if (lasting.computeIfAbsent(ref.id(), id -> new TreeMap<>()).put(ref.version(), key) == null) {
      count++;
    }
  }

  private void wipe(KeyRef ref) {
    ShelvedKey held = passing.remove(ref);
    if (held != null) {
      held.wipe();
      used.remove(ref);
      return;
    }
    look(ref)
        .ifPresent(
            key -> {
              key.wipe();
              place(new ShelvedKey(key.handle().in(KeyState.DESTROYED), null));
            });
  }

  private static void full(boolean beyond) {
    if (beyond) {
      throw new TillwrightException(
          "key.full",
          false,
          "a module has at most %d keys, destroyed ones too, and %d in passing"
              .formatted(MAX_DURABLE, MAX_HELD));
    }
  }

  private <T> T reading(Supplier<T> action) {
    lock.readLock().lock();
    try {
      return open(action);
    } finally {
      lock.readLock().unlock();
    }
  }

  private <T> T writing(Supplier<T> action) {
    lock.writeLock().lock();
    try {
      return open(action);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private <T> T open(Supplier<T> action) {
    if (closed) {
      throw new IllegalStateException("the keys were closed");
    }
    return action.get();
  }
}

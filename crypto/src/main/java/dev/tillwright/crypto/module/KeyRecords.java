package dev.tillwright.crypto.module;

import dev.tillwright.crypto.key.KeyRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a software module's keys rest: {@link KeyTable} in a database, or nowhere. */
interface KeyRecords {

  /** Every key there is. */
  List<ShelvedKey> all();

  /** New keys and ends of old ones, durable as one step. */
  void write(KeyChange change);

  /** A key in another state. */
  void replace(ShelvedKey key);

  /** Books up to {@code wanted} uses, durably, and answers how many. */
  int reserve(KeyRef key, int wanted, long max);

  long used(KeyRef key);

  /** Keys that are gone when the module is closed. */
  final class Nowhere implements KeyRecords {
    private final Map<KeyRef, Long> used = new HashMap<>();

    @Override
    public List<ShelvedKey> all() {
      return List.of();
    }

    @Override
    public void write(KeyChange change) {
      // Memory is all there is.
    }

    @Override
    public void replace(ShelvedKey key) {
      // Memory is all there is.
    }

    @Override
    public synchronized int reserve(KeyRef key, int wanted, long max) {
      long before = used.getOrDefault(key, 0L);
      int granted = (int) Math.min(wanted, max - before);
      used.put(key, before + granted);
      return granted;
    }

    @Override
    public synchronized long used(KeyRef key) {
      return used.getOrDefault(key, 0L);
    }
  }
}

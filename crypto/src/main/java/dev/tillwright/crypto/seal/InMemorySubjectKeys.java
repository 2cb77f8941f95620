package dev.tillwright.crypto.seal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.KeyId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Subjects' wrapped keys in memory, gone with the program: for tests and training, where what was
 * sealed may be lost. Holds at most 100,000 keys and 100,000 shredded subjects; more throws {@code
 * seal.full}.
 */
public final class InMemorySubjectKeys implements SubjectKeys {
  private static final int MAX_LIMIT = 10_000;
  private static final int BOUND = 100_000;

  private final Map<Subject, NavigableMap<Integer, WrappedKey>> kept = new HashMap<>();
  private final Map<String, Long> messages = new HashMap<>();
  private final Set<Subject> shredded = new HashSet<>();
  private int count;

  /** Without keys. */
  public InMemorySubjectKeys() {}

  static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("1 to 10,000 are listed at once");
    }
  }

  @Override
  public synchronized Lookup newest(Subject subject) {
    NavigableMap<Integer, WrappedKey> keys = keys(subject);
    return lookup(subject, keys.isEmpty() ? 0 : keys.lastKey());
  }

  @Override
  public synchronized Lookup find(Subject subject, int version) {
    return lookup(subject, version);
  }

  private Lookup lookup(Subject subject, int version) {
    if (shredded.contains(subject)) {
      return new Shredded();
    }
    WrappedKey key = keys(subject).get(version);
    return key == null ? new Absent() : new Present(key);
  }

  @Override
  public synchronized boolean add(WrappedKey key, long counted) {
    NavigableMap<Integer, WrappedKey> keys = keys(key.subject());
    int newest = keys.isEmpty() ? 0 : keys.lastKey();
    if (shredded.contains(key.subject()) || newest != key.version() - 1) {
      return false;
    }
    bound(count);
    count++;
    kept.computeIfAbsent(key.subject(), it -> new TreeMap<>()).put(key.version(), key);
    messages.put(key.id(), counted);
    return true;
  }

  @Override
  public synchronized boolean count(Subject subject, int version, long more, long limit) {
    WrappedKey key = keys(subject).get(version);
    return key != null && count(key.id(), more, limit);
  }

  @Override
  public synchronized boolean countWrapping(KeyId wrappedBy, long more, long limit) {
    return count(wrappedBy.value(), more, limit);
  }

  private boolean count(String id, long more, long limit) {
    long before = messages.getOrDefault(id, 0L);
    if (before > limit - more) {
      return false;
    }
    messages.put(id, before + more);
    return true;
  }

  @Override
  public synchronized void shred(Subject subject) {
    if (!shredded.contains(subject)) {
      bound(shredded.size());
    }
    shredded.add(subject);
    NavigableMap<Integer, WrappedKey> gone = kept.remove(subject);
    count -= gone == null ? 0 : gone.size();
  }

  private static void bound(int size) {
    if (size >= BOUND) {
      throw new TillwrightException("seal.full", false, "the store in memory is full");
    }
  }

  @Override
  public synchronized List<WrappedKey> wrappedByOthers(KeyId current, int limit) {
    checkLimit(limit);
    List<WrappedKey> others = new ArrayList<>();
    for (NavigableMap<Integer, WrappedKey> keys : kept.values()) {
      for (WrappedKey key : keys.values()) {
        if (!key.wrappedBy().equals(current) && others.size() < limit) {
          others.add(key);
        }
      }
    }
    return others;
  }

  @Override
  public synchronized boolean rewrap(WrappedKey expected, WrappedKey next) {
    return keys(expected.subject()).replace(expected.version(), expected, next);
  }

  private NavigableMap<Integer, WrappedKey> keys(Subject subject) {
    return kept.getOrDefault(subject, new TreeMap<>());
  }

  @Override
  public synchronized void close() {
    kept.clear();
    count = 0;
  }

  @Override
  public String toString() {
    return "InMemorySubjectKeys";
  }
}

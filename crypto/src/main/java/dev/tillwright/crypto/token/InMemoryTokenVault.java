package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A vault that is gone with the program: for tests, examples and training. Holds at most 100,000
 * tokens and 100,000 accesses; more throws {@code vault.full}.
 */
public final class InMemoryTokenVault implements TokenVault {
  private static final int BOUND = 100_000;

  private final Map<String, VaultRecord> byToken = new TreeMap<>();
  private final Map<String, VaultRecord> byIndex = new HashMap<>();
  private final Set<String> slots = new HashSet<>();
  private final Map<String, Long> messages = new HashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private final List<AccessRecord> accesses = new ArrayList<>();

  /** An empty vault. */
  public InMemoryTokenVault() {}

  @Override
  public synchronized String keepOnce(String name, String value) {
    String before = settings.putIfAbsent(name, value);
    return before == null ? value : before;
  }

  @Override
  public synchronized Optional<VaultRecord> findByIndex(TokenDomain domain, String index) {
    return Optional.ofNullable(byIndex.get(place(domain, index)));
  }

  @Override
  public synchronized Optional<VaultRecord> findByToken(TokenDomain domain, Token token) {
    return Optional.ofNullable(byToken.get(place(domain, token.value())));
  }

  @Override
  public synchronized boolean putIfAbsent(VaultRecord record) {
    if (byToken.containsKey(place(record.domain(), record.token().value()))
        || byIndex.containsKey(place(record.domain(), record.index()))) {
      return false;
    }
    bound(byToken.size());
    keep(record);
    return true;
  }

  @Override
  public synchronized List<Boolean> putAll(List<VaultRecord> records) {
    checkBatch(records);
    bound(byToken.size() + records.size() - 1);
    return records.stream().map(this::putIfAbsent).toList();
  }

  @Override
  public synchronized boolean replace(VaultRecord expected, VaultRecord next) {
    if (!there(expected)) {
      return false;
    }
    byIndex.remove(place(expected.domain(), expected.index()));
    keep(next);
    return true;
  }

  @Override
  public synchronized boolean admit(VaultRecord expected, AccessRecord access) {
    if (!there(expected)) {
      return false;
    }
    record(access);
    return !expected.life().singleUse() || replace(expected, expected.ended(TokenStatus.USED));
  }

  @Override
  public synchronized OptionalLong firstFree(
      TokenDomain domain, String space, long from, long below) {
    // Each step passes one that is taken, and there are at most as many as records.
    for (long slot = from; slot < below; slot++) {
      if (!slots.contains(place(domain, space + " " + slot))) {
        return OptionalLong.of(slot);
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public synchronized List<VaultRecord> sealedByOthers(
      TokenDomain domain, String current, Optional<Token> after, int limit) {
    String from = after.map(Token::value).orElse("");
    return some(
        domain,
        limit,
        record ->
            !record.key().equals(current)
                && !record.sealed().isEmpty()
                && record.token().value().compareTo(from) > 0);
  }

  @Override
  public synchronized int endExpired(TokenDomain domain, Instant now, int limit) {
    List<VaultRecord> late =
        some(
            domain,
            limit,
            record ->
                record.life().status() == TokenStatus.ACTIVE
                    && !record.life().expires().isAfter(now));
    late.forEach(record -> replace(record, record.ended(TokenStatus.EXPIRED)));
    return late.size();
  }

  @Override
  public synchronized boolean countMessages(String key, long more, long limit) {
    long before = messages.getOrDefault(key, 0L);
    if (before > limit - more) {
      return false;
    }
    messages.put(key, before + more);
    return true;
  }

  @Override
  public synchronized long messages(String key) {
    return messages.getOrDefault(key, 0L);
  }

  @Override
  public synchronized void record(AccessRecord access) {
    bound(accesses.size());
    accesses.add(access);
  }

  @Override
  public synchronized List<AccessRecord> accesses(TokenDomain domain, Token token, int limit) {
    checkLimit(limit);
    List<AccessRecord> found = new ArrayList<>();
    for (int i = accesses.size() - 1; i >= 0 && found.size() < limit; i--) {
      AccessRecord access = accesses.get(i);
      if (access.domain().equals(domain) && access.token().equals(token)) {
        found.add(access);
      }
    }
    return found;
  }

  /** Forgets everything. */
  @Override
  public synchronized void close() {
    byToken.clear();
    byIndex.clear();
    slots.clear();
    messages.clear();
    settings.clear();
    accesses.clear();
  }

  static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_BATCH) {
      throw new IllegalArgumentException("a limit is 1 to " + MAX_BATCH);
    }
  }

  static void checkBatch(List<?> batch) {
    if (batch.size() > MAX_BATCH) {
      throw new IllegalArgumentException("a batch has at most " + MAX_BATCH + " parts");
    }
  }

  private List<VaultRecord> some(TokenDomain domain, int limit, Predicate<VaultRecord> wanted) {
    checkLimit(limit);
    return byToken.values().stream()
        .filter(record -> record.domain().equals(domain) && wanted.test(record))
        .limit(limit)
        .toList();
  }

  private boolean there(VaultRecord expected) {
    VaultRecord now = byToken.get(place(expected.domain(), expected.token().value()));
    return now != null && now.revision() == expected.revision();
  }

  private void keep(VaultRecord record) {
    byToken.put(place(record.domain(), record.token().value()), record);
    byIndex.put(place(record.domain(), record.index()), record);
    record
        .place()
        .slot()
        .ifPresent(slot -> slots.add(place(record.domain(), record.place().space() + " " + slot)));
  }

  private static void bound(int size) {
    if (size >= BOUND) {
      throw new TillwrightException("vault.full", false, "the vault in memory is full");
    }
  }

  private static String place(TokenDomain domain, String within) {
    return domain.name() + " " + within;
  }
}

package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.crypto.key.KeyId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vault that is gone with the program: for tests, examples and training. Holds at most 100,000
 * cards and 100,000 accesses; more throws {@code vault.full}.
 */
public final class InMemoryTokenVault implements TokenVault {
  private static final int BOUND = 100_000;
  private static final int MAX_ANSWER = 10_000;

  private final Map<String, VaultRecord> byToken = new HashMap<>();
  private final Map<String, VaultRecord> byIndex = new HashMap<>();
  private final Map<KeyId, Long> messages = new HashMap<>();
  private final List<AccessRecord> accesses = new ArrayList<>();
  private @Nullable KeyId indexKey;

  /** An empty vault. */
  public InMemoryTokenVault() {}

  @Override
  public synchronized KeyId indexKey(KeyId mine) {
    if (indexKey == null) {
      indexKey = mine;
    }
    return indexKey;
  }

  @Override
  public synchronized Optional<VaultRecord> findByIndex(TokenDomain domain, String index) {
    return Optional.ofNullable(byIndex.get(place(domain, index)));
  }

  @Override
  public synchronized Optional<VaultRecord> findByToken(TokenDomain domain, CardToken token) {
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
  public synchronized boolean replace(VaultRecord expected, VaultRecord next) {
    VaultRecord there = byToken.get(place(expected.domain(), expected.token().value()));
    if (there == null || there.revision() != expected.revision()) {
      return false;
    }
    keep(next);
    return true;
  }

  @Override
  public synchronized boolean countMessages(KeyId key, long more, long limit) {
    long before = messages.getOrDefault(key, 0L);
    if (before > limit - more) {
      return false;
    }
    messages.put(key, before + more);
    return true;
  }

  @Override
  public synchronized void record(AccessRecord access) {
    bound(accesses.size());
    accesses.add(access);
  }

  @Override
  public synchronized List<AccessRecord> accesses(TokenDomain domain, CardToken token, int limit) {
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
    messages.clear();
    accesses.clear();
  }

  static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_ANSWER) {
      throw new IllegalArgumentException("from 1 to " + MAX_ANSWER + " accesses are listed");
    }
  }

  private void keep(VaultRecord record) {
    byToken.put(place(record.domain(), record.token().value()), record);
    byIndex.put(place(record.domain(), record.index()), record);
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

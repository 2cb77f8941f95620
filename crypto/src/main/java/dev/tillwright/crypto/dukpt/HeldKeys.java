package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.Keys;
import java.util.HashMap;
import java.util.Map;

/** The keys of one transaction, which end with it. */
final class HeldKeys implements AutoCloseable {
  private static final int MAX_KEYS = 64;

  private final Keys keys;
  private final KeyHandle transactionKey;
  private final Map<KeyTask<KeyHandle>, KeyHandle> held = new HashMap<>();
  private boolean closed;

  /** Takes the transaction key over. */
  HeldKeys(Keys keys, KeyHandle transactionKey) {
    this.keys = keys;
    this.transactionKey = transactionKey;
  }

  KeyHandle transactionKey() {
    return transactionKey;
  }

  /** The key that a task derives; the same one when it was asked for before. */
  synchronized KeyHandle derive(KeyTask<KeyHandle> task) {
    if (closed) {
      throw new IllegalStateException("the transaction was closed");
    }
    KeyHandle there = held.get(task);
    if (there != null) {
      return there;
    }
    if (held.size() == MAX_KEYS) {
      throw new IllegalStateException("a transaction has at most " + MAX_KEYS + " keys");
    }
    KeyHandle key = keys.perform(task);
    held.put(task, key);
    return key;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    keys.destroy(transactionKey);
    held.values().forEach(keys::destroy);
    held.clear();
  }
}

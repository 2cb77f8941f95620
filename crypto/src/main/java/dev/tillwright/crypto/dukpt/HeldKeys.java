package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.Keys;
import java.util.ArrayList;
import java.util.List;

/** The keys of one transaction, which end with it. */
final class HeldKeys implements AutoCloseable {
  private static final int MAX_KEYS = 64;

  private final Keys keys;
  private final KeyHandle transactionKey;
  private final List<KeyHandle> held = new ArrayList<>();
  private boolean closed;

  /** Takes the transaction key over. */
  HeldKeys(Keys keys, KeyHandle transactionKey) {
    this.keys = keys;
    this.transactionKey = transactionKey;
    held.add(transactionKey);
  }

  KeyHandle transactionKey() {
    return transactionKey;
  }

  synchronized KeyHandle derive(KeyTask<KeyHandle> task) {
    if (closed) {
      throw new IllegalStateException("the transaction was closed");
    }
    if (held.size() == MAX_KEYS) {
      throw new IllegalStateException("a transaction has at most " + MAX_KEYS + " keys");
    }
    KeyHandle key = keys.perform(task);
    held.add(key);
    return key;
  }

  @Override
  public synchronized void close() {
    closed = true;
    held.forEach(keys::destroy);
    held.clear();
  }
}

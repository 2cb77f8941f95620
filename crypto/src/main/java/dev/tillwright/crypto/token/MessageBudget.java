package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.key.KeyId;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what each key seals, before it does (NIST SP 800-38D 8.3). The vault is asked for a block
 * at a time; what is left of a block when the program ends is never used.
 */
final class MessageBudget {
  static final int BLOCK = 1024;

  private final TokenVault vault;
  private final long limit;
  private final Map<KeyId, Integer> left = new HashMap<>();

  MessageBudget(TokenVault vault, long limit) {
    this.vault = vault;
    this.limit = limit;
  }

  /** One message. */
  synchronized void take(KeyId key) {
    int have = left.getOrDefault(key, 0);
    if (have == 0) {
      if (!vault.countMessages(key, BLOCK, limit)) {
        throw new TillwrightException(
            "key.exhausted", false, "the key has sealed as much as it may, rotate it: " + key);
      }
      have = BLOCK;
    }
    left.put(key, have - 1);
  }
}

package dev.tillwright.crypto.seal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts what each data key seals, before it does (NIST SP 800-38D, 8.3). The store is asked for a
 * block at a time; what is left of a block when the program ends is never used.
 */
final class MessageBlocks {
  static final int BLOCK = 64;

  private static final int REMEMBERED = 1024;

  private final SubjectKeys store;
  private final long limit;
  private final Map<String, Integer> left =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  MessageBlocks(SubjectKeys store, long limit) {
    this.store = store;
    this.limit = limit;
  }

  /** One message, or false when the key has sealed as much as it may. */
  synchronized boolean take(WrappedKey key) {
    int have = left.getOrDefault(key.id(), 0);
    if (have == 0) {
      if (!store.count(key.subject(), key.version(), BLOCK, limit)) {
        return false;
      }
      have = BLOCK;
    }
    left.put(key.id(), have - 1);
    return true;
  }

  /** A new key comes with its first block counted. */
  synchronized void counted(WrappedKey key) {
    left.put(key.id(), BLOCK);
  }
}

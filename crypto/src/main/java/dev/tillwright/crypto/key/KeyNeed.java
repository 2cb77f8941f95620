package dev.tillwright.crypto.key;

import java.util.Objects;

/**
 * That a task uses a key in a certain way.
 *
 * @param key which key
 * @param use what for
 */
public record KeyNeed(KeyHandle key, KeyUse use) {
  public KeyNeed {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(use, "use");
  }
}

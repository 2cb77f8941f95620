package dev.tillwright.crypto.module;

import dev.tillwright.crypto.key.KeyHandle;
import java.util.List;

/**
 * What happens to keys as one step.
 *
 * @param kept new ones that last
 * @param held new ones of the moment
 * @param destroyed those that end
 */
record KeyChange(List<ShelvedKey> kept, List<ShelvedKey> held, List<KeyHandle> destroyed) {

  static KeyChange keeping(ShelvedKey key) {
    return new KeyChange(List.of(key), List.of(), List.of());
  }

  static KeyChange destroying(KeyHandle key) {
    return new KeyChange(List.of(), List.of(), List.of(key));
  }

  boolean empty() {
    return kept.isEmpty() && held.isEmpty() && destroyed.isEmpty();
  }

  void wipe() {
    kept.forEach(ShelvedKey::wipe);
    held.forEach(ShelvedKey::wipe);
  }
}

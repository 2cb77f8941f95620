package dev.tillwright.crypto.module;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.engine.WipingKey;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyRef;
import dev.tillwright.crypto.key.KeyRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A key of the software module, with its bytes.
 *
 * @param key none once destroyed
 */
record ShelvedKey(KeyHandle handle, @Nullable WipingKey key) {
  static final String BUSY = "key.busy";

  static ShelvedKey of(KeyHandle handle, byte[] bytes) {
    return new ShelvedKey(handle, new WipingKey(handle.spec().algorithm().name(), bytes));
  }

  /** A copy, for the caller to wipe. */
  byte[] bytes() {
    if (key == null) {
      throw gone(handle.ref());
    }
    return key.getEncoded();
  }

  void wipe() {
    if (key != null) {
      key.destroy();
    }
  }

  static KeyRefusedException gone(KeyRef ref) {
    return new KeyRefusedException("key.state", "the key was destroyed: " + ref);
  }

  /** Another was quicker to take the name; who chooses a name anew gets through. */
  static TillwrightException meanwhile(KeyRef ref) {
    return new TillwrightException(BUSY, true, "the key came into being meanwhile: " + ref);
  }
}

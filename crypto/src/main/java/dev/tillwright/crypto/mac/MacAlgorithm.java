package dev.tillwright.crypto.mac;

import dev.tillwright.crypto.key.KeySpec;

/**
 * The port for algorithms that {@link dev.tillwright.crypto.key.MacMethod} does not name: national
 * ones, or a scheme's own. Runs inside modules that run tasks; {@link Sm3Hmac} is one.
 *
 * <p>Implementations keep nothing of the key, and may be called by any number of threads at once.
 */
public interface MacAlgorithm {

  /** For messages. */
  String name();

  /** Whether a key of this kind is one for it; the module has checked usage and mode itself. */
  boolean fits(KeySpec key);

  /** Bytes of the whole code; 4 at least. */
  int length();

  /**
   * The whole code.
   *
   * @param key the module wipes it afterwards
   */
  byte[] compute(byte[] key, byte[] message);
}

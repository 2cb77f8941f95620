package dev.tillwright.crypto.engine;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Optional;
import javax.crypto.Cipher;

/** AES key wrap by the JDK (NIST SP 800-38F; RFC 3394, and RFC 5649 with padding). */
@SuppressWarnings("ImmutableEnumChecker") // a pool is no state that anybody sees
public enum KeyWrapEngine {
  /** RFC 3394: keys of 16 bytes or more, in eights. */
  PLAIN("AES/KW/NoPadding"),
  /** RFC 5649: keys of one byte or more. */
  PADDED("AES/KWP/NoPadding");

  private static final int MAX = 4096;

  private final EnginePool<Cipher> pool;

  KeyWrapEngine(String transformation) {
    this.pool =
        new EnginePool<>(
            () -> Cipher.getInstance(transformation),
            cipher -> cipher.init(Cipher.ENCRYPT_MODE, new WipingKey("AES", new byte[32])));
  }

  /** The one with padding or without. */
  public static KeyWrapEngine of(boolean padded) {
    return padded ? PADDED : PLAIN;
  }

  /**
   * The wrapped key.
   *
   * @throws IllegalArgumentException when the key has a length that cannot be wrapped
   */
  public byte[] wrap(Key kek, byte[] key) {
    if (key.length == 0
        || key.length > MAX
        || (this == PLAIN && (key.length < 16 || key.length % 8 != 0))) {
      throw new IllegalArgumentException("a key of this length cannot be wrapped");
    }
    return pool.use(
        cipher -> {
          cipher.init(Cipher.ENCRYPT_MODE, kek);
          return cipher.doFinal(key);
        });
  }

  /** The clear key, for the caller to wipe; none when it does not fit, for whatever reason. */
  public Optional<byte[]> unwrap(Key kek, byte[] wrapped) {
    if (wrapped.length < (this == PLAIN ? 24 : 16)
        || wrapped.length > MAX + 16
        || wrapped.length % 8 != 0) {
      return Optional.empty();
    }
    return pool.use(
        cipher -> {
          // Not unwrap: its SecretKeySpec would keep the bytes until the collector comes.
          cipher.init(Cipher.DECRYPT_MODE, kek);
          try {
            return Optional.of(cipher.doFinal(wrapped));
          } catch (GeneralSecurityException refused) {
            return Optional.empty();
          }
        });
  }
}

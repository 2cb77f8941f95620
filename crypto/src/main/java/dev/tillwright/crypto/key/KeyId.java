package dev.tillwright.crypto.key;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Names a key, and tells nothing about it: its purpose and 64 random bits.
 *
 * @param value for example {@code seal-1f0c93ab52de7744}
 */
public record KeyId(String value) {
  private static final int RANDOM_BYTES = 8;

  public KeyId {
    if (!value.matches("(seal|index|fingerprint)-[0-9a-f]{16}")) {
      throw new IllegalArgumentException("not the id of a key");
    }
  }

  static KeyId random(KeyPurpose purpose, RandomGenerator random) {
    byte[] bits = new byte[RANDOM_BYTES];
    random.nextBytes(bits);
    return new KeyId(purpose.label() + "-" + HexFormat.of().formatHex(bits));
  }

  /** What the key may do. */
  public KeyPurpose purpose() {
    return switch (value.charAt(0)) {
      case 's' -> KeyPurpose.SEAL;
      case 'i' -> KeyPurpose.INDEX;
      default -> KeyPurpose.FINGERPRINT;
    };
  }

  @Override
  public String toString() {
    return value;
  }
}

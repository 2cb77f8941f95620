package dev.tillwright.crypto.keyblock;

import dev.tillwright.crypto.key.KeyAlgorithm;
import java.util.Optional;

/** How a key block is protected: the first byte of its header (ANSI X9.143, 4.1). */
public enum KeyBlockVersion {
  /** Variants of a triple DES key, a MAC of 4 bytes: deprecated, read only unless asked by name. */
  A(KeyAlgorithm.TDES, 8, 4),
  /** Keys derived from a triple DES key. */
  B(KeyAlgorithm.TDES, 8, 8),
  /** As version A: deprecated, read only unless asked by name. */
  C(KeyAlgorithm.TDES, 8, 4),
  /** Keys derived from an AES key: the one for new work. */
  D(KeyAlgorithm.AES, 16, 16);

  private final KeyAlgorithm protection;
  private final int blockBytes;
  private final int macBytes;

  KeyBlockVersion(KeyAlgorithm protection, int blockBytes, int macBytes) {
    this.protection = protection;
    this.blockBytes = blockBytes;
    this.macBytes = macBytes;
  }

  /** The algorithm of its protection key. */
  public KeyAlgorithm protection() {
    return protection;
  }

  /** Whether it is written only when asked for by name. */
  public boolean deprecated() {
    return this == A || this == C;
  }

  /** The version for new blocks under a key of that algorithm, if there is one. */
  public static Optional<KeyBlockVersion> under(KeyAlgorithm protection) {
    return switch (protection) {
      case AES -> Optional.of(D);
      case TDES -> Optional.of(B);
      default -> Optional.empty();
    };
  }

  static Optional<KeyBlockVersion> of(char code) {
    return code >= 'A' && code <= 'D' ? Optional.of(values()[code - 'A']) : Optional.empty();
  }

  int blockBytes() {
    return blockBytes;
  }

  int macBytes() {
    return macBytes;
  }
}

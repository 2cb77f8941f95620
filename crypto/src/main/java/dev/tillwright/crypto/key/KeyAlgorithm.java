package dev.tillwright.crypto.key;

import java.util.Optional;

/** The algorithm a key is for: byte 7 of a key block's header (ANSI X9.143). */
public enum KeyAlgorithm {
  /** 128, 192 or 256 bits. */
  AES('A'),
  /** Single DES, 64 bits with parity: broken, read only for the migration of old keys. */
  DES('D'),
  /** Elliptic curves; the private key in DER. */
  EC('E'),
  /** HMAC, 32 to 4,096 bits. */
  HMAC('H'),
  /** RSA; the private key in DER. */
  RSA('R'),
  /**
   * Triple DES, 128 or 192 bits with parity; 64 bits are single DES in its clothes and are read
   * only for migration. NIST allows no new use since 2024: it is here for DUKPT and old peers.
   */
  TDES('T');

  private final char code;

  KeyAlgorithm(char code) {
    this.code = code;
  }

  /** The character of the standard. */
  public char code() {
    return code;
  }

  /** Whether keys are plain secret bytes. */
  public boolean symmetric() {
    return this != RSA && this != EC;
  }

  /** The algorithm of a character; none for the proprietary and the unknown ones. */
  public static Optional<KeyAlgorithm> of(char code) {
    for (KeyAlgorithm algorithm : values()) {
      if (algorithm.code == code) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** Whether a key of this algorithm can have so many bits. */
  public boolean allows(int bits) {
    return switch (this) {
      case AES -> bits == 128 || bits == 192 || bits == 256;
      case DES -> bits == 64;
      case TDES -> bits == 64 || bits == 128 || bits == 192;
      case HMAC -> bits >= 32 && bits <= 4096 && bits % 8 == 0;
      case RSA -> bits >= 1024 && bits <= 16_384;
      case EC -> bits >= 160 && bits <= 640;
    };
  }

  /**
   * The security strength in bits, by NIST SP 800-57 part 1 revision 5, table 2: two-key triple DES
   * counts 80, three-key 112.
   */
  int strength(int bits) {
    return switch (this) {
      case AES -> bits;
      case DES -> 56;
      case TDES -> bits == 192 ? 112 : bits == 128 ? 80 : 56;
      case HMAC -> Math.min(bits, 256);
      case RSA ->
          bits < 2048 ? 80 : bits < 3072 ? 112 : bits < 7680 ? 128 : bits < 15_360 ? 192 : 256;
      case EC -> Math.min(bits / 2, 256);
    };
  }
}

package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.KeyAlgorithm;

/** The algorithm and length of a working key of AES DUKPT (ANSI X9.24-3:2017, tables 3 and 4). */
public enum DukptKeyType {
  /** TDES of two keys, for peers that have nothing newer. */
  TDES2(0, KeyAlgorithm.TDES, 128),
  /** TDES of three keys, for peers that have nothing newer. */
  TDES3(1, KeyAlgorithm.TDES, 192),
  AES128(2, KeyAlgorithm.AES, 128),
  AES192(3, KeyAlgorithm.AES, 192),
  AES256(4, KeyAlgorithm.AES, 256),
  /** HMAC keys make MACs only. */
  HMAC128(5, KeyAlgorithm.HMAC, 128),
  HMAC192(5, KeyAlgorithm.HMAC, 192),
  HMAC256(5, KeyAlgorithm.HMAC, 256);

  private final int indicator;
  private final KeyAlgorithm algorithm;
  private final int bits;

  DukptKeyType(int indicator, KeyAlgorithm algorithm, int bits) {
    this.indicator = indicator;
    this.algorithm = algorithm;
    this.bits = bits;
  }

  /** The AES type of so many bits. */
  static DukptKeyType aes(int bits) {
    return switch (bits) {
      case 128 -> AES128;
      case 192 -> AES192;
      default -> AES256;
    };
  }

  /** The algorithm indicator of the derivation data. */
  public int indicator() {
    return indicator;
  }

  public KeyAlgorithm algorithm() {
    return algorithm;
  }

  /** Parity bits of TDES included. */
  public int bits() {
    return bits;
  }
}

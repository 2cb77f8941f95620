package dev.tillwright.crypto.keyblock;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeySpec;

/** What is said when a block is refused. */
final class Refusals {
  private Refusals() {}

  /** The one answer to every kind of corruption: a difference would help who tries. */
  static TillwrightException refused() {
    return new TillwrightException("keyblock.refused", false, "the key block was refused");
  }

  /** For what an authentic block says, and nobody here understands. */
  static TillwrightException notUnderstood(String field) {
    return new TillwrightException(
        "keyblock.notUnderstood",
        false,
        "the key block is authentic, but " + field + " is not known here");
  }

  /** Looked at before any cryptography, because it is a mistake that people make. */
  static void protectionFits(KeyBlockVersion version, KeySpec kbpk) {
    if (kbpk.algorithm() != version.protection()) {
      throw new TillwrightException(
          "keyblock.protection",
          false,
          "a key block of version %s is protected by %s, and this protection key is for %s"
              .formatted(version, version.protection(), kbpk.algorithm()));
    }
    if (kbpk.algorithm() == KeyAlgorithm.TDES && kbpk.bits() < 128) {
      throw new KeyRefusedException("key.strength", "single DES protects no key");
    }
  }

  static void strongEnough(KeySpec kbpk, KeySpec carried) {
    if (kbpk.strength() < carried.strength()) {
      throw new KeyRefusedException(
          "key.strength",
          "a protection key of %d bits of strength may not carry a key of %d"
              .formatted(kbpk.strength(), carried.strength()));
    }
  }
}

package dev.tillwright.crypto.key;

/** How a MAC is made, and by which keys. */
public enum MacMethod {
  /** CMAC, NIST SP 800-38B; 16 bytes by AES, 8 by triple DES. */
  CMAC(KeyAbility.CMAC, "M6", "AT"),
  /** HMAC-SHA-256, FIPS 198-1; 32 bytes. */
  HMAC_SHA_256(KeyAbility.HMAC, "M7", "H"),
  /** HMAC-SHA-384; 48 bytes. */
  HMAC_SHA_384(KeyAbility.HMAC, "M7", "H"),
  /** HMAC-SHA-512; 64 bytes. */
  HMAC_SHA_512(KeyAbility.HMAC, "M7", "H"),
  /** ISO 9797-1 algorithm 1 by triple DES (ISO 16609), padding method 1: zero bytes; 8 bytes. */
  @LegacyAlgorithm("triple DES; new peers use CMAC by AES")
  ISO_9797_1_ALG_1_PAD_1(KeyAbility.ISO_9797_1, "M0 M1", "T"),
  /** The same with padding method 2: a bit and zeros. */
  @LegacyAlgorithm("triple DES; new peers use CMAC by AES")
  ISO_9797_1_ALG_1_PAD_2(KeyAbility.ISO_9797_1, "M0 M1", "T"),
  /** ISO 9797-1 algorithm 3 (ANSI X9.19), padding method 1: zero bytes; 8 bytes. */
  @LegacyAlgorithm("triple DES; new peers use CMAC by AES")
  ISO_9797_1_ALG_3_PAD_1(KeyAbility.ISO_9797_1, "M3", "T"),
  /** The same with padding method 2: a bit and zeros. */
  @LegacyAlgorithm("triple DES; new peers use CMAC by AES")
  ISO_9797_1_ALG_3_PAD_2(KeyAbility.ISO_9797_1, "M3", "T");

  private final KeyAbility ability;
  // Codes of X9.143; a code holds no space, so that it is found only as a whole.
  private final String usages;
  private final String algorithms;

  MacMethod(KeyAbility ability, String usages, String algorithms) {
    this.ability = ability;
    this.usages = usages;
    this.algorithms = algorithms;
  }

  /** What a module needs for it. */
  public KeyAbility ability() {
    return ability;
  }

  /** Whether a key of this kind makes such MACs. */
  public boolean fits(KeySpec key) {
    return usages.contains(key.usage().code()) && algorithms.indexOf(key.algorithm().code()) >= 0;
  }
}

package dev.tillwright.crypto.key;

/**
 * What a guess costs with Argon2id (RFC 9106).
 *
 * @param memoryKib memory in KiB, 19,456 to 262,144
 * @param passes passes over it, 2 to 16
 * @param lanes lanes, 1 to 8; computed one after the other here
 */
public record Argon2Cost(int memoryKib, int passes, int lanes) {
  static final int MAX_MEMORY_KIB = 1 << 18;
  static final int MAX_PASSES = 16;
  static final int MAX_LANES = 8;

  /**
   * For log-on: the first choice of the OWASP password storage cheat sheet, 19 MiB and 2 passes.
   */
  public static final Argon2Cost LOG_ON = new Argon2Cost(19_456, 2, 1);

  /** For key files: RFC 9106 section 4, second recommended option, 64 MiB, 3 passes, 4 lanes. */
  public static final Argon2Cost KEY_FILE = new Argon2Cost(65_536, 3, 4);

  public Argon2Cost {
    if (memoryKib < 19_456 || passes < 2 || lanes < 1) {
      throw new IllegalArgumentException("below the floor of 19456 KiB, 2 passes and 1 lane");
    }
    if (memoryKib > MAX_MEMORY_KIB || passes > MAX_PASSES || lanes > MAX_LANES) {
      throw new IllegalArgumentException("above the bound of 262144 KiB, 16 passes and 8 lanes");
    }
  }
}

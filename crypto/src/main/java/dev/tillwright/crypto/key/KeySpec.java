package dev.tillwright.crypto.key;

import java.util.Objects;

/**
 * What a key is, without the key: the part of it that everybody may see.
 *
 * @param usage what it is for
 * @param mode in which direction
 * @param algorithm by which algorithm
 * @param bits its length in bits, parity included: 128 for double-length triple DES
 * @param exportability whether it may leave
 * @param limits how often and how long
 */
public record KeySpec(
    KeyUsage usage,
    ModeOfUse mode,
    KeyAlgorithm algorithm,
    int bits,
    Exportability exportability,
    UseLimits limits) {
  public KeySpec {
    Objects.requireNonNull(usage, "usage");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(exportability, "exportability");
    Objects.requireNonNull(limits, "limits");
    if (!algorithm.allows(bits)) {
      throw new IllegalArgumentException(algorithm + " has no keys of " + bits + " bits");
    }
  }

  /**
   * A key that never leaves, without limits; but one that encrypts data by AES may do so {@link
   * KeyRing#MAX_MESSAGES} times, because AES-GCM with random nonces has that bound.
   */
  public static KeySpec of(KeyUsage usage, ModeOfUse mode, KeyAlgorithm algorithm, int bits) {
    boolean gcm = usage.equals(KeyUsage.D0) && algorithm == KeyAlgorithm.AES;
    UseLimits limits = gcm ? UseLimits.uses(KeyRing.MAX_MESSAGES) : UseLimits.NONE;
    return new KeySpec(usage, mode, algorithm, bits, Exportability.NONE, limits);
  }

  /** The same key with another exportability. */
  public KeySpec exportable(Exportability exportability) {
    return new KeySpec(usage, mode, algorithm, bits, exportability, limits);
  }

  /** The same key with other limits. */
  public KeySpec limited(UseLimits limits) {
    return new KeySpec(usage, mode, algorithm, bits, exportability, limits);
  }

  /** Security strength in bits (NIST SP 800-57 part 1 revision 5, table 2). */
  public int strength() {
    return algorithm.strength(bits);
  }

  @Override
  public String toString() {
    // Not by a format: keys at rest are sealed with this, and the digits of a format are a
    // locale's.
    return usage + " " + algorithm + "-" + bits + " " + mode.code() + " " + exportability.code();
  }
}

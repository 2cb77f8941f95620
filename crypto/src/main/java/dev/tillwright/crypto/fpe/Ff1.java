package dev.tillwright.crypto.fpe;

import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.key.UseLimits;
import java.util.Objects;

/**
 * FF1 (NIST SP 800-38G, with the floor of the draft of its revision 1) over AES: encrypts a string
 * of numerals into one of the same length.
 *
 * <p><b>Guarantees.</b> A permutation of all strings of one length, for each key and tweak. Spaces
 * of fewer than 1,000,000 strings are refused: they can be tried out. At most 1,024 numerals, since
 * the cost grows with their square. The key stays in its module. Working copies are wiped where a
 * half of the string fits 32 bits, which holds for decimal strings of up to 18 digits; longer ones
 * go through {@code BigInteger}, which cannot be wiped.
 *
 * <p><b>Not promised.</b> Authenticity: every string of the right length decrypts to something.
 * Secrecy of equality: equal strings under one tweak give equal strings, so put all that need not
 * match each other in the tweak.
 *
 * <p><b>Threads.</b> Any number at once. Immutable.
 */
public final class Ff1 {
  /** The longest string. */
  public static final int MAX_LENGTH = 1024;

  /** The longest tweak, in bytes. */
  public static final int MAX_TWEAK = 256;

  /** The fewest strings that a space may have. */
  public static final long MIN_SPACE = 1_000_000;

  private static final int MAX_RADIX = 65_535;

  private final Keys keys;
  private final KeyHandle key;
  private final int radix;
  private final int shortest;

  private Ff1(Keys keys, KeyHandle key, int radix) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.key = Objects.requireNonNull(key, "key");
    this.radix = radix;
    this.shortest = shortest(radix);
  }

  /**
   * For numerals of 0 to {@code radix - 1}.
   *
   * @param key encrypts data by AES, as {@link #keySpec} says; used for nothing else
   * @param radix 2 to 65,535. The standard allows 65,536 too, where implementations disagree
   */
  public static Ff1 of(Keys keys, KeyHandle key, int radix) {
    if (radix < 2 || radix > MAX_RADIX) {
      throw new IllegalArgumentException("a radix is 2 to 65,535");
    }
    return new Ff1(keys, key, radix);
  }

  /**
   * A key for this: AES that never leaves its module and is not counted, for there are no nonces.
   */
  public static KeySpec keySpec(int bits) {
    return new KeySpec(
        KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.AES, bits, Exportability.NONE, UseLimits.NONE);
  }

  /** How few numerals make a space that is large enough. */
  public int shortest() {
    return shortest;
  }

  /**
   * The encrypted numerals.
   *
   * @param numerals stay the caller's to wipe
   * @param tweak at most {@link #MAX_TWEAK} bytes, not secret, needed to decrypt
   * @throws IllegalArgumentException naming the position, never the numeral, for one that is none;
   *     for a string that is too short or too long
   * @throws dev.tillwright.crypto.key.KeyRefusedException when the key may not
   */
  public int[] encrypt(int[] numerals, byte[] tweak) {
    check(numerals, tweak);
    return keys.perform(new Ff1Task(key, radix, numerals.clone(), tweak.clone(), true));
  }

  /** The reverse of {@link #encrypt}, with the same bounds. */
  public int[] decrypt(int[] numerals, byte[] tweak) {
    check(numerals, tweak);
    return keys.perform(new Ff1Task(key, radix, numerals.clone(), tweak.clone(), false));
  }

  private void check(int[] numerals, byte[] tweak) {
    if (numerals.length < shortest) {
      throw new IllegalArgumentException(
          "a string of %d numerals in radix %d has fewer than 1,000,000 values"
              .formatted(numerals.length, radix));
    }
    if (numerals.length > MAX_LENGTH) {
      throw new IllegalArgumentException("a string has at most " + MAX_LENGTH + " numerals");
    }
    if (tweak.length > MAX_TWEAK) {
      throw new IllegalArgumentException("a tweak has at most " + MAX_TWEAK + " bytes");
    }
    for (int i = 0; i < numerals.length; i++) {
      if (numerals[i] < 0 || numerals[i] >= radix) {
        throw new IllegalArgumentException("not a numeral of the radix at position " + i);
      }
    }
  }

  private static int shortest(int radix) {
    int length = 1;
    for (long space = radix; space < MIN_SPACE || length < 2; space *= radix) {
      length++;
    }
    return length;
  }

  @Override
  public String toString() {
    return "Ff1[" + key.ref() + ", radix " + radix + "]";
  }
}

package dev.tillwright.core.card;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * A card verification code as a customer reads it off the card: three or four digits. It may prove
 * one authorization and must not be kept after it, so there is no way to store it.
 *
 * <p><b>Guarantees.</b> It can be read once, with a {@link SecretAccess}, and is wiped with that
 * reading or by {@link #close}. It prints stars only, is refused by Java serialization and by
 * Jackson and compares in constant time. Any number of threads. <b>Not promised:</b> as {@link
 * Pan}.
 */
public final class Cvv implements AutoCloseable {
  private final transient Hidden digits;

  private Cvv(byte[] digits) {
    this.digits = new Hidden(digits);
  }

  /**
   * Reads the digits; the caller still owns, and should wipe, what it passed.
   *
   * @throws IllegalArgumentException without the data when these are not three or four digits
   */
  public static Cvv of(CharSequence text) {
    if (text.length() < 3 || text.length() > 4) {
      throw new IllegalArgumentException("a card verification code has three or four digits");
    }
    return new Cvv(
        Digits.read(
            text, "a card verification code has only digits", (position, c) -> Digits.digit(c)));
  }

  /**
   * The digits in ASCII, once, for the caller to wipe.
   *
   * @throws IllegalStateException after the first reading or {@link #close}
   */
  public byte[] reveal(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return digits.take("the card verification code");
  }

  /** Wipes the digits. May be called again. */
  @Override
  public void close() {
    digits.wipe();
  }

  /** Compares in constant time for one length; a wiped code equals nothing but itself. */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Cvv that && digits.same(that.digits);
  }

  /** The same for all codes, so that it tells nothing. */
  @Override
  public int hashCode() {
    return 1;
  }

  /** Four stars, whatever the length. */
  @Override
  public String toString() {
    return "****";
  }

  @JsonValue
  Object refuseJson() {
    return Hidden.refuse("a card verification code");
  }
}

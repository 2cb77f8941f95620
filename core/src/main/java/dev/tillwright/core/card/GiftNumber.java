package dev.tillwright.core.card;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The number of a gift card or another card with value of its own: who knows it can spend it.
 *
 * <p><b>Guarantees.</b> 20 to 32 digits, the last of which is a check digit (Luhn), so that a digit
 * typed wrong is found before anybody is asked; longer than any payment card's, so that such a
 * number is never taken for one. {@link #random} has 60 bits of chance. {@link #toString} shows the
 * last four digits, and Java serialization and Jackson refuse it. <b>Not guaranteed.</b> That it is
 * wiped from memory: it came as a text.
 */
public final class GiftNumber {
  private static final int RANDOM_DIGITS = 20;

  // transient: Gson and its like leave transient fields out, whatever their visibility.
  private final transient String digits;

  private GiftNumber(String digits) {
    this.digits = digits;
  }

  /**
   * A number as it was read or typed; spaces and hyphens are dropped.
   *
   * @throws IllegalArgumentException when it is no such number; says nothing of it
   */
  public static GiftNumber of(String text) {
    String digits = text.replaceAll("[ -]", "");
    if (!digits.matches("[0-9]{20,32}") || sum(digits, false) % 10 != 0) {
      throw new IllegalArgumentException(
          "a gift card's number has 20 to 32 digits, the last of which checks the others");
    }
    return new GiftNumber(digits);
  }

  /** A new number. */
  public static GiftNumber random(SecureRandom random) {
    StringBuilder digits = new StringBuilder(RANDOM_DIGITS);
    for (int i = 1; i < RANDOM_DIGITS; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    long check = (10 - sum(digits.toString(), true) % 10) % 10;
    return new GiftNumber(digits.append(check).toString());
  }

  private static long sum(String digits, boolean checkToCome) {
    long sum = 0;
    boolean twice = checkToCome;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      int counts = twice ? digit * 2 : digit;
      sum += counts > 9 ? counts - 9 : counts;
      twice = !twice;
    }
    return sum;
  }

  /** The last four digits. */
  public String last4() {
    return digits.substring(digits.length() - 4);
  }

  /** All of it, to be put on a card; recorded by whoever asks. */
  public String reveal(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return digits;
  }

  /** Its bytes, for an index under a key; the caller wipes them. */
  public byte[] bytes(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return digits.getBytes(StandardCharsets.US_ASCII);
  }

  @JsonValue
  Object refuseJson() {
    return Hidden.refuse("a gift card's number");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GiftNumber that && digits.equals(that.digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  /** Stars and the last four digits. */
  @Override
  public String toString() {
    return "************" + last4();
  }
}

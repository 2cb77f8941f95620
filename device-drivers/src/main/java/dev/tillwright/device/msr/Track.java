package dev.tillwright.device.msr;

import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;

/**
 * Track 1 or 2 of a card (ISO/IEC 7813), in clear until it is closed.
 *
 * <p><b>Guarantee.</b> Number and discretionary data are read only with a {@link SecretAccess};
 * prints only which track it is. A number with a wrong check digit is told by {@link #luhnValid},
 * not refused: the till decides.
 */
public final class Track implements AutoCloseable {
  private final int number;
  private final char[] pan;
  private final char[] name;
  private final Optional<YearMonth> expiry;
  private final Optional<String> serviceCode;
  private final char[] discretionary;

  Track(
      int number,
      char[] pan,
      char[] name,
      Optional<YearMonth> expiry,
      Optional<String> serviceCode,
      char[] discretionary) {
    this.number = number;
    this.pan = pan;
    this.name = name;
    this.expiry = expiry;
    this.serviceCode = serviceCode;
    this.discretionary = discretionary;
  }

  /** 1 or 2. */
  public int number() {
    return number;
  }

  /** Whether the number's check digit is right. */
  public boolean luhnValid() {
    int sum = 0;
    for (int i = 0; i < pan.length; i++) {
      int digit = pan[pan.length - 1 - i] - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  /**
   * The card's number, for the caller to close.
   *
   * @throws IllegalArgumentException without data when it is not a card number
   */
  public Pan pan() {
    return Pan.of(java.nio.CharBuffer.wrap(pan));
  }

  /** A copy of the number's digits, right or wrong, for the caller to wipe. */
  public char[] panDigits(SecretAccess access) {
    java.util.Objects.requireNonNull(access, "access");
    return pan.clone();
  }

  /** The month in which the card ends, of the years 2000 to 2099; empty when the card has none. */
  public Optional<YearMonth> expiry() {
    return expiry;
  }

  /** Three digits (ISO/IEC 7813, 8.3); the first is 2 or 6 for a card with a chip. */
  public Optional<String> serviceCode() {
    return serviceCode;
  }

  /** Whether the card has a chip that should be used instead of the stripe. */
  public boolean hasChip() {
    return serviceCode.filter(code -> code.charAt(0) == '2' || code.charAt(0) == '6').isPresent();
  }

  /** The holder's name as on track 1: surname, {@code /}, given name, {@code .}, title. */
  public Optional<CardholderName> holder(SecretAccess access) {
    java.util.Objects.requireNonNull(access, "access");
    return name.length == 0 ? Optional.empty() : Optional.of(CardholderName.of(new String(name)));
  }

  /** A copy of what follows the service code, for the caller to wipe. */
  public char[] discretionary(SecretAccess access) {
    java.util.Objects.requireNonNull(access, "access");
    return discretionary.clone();
  }

  /** Wipes what it holds. May be called again. */
  @Override
  public void close() {
    Arrays.fill(pan, '0');
    Arrays.fill(name, ' ');
    Arrays.fill(discretionary, '0');
  }

  @Override
  public String toString() {
    return "Track[" + number + "]";
  }
}

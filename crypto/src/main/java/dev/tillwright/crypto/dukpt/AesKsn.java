package dev.tillwright.crypto.dukpt;

import java.util.Locale;
import java.util.Optional;

/**
 * The KSN of AES DUKPT (ANSI X9.24-3:2017, 6.2): 12 bytes, the initial key id (base derivation key
 * id and derivation id) and a counter of 32 bits.
 *
 * @param device the initial key id, 16 upper-case hexadecimal digits
 * @param counter 0 to 0xFFFF0000, with at most sixteen one bits
 */
public record AesKsn(String device, long counter) implements Ksn {
  static final int COUNTER_BITS = 32;
  private static final int ID_DIGITS = 16;
  private static final int DIGITS = 24;

  /**
   * @throws KsnFormatException when a part is not as described
   */
  public AesKsn {
    device = Counters.text(Counters.digits(device, ID_DIGITS));
    Counters.check(counter, COUNTER_BITS, AesDukpt.MOST_ONES);
  }

  /**
   * Reads 24 hexadecimal digits.
   *
   * @throws KsnFormatException otherwise, or when the counter is not one of DUKPT's
   */
  public static AesKsn parse(CharSequence text) {
    String digits = Counters.text(Counters.digits(text, DIGITS));
    return new AesKsn(
        digits.substring(0, ID_DIGITS), Long.parseLong(digits.substring(ID_DIGITS), 16));
  }

  /** The KSN of the next transaction; none when the device is exhausted, after 0xFFFF0000. */
  public Optional<AesKsn> next() {
    long next = Counters.after(counter, COUNTER_BITS, AesDukpt.MOST_ONES);
    return next == 0 ? Optional.empty() : Optional.of(new AesKsn(device, next));
  }

  @Override
  public String text() {
    return device + String.format(Locale.ROOT, "%08X", counter);
  }

  byte[] id() {
    return Counters.digits(device, ID_DIGITS);
  }

  @Override
  public String toString() {
    return text();
  }
}

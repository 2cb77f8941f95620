package dev.tillwright.crypto.dukpt;

import java.util.Optional;

/**
 * The KSN of TDES DUKPT (ANSI X9.24-1:2009): 10 bytes, of which the last 21 bits count.
 *
 * @param device the KSN with a counter of zero, 20 upper-case hexadecimal digits; key set and
 *     device
 * @param counter 0 to 0x1FF800, with at most ten one bits
 */
public record TdesKsn(String device, long counter) implements Ksn {
  private static final int DIGITS = 20;
  private static final String PADDING = "FFFF";

  /**
   * @throws KsnFormatException when a part is not as described
   */
  public TdesKsn {
    byte[] bytes = Counters.digits(device, DIGITS);
    if (counterOf(bytes) != 0) {
      throw new KsnFormatException("the device's part of a KSN has a counter of zero");
    }
    Counters.check(counter, TdesDukpt.COUNTER_BITS, TdesDukpt.MOST_ONES);
    device = Counters.text(bytes);
  }

  /**
   * Reads 20 hexadecimal digits.
   *
   * @throws KsnFormatException otherwise, or when the counter is not one of DUKPT's
   */
  public static TdesKsn parse(CharSequence text) {
    byte[] bytes = Counters.digits(text, DIGITS);
    long counter = counterOf(bytes);
    return new TdesKsn(Counters.text(TdesDukpt.withCounter(bytes, 0)), counter);
  }

  /**
   * Reads the 16 hexadecimal digits of a peer that drops the padding {@code FFFF} in front. Never
   * guessed: whoever has such a peer calls this.
   *
   * @throws KsnFormatException as {@link #parse}
   */
  public static TdesKsn parseWithoutPadding(CharSequence text) {
    Counters.digits(text, DIGITS - PADDING.length());
    return parse(PADDING + text);
  }

  /** The KSN of the next transaction; none when the device is exhausted, after 0x1FF800. */
  public Optional<TdesKsn> next() {
    long next = Counters.after(counter, TdesDukpt.COUNTER_BITS, TdesDukpt.MOST_ONES);
    return next == 0 ? Optional.empty() : Optional.of(new TdesKsn(device, next));
  }

  @Override
  public String text() {
    return Counters.text(bytes());
  }

  byte[] bytes() {
    return TdesDukpt.withCounter(Counters.digits(device, DIGITS), (int) counter);
  }

  @Override
  public String toString() {
    return text();
  }

  private static long counterOf(byte[] bytes) {
    return (bytes[7] & 0x1FL) << 16 | (bytes[8] & 0xFFL) << 8 | bytes[9] & 0xFFL;
  }
}

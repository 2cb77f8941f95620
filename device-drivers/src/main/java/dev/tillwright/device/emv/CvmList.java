package dev.tillwright.device.emv;

import java.util.ArrayList;
import java.util.List;

/**
 * How a card wants its holder verified (EMV book 3, 10.5 and C3). Read, not carried out: that is a
 * kernel's.
 *
 * @param x first amount, in the smallest unit of the application's currency
 * @param y second amount
 * @param rules in the card's order
 */
public record CvmList(long x, long y, List<Rule> rules) {
  private static final int AMOUNTS = 8;
  private static final int LONGEST = 252;

  public CvmList {
    rules = List.copyOf(rules);
  }

  /**
   * One rule.
   *
   * @param method which way (annex C3, table 39), 0 to 255
   * @param condition when (table 40), 0 to 255
   */
  public record Rule(int method, int condition) {
    /** Both bytes as four digits: {@code 1E03}. */
    public String hex() {
      return String.format(java.util.Locale.ROOT, "%02X%02X", method, condition);
    }

    /** Whether the next rule is tried when this one fails. */
    public boolean goesOn() {
      return (method & 0x40) != 0;
    }
  }

  /**
   * Reads all of these bytes.
   *
   * @throws ApduFormatException when they are no such list
   */
  public static CvmList parse(byte[] bytes) {
    if (bytes.length < AMOUNTS || bytes.length > LONGEST || bytes.length % 2 != 0) {
      throw new ApduFormatException("CVM list", bytes.length, "two amounts, then pairs of bytes");
    }
    List<Rule> rules = new ArrayList<>();
    for (int i = AMOUNTS; i < bytes.length; i += 2) {
      rules.add(new Rule(bytes[i] & 0xFF, bytes[i + 1] & 0xFF));
    }
    return new CvmList(amount(bytes, 0), amount(bytes, 4), rules);
  }

  private static long amount(byte[] bytes, int at) {
    long amount = 0;
    for (int i = 0; i < 4; i++) {
      amount = amount << 8 | bytes[at + i] & 0xFF;
    }
    return amount;
  }
}

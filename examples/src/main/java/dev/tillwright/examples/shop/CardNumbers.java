package dev.tillwright.examples.shop;

/**
 * Test card numbers for members. No member of a shop in a file has a card: the numbers are made up
 * here, from the customer's number alone.
 *
 * <p><b>Guarantees.</b> 16 digits with a valid check digit (ISO/IEC 7812-1, annex B); the same for
 * a customer each time; no two customers share one. All begin with 400000 and three zeros, where
 * the well-known public test numbers of card processors stand.
 */
public final class CardNumbers {
  /** The first digits of all of them. */
  public static final String PREFIX = "400000";

  private static final int MAX_CUSTOMER = 999_999;

  private CardNumbers() {}

  /**
   * The card number of a customer.
   *
   * @param customer one to six digits
   * @throws IllegalArgumentException when it is not
   */
  public static String of(String customer) {
    int number;
    try {
      number = Integer.parseInt(customer);
    } catch (NumberFormatException e) {
      number = -1;
    }
    if (number < 0 || number > MAX_CUSTOMER) {
      throw new IllegalArgumentException("a customer has one to six digits");
    }
    String body = PREFIX + String.format(java.util.Locale.ROOT, "%09d", number);
    return body + checkDigit(body);
  }

  private static int checkDigit(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int digit = body.charAt(body.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit * 2 : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return (10 - sum % 10) % 10;
  }
}

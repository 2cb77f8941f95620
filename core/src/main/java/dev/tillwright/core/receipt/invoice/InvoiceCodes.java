package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.store.KeyedIndex;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;

/**
 * The codes on slips, by which a customer asks for his invoice.
 *
 * <p><b>Guarantees.</b> A code is the first 80 bits of a keyed index over the order's number, its
 * amount, currency and date: without the key nobody can make one, nor one for another amount or
 * day, and who has the key can check one without asking a till. It stands in no journal: whoever
 * reads the books cannot ask for somebody's invoice.
 *
 * <p><b>Not promised.</b> Who holds a slip can ask: it is money's worth, as a slip is.
 *
 * <p>Immutable; for any number of threads. <b>Errors.</b> Those of the index.
 */
public final class InvoiceCodes {
  private static final String FIELD = "invoice.code";
  // Crockford's: without I, L, O and U, which people mistake.
  private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 16;
  private static final int GROUP = 4;

  private final KeyedIndex index;

  private InvoiceCodes(KeyedIndex index) {
    this.index = Objects.requireNonNull(index, "index");
  }

  /** Codes under the key of an index. */
  public static InvoiceCodes of(KeyedIndex index) {
    return new InvoiceCodes(index);
  }

  /** The code of an order: {@code 7K3M-0Q9X-2FTB-WD58}. */
  public String code(String number, Money total, LocalDate date) {
    String bound =
        number + "|" + total.minor() + "|" + total.currency().getCurrencyCode() + "|" + date;
    String hex = index.of(FIELD, bound.getBytes(StandardCharsets.UTF_8));
    StringBuilder code = new StringBuilder(LENGTH + LENGTH / GROUP);
    for (int at = 0; at < LENGTH; at++) {
      if (at > 0 && at % GROUP == 0) {
        code.append('-');
      }
      code.append(LETTERS.charAt(five(hex, at * 5)));
    }
    return code.toString();
  }

  /** Five bits of hexadecimal digits, from a bit on. */
  private static int five(String hex, int from) {
    int value = 0;
    for (int bit = from; bit < from + 5; bit++) {
      int digit = Character.digit(hex.charAt(bit / 4), 16);
      value = value << 1 | digit >> 3 - bit % 4 & 1;
    }
    return value;
  }

  /**
   * Whether somebody typed the code of this order: small letters, missing hyphens, and O, I and L
   * for 0 and 1 are forgiven. Takes the same time wherever it differs.
   */
  public boolean matches(String typed, String number, Money total, LocalDate date) {
    if (typed.length() > 64) {
      return false;
    }
    byte[] right = plain(code(number, total, date)).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(right, plain(typed).getBytes(StandardCharsets.UTF_8));
  }

  /** A code as it is compared. */
  static String plain(String typed) {
    return typed
        .toUpperCase(Locale.ROOT)
        .replaceAll("[^0-9A-Z]", "")
        .replace('O', '0')
        .replace('I', '1')
        .replace('L', '1');
  }
}

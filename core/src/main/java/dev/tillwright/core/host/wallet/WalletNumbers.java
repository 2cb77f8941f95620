package dev.tillwright.core.host.wallet;

import dev.tillwright.core.payment.PaymentKey;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shop's numbers at its wallets: payment keys in the characters that wallets take, behind a
 * prefix that keeps the shops of one merchant apart. {@code till-01/1/7} with {@code S3} is {@code
 * S3_till__01_1_7}.
 *
 * @param prefix 1 to 8 letters and digits, another one for each shop of a merchant
 */
public record WalletNumbers(String prefix) {
  /** The longest number that every wallet takes. */
  public static final int MAX_LENGTH = 32;

  private static final Pattern NUMBER =
      Pattern.compile("([0-9A-Za-z]{1,8})_([0-9A-Za-z_]+)_([0-9]{1,18})_([0-9]{1,18})");

  public WalletNumbers {
    Objects.requireNonNull(prefix, "prefix");
    if (!prefix.matches("[0-9A-Za-z]{1,8}")) {
      throw new IllegalArgumentException("a shop's prefix has 1 to 8 letters and digits");
    }
  }

  /** The number of a payment or refund; nothing when it would be longer than wallets take. */
  public Optional<String> of(PaymentKey key) {
    // Terminals' names have no underscore, so that two of them say what no wallet lets one say.
    String terminal = key.terminal().replace("-", "__");
    String number = prefix + "_" + terminal + "_" + key.epoch() + "_" + key.seq();
    return number.length() > MAX_LENGTH ? Optional.empty() : Optional.of(number);
  }

  /** Whose number this is; nothing when it is none of this shop's. */
  public Optional<PaymentKey> keyOf(String number) {
    Matcher parts = NUMBER.matcher(number);
    if (number.length() > MAX_LENGTH || !parts.matches() || !parts.group(1).equals(prefix)) {
      return Optional.empty();
    }
    String terminal = parts.group(2).replace("__", "-");
    try {
      PaymentKey key =
          new PaymentKey(
              terminal, Integer.parseInt(parts.group(3)), Long.parseLong(parts.group(4)));
      return of(key).filter(number::equals).map(same -> key);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

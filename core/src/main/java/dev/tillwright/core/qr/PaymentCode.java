package dev.tillwright.core.qr;

import dev.tillwright.core.card.SecretAccess;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's phone shows to pay once. Whoever has it can take the money, so it prints
 * nothing, stands in no journal and is never sent a second time after a crash.
 */
public final class PaymentCode {
  /** The longest code. */
  public static final int MAX_CHARACTERS = CustomerQr.MAX_CHARACTERS;

  private final String code;

  private PaymentCode(String code) {
    this.code = code;
  }

  /**
   * A code as a scanner read it; spaces around it are dropped.
   *
   * @throws IllegalArgumentException when it is empty, too long, or holds what no such code holds
   */
  public static PaymentCode of(String scanned) {
    String code = scanned.strip();
    if (code.isEmpty() || code.length() > MAX_CHARACTERS || !code.matches("[\\x21-\\x7e]+")) {
      throw new IllegalArgumentException(
          "a payment code has 1 to " + MAX_CHARACTERS + " printable characters");
    }
    return new PaymentCode(code);
  }

  /** The code itself, for the host that is paid with it. */
  public String reveal(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return code;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PaymentCode that && code.equals(that.code);
  }

  @Override
  public int hashCode() {
    return code.hashCode();
  }

  /** Nothing of the code. */
  @Override
  public String toString() {
    return "PaymentCode";
  }
}

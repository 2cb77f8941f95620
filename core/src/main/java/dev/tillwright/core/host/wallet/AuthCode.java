package dev.tillwright.core.host.wallet;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.qr.PaymentCode;

/** The one place where a customer's code goes to his wallet. */
final class AuthCode {
  private AuthCode() {}

  static String of(PaymentCode code) {
    return code.reveal(SecretAccess.forPurpose("payment by wallet"));
  }
}

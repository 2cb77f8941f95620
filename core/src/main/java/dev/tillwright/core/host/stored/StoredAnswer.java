package dev.tillwright.core.host.stored;

import dev.tillwright.core.money.Money;
import java.util.Objects;

/**
 * What the ledger answered, and answers each time again to the same key.
 *
 * @param code yes, or why not
 * @param amount what moved; zero unless approved
 * @param authorization six digits; empty unless approved
 * @param left what was on the card after it; zero unless approved
 */
public record StoredAnswer(StoredCode code, Money amount, String authorization, Money left) {
  public StoredAnswer {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(authorization, "authorization");
    Objects.requireNonNull(left, "left");
  }

  /** A no. */
  static StoredAnswer no(StoredCode code, Money any) {
    Money nothing = Money.zero(any.currency());
    return new StoredAnswer(code, nothing, "", nothing);
  }

  /** Whether the value moved. */
  public boolean approves() {
    return code == StoredCode.APPROVED;
  }
}

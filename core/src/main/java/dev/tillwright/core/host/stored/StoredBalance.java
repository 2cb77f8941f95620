package dev.tillwright.core.host.stored;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The answer to a question for a balance.
 *
 * @param code {@link StoredCode#APPROVED}, {@link StoredCode#NOT_VALID} or {@link StoredCode#LATER}
 * @param balance empty unless approved
 * @param expires when it expires; empty for never, and unless approved
 */
public record StoredBalance(StoredCode code, Optional<Money> balance, Optional<Instant> expires) {
  public StoredBalance {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(balance, "balance");
    Objects.requireNonNull(expires, "expires");
  }

  static StoredBalance no(StoredCode code) {
    return new StoredBalance(code, Optional.empty(), Optional.empty());
  }
}

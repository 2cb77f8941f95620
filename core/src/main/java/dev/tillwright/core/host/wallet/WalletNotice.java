package dev.tillwright.core.host.wallet;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A notice that a wallet signed.
 *
 * @param id the wallet's own, the same each time that it sends this notice
 * @param at when the wallet made it
 * @param paid what it says was paid; {@code null} when it says something else
 */
public record WalletNotice(String id, Instant at, WalletAnswer.@Nullable Paid paid) {
  public WalletNotice {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(at, "at");
  }
}

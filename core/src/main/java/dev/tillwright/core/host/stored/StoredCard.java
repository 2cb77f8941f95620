package dev.tillwright.core.host.stored;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A card as it stands in the ledger, for the office; a till asks {@link StoredLedger#balance}.
 *
 * @param card its index
 * @param last4 for people
 * @param state whether it can be used
 * @param balance what is on it, never negative
 * @param activated when it was activated last
 * @param used when value moved last
 * @param expires when what is left expires; empty for never
 */
public record StoredCard(
    CardToken card,
    String last4,
    State state,
    Money balance,
    Instant activated,
    Instant used,
    Optional<Instant> expires) {
  public StoredCard {
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(last4, "last4");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(balance, "balance");
    Objects.requireNonNull(activated, "activated");
    Objects.requireNonNull(used, "used");
    Objects.requireNonNull(expires, "expires");
  }

  /** Whether a card can be used. */
  public enum State {
    ACTIVE,
    /** By {@link StoredLedger#block}; it keeps its value. */
    BLOCKED,
    /** Its value expired; a refund opens it again. */
    EXPIRED,
    /** Its activation was undone or taken off again; it can be activated again. */
    VOID
  }
}

package dev.tillwright.core.host.stored;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.host.stored.StoredCard.State;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One card's row, as a transaction reads and writes it.
 *
 * @param floor before when it does not expire, whatever the policy says: of a refund
 */
record CardRow(
    CardToken card,
    String last4,
    Currency currency,
    long balance,
    State state,
    long activated,
    long used,
    long expires,
    long floor,
    @Nullable String codeHash) {
  private static final String COLUMNS =
      "select card, last4, currency, balance, state, activated, used, expires, floor, code_hash"
          + " from stored_card ";

  static @Nullable CardRow find(CardToken card, Tx tx) {
    return tx.first(COLUMNS + "where card = ?", CardRow::row, card.value()).orElse(null);
  }

  static CardRow row(Tx.Row row) {
    return new CardRow(
        new CardToken(row.text(1)),
        row.text(2),
        Currency.getInstance(row.text(3)),
        row.number(4),
        State.valueOf(row.text(5)),
        row.number(6),
        row.number(7),
        row.number(8),
        row.number(9),
        row.optionalText(10).orElse(null));
  }

  /** Whether it can be used now for an amount in a currency. */
  boolean usable(Currency asked, long now) {
    return state == State.ACTIVE && expires > now && currency.equals(asked);
  }

  /** Active by its state, and its time is over. */
  boolean overdue(long now) {
    return state == State.ACTIVE && expires <= now;
  }

  CardRow with(long newBalance, State next) {
    return new CardRow(
        card, last4, currency, newBalance, next, activated, used, expires, floor, codeHash);
  }

  /** After value moved, with its time anew by the policy. */
  CardRow moved(long by, State next, long now, long notBefore, Expiry expiry) {
    long since = by > 0 && state == State.VOID ? now : activated;
    long lasts = Math.max(floor, notBefore);
    long by0 =
        expiry
            .at(Instant.ofEpochMilli(since), Instant.ofEpochMilli(now))
            .map(Instant::toEpochMilli)
            .orElse(StoredTables.NEVER);
    return new CardRow(
        card,
        last4,
        currency,
        Math.addExact(balance, by),
        next,
        since,
        now,
        Math.max(by0, lasts),
        lasts,
        codeHash);
  }

  void write(Tx tx) {
    tx.update(
        "update stored_card set balance = ?, state = ?, activated = ?, used = ?, expires = ?,"
            + " floor = ?, code_hash = ? where card = ?",
        balance,
        state.name(),
        activated,
        used,
        expires,
        floor,
        codeHash,
        card.value());
  }

  void insert(Tx tx) {
    tx.update(
        "insert into stored_card (card, last4, currency, balance, state, activated, used,"
            + " expires, floor, code_hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        card.value(),
        last4,
        currency.getCurrencyCode(),
        balance,
        state.name(),
        activated,
        used,
        expires,
        floor,
        codeHash);
  }

  StoredCard view() {
    return new StoredCard(
        card,
        last4,
        state,
        Money.ofMinor(balance, currency),
        Instant.ofEpochMilli(activated),
        Instant.ofEpochMilli(used),
        expires == StoredTables.NEVER
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(expires)));
  }
}

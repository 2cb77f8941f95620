package dev.tillwright.core.host.stored;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.host.stored.StoredMove.Kind;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.store.Tx;
import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the ledger remembers of a key. */
record MoveRow(
    PaymentKey key,
    Kind kind,
    CardToken card,
    Money asked,
    @Nullable String original,
    StoredAnswer answer,
    boolean undone) {
  private static final String COLUMNS =
      "select payment, kind, card, currency, asked, original, code, moved, authorization_code,"
          + " rest, undone from stored_move ";

  static @Nullable MoveRow find(PaymentKey key, Tx tx) {
    return tx.first(COLUMNS + "where payment = ?", MoveRow::row, key.toString()).orElse(null);
  }

  private static MoveRow row(Tx.Row row) {
    Currency currency = Currency.getInstance(row.text(4));
    return new MoveRow(
        PaymentKey.parse(row.text(1)),
        Kind.valueOf(row.text(2)),
        new CardToken(row.text(3)),
        Money.ofMinor(row.number(5), currency),
        row.optionalText(6).orElse(null),
        new StoredAnswer(
            StoredCode.of(row.text(7)),
            Money.ofMinor(row.number(8), currency),
            row.text(9),
            Money.ofMinor(row.number(10), currency)),
        row.number(11) != 0);
  }

  /** Whether it is the same question again. */
  boolean isFor(StoredMove asking) {
    PaymentKey about = asking.original();
    return kind == asking.kind()
        && card.equals(asking.card())
        && asked.equals(asking.amount())
        && Objects.equals(original, about == null ? null : about.toString());
  }

  /** Whether value moved by it, and was not moved back. */
  boolean stands() {
    return answer.approves() && !undone;
  }

  /** What moved by all that lean on it and stand. */
  static long leaning(PaymentKey original, Tx tx) {
    return tx
        .list(
            "select moved from stored_move where original = ? and undone = 0 and code = ?",
            row -> row.number(1),
            original.toString(),
            StoredCode.APPROVED.code())
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  static void insert(StoredMove asked, StoredAnswer answer, boolean undone, long now, Tx tx) {
    PaymentKey about = asked.original();
    tx.update(
        "insert into stored_move (payment, terminal, kind, card, currency, asked, original, code,"
            + " moved, authorization_code, rest, undone, forwarded, at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        asked.key().toString(),
        asked.key().terminal(),
        asked.kind().name(),
        asked.card().value(),
        asked.amount().currency().getCurrencyCode(),
        asked.amount().minor(),
        about == null ? null : about.toString(),
        answer.code().code(),
        answer.amount().minor(),
        answer.authorization(),
        answer.left().minor(),
        undone,
        asked.forwarded(),
        now);
  }

  static void undone(PaymentKey key, Tx tx) {
    tx.update("update stored_move set undone = 1 where payment = ?", key.toString());
  }
}

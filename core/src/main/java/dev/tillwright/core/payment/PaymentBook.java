package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * The follower that knows where every attempt stands: the work that a restart must take up again,
 * and what of a purchase has been given back.
 *
 * <p>An entry that the attempt's table does not allow changes nothing here; it can only come from a
 * journal written by other hands.
 */
public final class PaymentBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "payments";

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "CREATE TABLE payment ("
                  + "payment_key TEXT PRIMARY KEY, sale TEXT NOT NULL, original TEXT,"
                  + " currency TEXT NOT NULL, amount BIGINT NOT NULL, state TEXT NOT NULL,"
                  + " sends BIGINT NOT NULL, ended BIGINT NOT NULL, intended_seq BIGINT NOT NULL,"
                  + " intended TEXT NOT NULL)",
              "CREATE INDEX payment_open ON payment (ended, intended_seq)",
              "CREATE INDEX payment_original ON payment (original)",
              "CREATE INDEX payment_sale ON payment (sale)"));

  private static final String COLUMNS = "SELECT intended, state, sends FROM payment ";

  /** A follower that knows nothing yet. */
  public PaymentBook() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    Optional<AttemptEvent> event = PaymentEntries.read(entry);
    if (event.isEmpty()) {
      return;
    }
    if (event.get() instanceof AttemptEvent.Intended intended) {
      insert(entry, Attempt.of(intended), tx);
    } else {
      find(event.get().key(), tx)
          .flatMap(attempt -> attempt.after(event.get()))
          .ifPresent(attempt -> update(attempt, tx));
    }
  }

  @Override
  public void reset(Tx tx) {
    tx.update("DELETE FROM payment");
  }

  /** One attempt. */
  public static Optional<Attempt> find(PaymentKey key, Tx tx) {
    return tx.first(COLUMNS + "WHERE payment_key = ?", PaymentBook::attempt, key.toString());
  }

  /** All attempts of a sale, in the order of their intents. */
  public static List<Attempt> ofSale(String sale, Tx tx) {
    return tx.list(COLUMNS + "WHERE sale = ? ORDER BY intended_seq", PaymentBook::attempt, sale);
  }

  /** The attempts that have not ended, in the order of their intents; at most {@code limit}. */
  public static List<Attempt> unfinished(int limit, Tx tx) {
    return tx.list(
        COLUMNS + "WHERE ended = 0 ORDER BY intended_seq LIMIT ?", PaymentBook::attempt, limit);
  }

  /** What refunds of a purchase have given back or may still give back. */
  static Money refunded(PaymentKey original, Currency currency, Tx tx) {
    long minor =
        tx.list(COLUMNS + "WHERE original = ?", PaymentBook::attempt, original.toString()).stream()
            .filter(attempt -> attempt.state().counts() || !attempt.state().ended())
            .mapToLong(attempt -> attempt.intent().amount().minor())
            .sum();
    return Money.ofMinor(minor, currency);
  }

  private static void insert(Entry entry, Attempt attempt, Tx tx) {
    AttemptEvent.Intended intent = attempt.intent();
    PaymentKey original = intent.original();
    tx.insertIfAbsent(
        "INSERT INTO payment (payment_key, sale, original, currency, amount, state, sends, ended,"
            + " intended_seq, intended) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        attempt.key().toString(),
        intent.sale(),
        original == null ? null : original.toString(),
        intent.amount().currency().getCurrencyCode(),
        intent.amount().minor(),
        attempt.state().name(),
        (long) attempt.sends(),
        attempt.state().ended(),
        entry.seq(),
        entry.payload());
  }

  private static void update(Attempt attempt, Tx tx) {
    tx.update(
        "UPDATE payment SET state = ?, sends = ?, ended = ? WHERE payment_key = ?",
        attempt.state().name(),
        (long) attempt.sends(),
        attempt.state().ended(),
        attempt.key().toString());
  }

  private static Attempt attempt(Tx.Row row) {
    return new Attempt(
        PaymentEntries.intended(row.text(1)),
        AttemptState.valueOf(row.text(2)),
        (int) row.number(3));
  }
}

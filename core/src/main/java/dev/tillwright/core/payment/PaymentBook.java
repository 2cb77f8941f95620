package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The follower that knows where every attempt stands: the work that a restart must take up again,
 * and what of a purchase has been given back.
 *
 * <p>An entry that the attempt's table does not allow changes nothing here; it can only come from a
 * journal written by other hands.
 */
public final class PaymentBook implements Follower {
  /** The follower's name. An earlier one, {@code payments}, knew fewer states. */
  public static final String NAME = "attempts";

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "CREATE TABLE attempt ("
                  + "payment_key TEXT PRIMARY KEY, sale TEXT NOT NULL, original TEXT,"
                  + " currency TEXT NOT NULL, amount BIGINT NOT NULL, state TEXT NOT NULL,"
                  + " restless BIGINT NOT NULL, sends BIGINT NOT NULL, authorized BIGINT NOT NULL,"
                  + " captured BIGINT NOT NULL, authorization_code TEXT NOT NULL,"
                  + " because_code TEXT NOT NULL, because TEXT NOT NULL, part TEXT,"
                  + " part_amount BIGINT NOT NULL, part_last BIGINT NOT NULL, part_at TEXT,"
                  + " owed BIGINT NOT NULL, intended_seq BIGINT NOT NULL, intended TEXT NOT NULL)",
              "CREATE INDEX attempt_owed ON attempt (owed, restless, intended_seq)",
              "CREATE INDEX attempt_restless ON attempt (restless, intended_seq)",
              "CREATE INDEX attempt_state ON attempt (state, intended_seq)",
              "CREATE INDEX attempt_original ON attempt (original)",
              "CREATE INDEX attempt_sale ON attempt (sale)"));

  private static final String COLUMNS =
      "SELECT intended, state, sends, authorized, captured, authorization_code,"
          + " because_code, because, part, part_amount, part_last, part_at FROM attempt ";

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
      PaymentEntries.told(entry)
          .ifPresent(
              key ->
                  tx.update("UPDATE attempt SET owed = 0 WHERE payment_key = ?", key.toString()));
      return;
    }
    if (event.get() instanceof AttemptEvent.Intended intended) {
      insert(entry, Attempt.of(intended), tx);
    } else {
      find(event.get().key(), tx)
          .flatMap(attempt -> attempt.after(event.get()))
          .ifPresent(attempt -> update(attempt, owes(event.get()), tx));
    }
  }

  @Override
  public void reset(Tx tx) {
    tx.update("DELETE FROM attempt");
  }

  /** One attempt. */
  public static Optional<Attempt> find(PaymentKey key, Tx tx) {
    return tx.first(COLUMNS + "WHERE payment_key = ?", PaymentBook::attempt, key.toString());
  }

  /** All attempts of a sale, in the order of their intents. */
  public static List<Attempt> ofSale(String sale, Tx tx) {
    return tx.list(COLUMNS + "WHERE sale = ? ORDER BY intended_seq", PaymentBook::attempt, sale);
  }

  /** What must still be driven on, in the order of the intents; at most {@code limit}. */
  public static List<Attempt> restless(int limit, Tx tx) {
    return tx.list(
        COLUMNS + "WHERE restless = 1 ORDER BY intended_seq LIMIT ?", PaymentBook::attempt, limit);
  }

  /**
   * The entry of the oldest intent that is not at its end: to be driven on, reserved but not
   * captured, or not told to the application.
   */
  public static Optional<Long> oldestOpen(Tx tx) {
    return tx.first(
        "SELECT intended_seq FROM attempt WHERE restless = 1 OR owed = 1 OR state = ?"
            + " ORDER BY intended_seq LIMIT 1",
        row -> row.number(1),
        AttemptState.AUTHORIZED.name());
  }

  /** Authorizations that nobody captured or gave up, oldest first; at most {@code limit}. */
  public static List<Attempt> authorized(int limit, Tx tx) {
    return tx.list(
        COLUMNS + "WHERE state = ? ORDER BY intended_seq LIMIT ?",
        PaymentBook::attempt,
        AttemptState.AUTHORIZED.name(),
        limit);
  }

  /** What refunds of a purchase have given back or may still give back. */
  static Money refunded(PaymentKey original, Currency currency, Tx tx) {
    long minor =
        tx.list(COLUMNS + "WHERE original = ?", PaymentBook::attempt, original.toString()).stream()
            .filter(attempt -> attempt.state().counts() || attempt.state().restless())
            .map(
                attempt -> attempt.state().counts() ? attempt.counted() : attempt.intent().amount())
            .mapToLong(Money::minor)
            .sum();
    return Money.ofMinor(minor, currency);
  }

  /**
   * The attempts that ended after their calls had returned without an end, and whose end the
   * application was not told yet; oldest first, at most {@code limit}.
   */
  static List<Attempt> owed(int limit, Tx tx) {
    return tx.list(
        COLUMNS + "WHERE owed = 1 AND restless = 0 ORDER BY intended_seq LIMIT ?",
        PaymentBook::attempt,
        limit);
  }

  /** Whether an event leaves the end open, so that the application must be told it later. */
  private static boolean owes(AttemptEvent event) {
    return event instanceof AttemptEvent.Stored
        || event instanceof AttemptEvent.OutcomeLost
        || event instanceof AttemptEvent.ReversalDecided
        || event instanceof AttemptEvent.LateApproval;
  }

  private static void insert(Entry entry, Attempt attempt, Tx tx) {
    AttemptEvent.Intended intent = attempt.intent();
    PaymentKey original = intent.original();
    tx.insertIfAbsent(
        "INSERT INTO attempt (payment_key, sale, original, currency, amount, state, restless,"
            + " sends, authorized, captured, authorization_code, because_code, because,"
            + " part_amount, part_last, owed, intended_seq, intended)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '', '', '', 0, 0, 0, ?, ?)",
        attempt.key().toString(),
        intent.sale(),
        original == null ? null : original.toString(),
        intent.amount().currency().getCurrencyCode(),
        intent.amount().minor(),
        attempt.state().name(),
        attempt.state().restless(),
        (long) attempt.sends(),
        entry.seq(),
        entry.payload());
  }

  private static void update(Attempt attempt, boolean owes, Tx tx) {
    if (owes) {
      tx.update("UPDATE attempt SET owed = 1 WHERE payment_key = ?", attempt.key().toString());
    }
    Attempt.Part part = attempt.part();
    tx.update(
        "UPDATE attempt SET state = ?, restless = ?, sends = ?, authorized = ?, captured = ?,"
            + " authorization_code = ?, because_code = ?, because = ?, part = ?, part_amount = ?,"
            + " part_last = ?, part_at = ? WHERE payment_key = ?",
        attempt.state().name(),
        attempt.state().restless(),
        (long) attempt.sends(),
        attempt.authorized().minor(),
        attempt.captured().minor(),
        attempt.authorizationCode(),
        attempt.because().code(),
        attempt.because().reason(),
        part == null ? null : part.key().toString(),
        part == null ? 0L : part.amount().minor(),
        part != null && part.last(),
        part == null ? null : part.at().toString(),
        attempt.key().toString());
  }

  private static Attempt attempt(Tx.Row row) {
    AttemptEvent.Intended intent = PaymentEntries.intended(row.text(1));
    Currency currency = intent.amount().currency();
    return new Attempt(
        intent,
        AttemptState.valueOf(row.text(2)),
        (int) row.number(3),
        Money.ofMinor(row.number(4), currency),
        Money.ofMinor(row.number(5), currency),
        row.text(6),
        new Attempt.Because(row.text(7), row.text(8)),
        part(row, currency));
  }

  private static Attempt.@Nullable Part part(Tx.Row row, Currency currency) {
    String key = row.optionalText(9).orElse(null);
    return key == null
        ? null
        : new Attempt.Part(
            PaymentKey.parse(key),
            Money.ofMinor(row.number(10), currency),
            row.number(11) != 0,
            Instant.parse(row.text(12)));
  }
}

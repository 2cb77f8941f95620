package dev.tillwright.core.host.stored;

import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.host.stored.StoredCard.State;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The books of stored value: cards, what moved, and the double entry. One ledger serves any number
 * of tills; each opens it over a database of its own to the same SQLite file's owner or the same
 * PostgreSQL.
 *
 * <p><b>Guarantees.</b> Each call is one serializable transaction, durable when it returns. No card
 * goes below zero; all postings sum to zero; what the shop owes is the sum of the balances: {@link
 * #check} proves it. A key that came before gets its first answer; with other content it is a
 * conflict and moves nothing; a reversal that comes first keeps its original from counting. Nothing
 * of a number is here but its index under a key and four digits; a code is here hashed. Unknown,
 * blocked, expired and foreign cards and wrong codes are answered alike.
 *
 * <p><b>Not guaranteed.</b> That somebody who learnt a number is its owner: give a card a code for
 * that. That answers take the same time in all cases.
 *
 * <p><b>Threads.</b> Any number. <b>Errors.</b> {@link dev.tillwright.core.TillwrightException} of
 * the store; after {@code store.unknown} and {@code store.failed} the same key is asked again.
 */
public final class StoredLedger implements AutoCloseable {
  private static final int MOST_NOTE = 200;
  private static final int MOST_WHO = 64;

  private final Database database;
  private final StoredPolicy policy;
  private final InstantSource clock;
  private final @Nullable SecretHasher hasher;
  private final @Nullable String decoy;
  private final Moving moving;

  private StoredLedger(
      Database database, StoredPolicy policy, InstantSource clock, @Nullable SecretHasher hasher) {
    this.database = Objects.requireNonNull(database, "database");
    this.policy = Objects.requireNonNull(policy, "policy");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.hasher = hasher;
    this.decoy = hasher == null ? null : hasher.hash("decoy".toCharArray());
    this.moving = new Moving(policy);
  }

  /**
   * Opens the ledger of a database, and makes its tables when there are none; cards have no codes.
   *
   * @param database closed with the ledger
   */
  public static StoredLedger open(Database database, StoredPolicy policy, InstantSource clock) {
    return open(new StoredLedger(database, policy, clock, null));
  }

  /**
   * The same, with what hashes the codes of cards; the same at all tills.
   *
   * @param database closed with the ledger
   */
  public static StoredLedger open(
      Database database, StoredPolicy policy, InstantSource clock, SecretHasher hasher) {
    return open(
        new StoredLedger(database, policy, clock, Objects.requireNonNull(hasher, "hasher")));
  }

  private static StoredLedger open(StoredLedger ledger) {
    ledger.database.migrate(StoredTables.COMPONENT, StoredTables.MIGRATIONS);
    return ledger;
  }

  /** What the shop lets its cards do. */
  public StoredPolicy policy() {
    return policy;
  }

  // --- moving value ----------------------------------------------------------------------------

  /** Moves value, or says why not. */
  public StoredAnswer move(StoredMove asked) {
    return move(asked, new char[0]);
  }

  /**
   * The same, for a card with a code.
   *
   * @param code as the customer gave it; empty for none; stays the caller's to wipe
   */
  public StoredAnswer move(StoredMove asked, char[] code) {
    String proven = asked.kind() == StoredMove.Kind.REDEMPTION ? proven(asked.card(), code) : null;
    return write(tx -> moving.move(asked, proven, now(), tx));
  }

  /**
   * Undoes a move; one that never came will not count when it does.
   *
   * @param original as it was asked
   * @return whether nothing of it counts; false when it was spent or given back, for ever
   */
  public boolean undo(StoredMove original) {
    return write(tx -> moving.undo(original, now(), tx));
  }

  /**
   * What became of a key; empty when it never came. What was undone is a no with {@link
   * StoredCode#UNDONE}.
   */
  public Optional<StoredAnswer> status(PaymentKey key) {
    return database.read(
        tx -> {
          MoveRow known = MoveRow.find(key, tx);
          if (known == null || known.answer().code() == StoredCode.UNDONE) {
            return Optional.empty();
          }
          return Optional.of(
              known.undone() ? StoredAnswer.no(StoredCode.UNDONE, known.asked()) : known.answer());
        });
  }

  /** What a key moved and was not undone, in minor units; 0 for one that never came. */
  public long movedMinor(PaymentKey key) {
    return database.read(
        tx -> {
          MoveRow known = MoveRow.find(key, tx);
          return known == null || !known.stands() ? 0L : known.answer().amount().minor();
        });
  }

  // --- asking ----------------------------------------------------------------------------------

  /**
   * What is on a card, for who stands before a till: counted, and refused when it is asked too
   * often.
   *
   * @param terminal that asks
   * @param code as the customer gave it; empty for none; stays the caller's to wipe
   */
  public StoredBalance balance(String terminal, CardToken card, char[] code) {
    String proven = proven(card, code);
    return write(tx -> balance(terminal, card, proven, now(), tx));
  }

  private StoredBalance balance(
      String terminal, CardToken card, @Nullable String proven, long now, Tx tx) {
    ProbeGuard guard = moving.guard();
    if (guard.closed(terminal, now, tx)) {
      return StoredBalance.no(StoredCode.LATER);
    }
    CardRow row = CardRow.find(card, tx);
    boolean usable = row != null && row.usable(row.currency(), now);
    if (row == null || !usable || !Moving.isProven(row, proven)) {
      guard.wrong(terminal, now, tx);
      return StoredBalance.no(StoredCode.NOT_VALID);
    }
    if (guard.closedFor(card, now, tx)) {
      return StoredBalance.no(StoredCode.LATER);
    }
    guard.asked(terminal, card, now, tx);
    StoredCard view = row.view();
    return new StoredBalance(StoredCode.APPROVED, Optional.of(view.balance()), view.expires());
  }

  /** A card as it stands, for the office; nothing is counted. */
  public Optional<StoredCard> card(CardToken card) {
    return database.read(
        tx -> {
          CardRow row = CardRow.find(card, tx);
          return row == null ? Optional.<StoredCard>empty() : Optional.of(row.view());
        });
  }

  /** What moved so far, one a currency, by code. */
  public List<StoredTotals> totals() {
    return database.read(Postings::totals);
  }

  /** Proves that all adds up, on one snapshot; reads all of the ledger. */
  public StoredCheck check() {
    return database.read(
        tx ->
            new StoredCheck(
                count("stored_card", tx),
                count("stored_posting", tx),
                Postings.totals(tx),
                Postings.faults(tx)));
  }

  private static long count(String table, Tx tx) {
    return tx.first("select count(*) from " + table, row -> row.number(1)).orElse(0L);
  }

  /**
   * Payments that were taken while the ledger was out of reach and that it refused when they came:
   * more was spent than there was. Newest first.
   *
   * @param most 1 to 10,000
   */
  public List<PaymentKey> overspent(int most) {
    if (most < 1 || most > 10_000) {
      throw new IllegalArgumentException("1 to 10,000 payments at a time");
    }
    return database.read(
        tx ->
            tx.list(
                "select payment from stored_move where forwarded = 1 and code <> ?"
                    + " and undone = 0 order by at desc, payment limit ?",
                row -> PaymentKey.parse(row.text(1)),
                StoredCode.APPROVED.code(),
                most));
  }

  // --- the office ------------------------------------------------------------------------------

  /**
   * Nothing is spent from a card or put onto it from now on; refunds are, and wait.
   *
   * @param who 1 to 64 characters
   * @param why 1 to 200 characters
   * @return whether it was active
   */
  public boolean block(CardToken card, String who, String why) {
    return turn(card, State.ACTIVE, State.BLOCKED, who, why);
  }

  /**
   * The way back.
   *
   * @return whether it was blocked
   */
  public boolean unblock(CardToken card, String who, String why) {
    return turn(card, State.BLOCKED, State.ACTIVE, who, why);
  }

  private boolean turn(CardToken card, State from, State to, String who, String why) {
    if (who.isBlank() || who.length() > MOST_WHO || why.isBlank() || why.length() > MOST_NOTE) {
      throw new IllegalArgumentException("who has 1 to 64 characters, and why 1 to 200");
    }
    return write(
        tx -> {
          CardRow row = CardRow.find(card, tx);
          if (row == null || row.state() != from) {
            return false;
          }
          row.with(row.balance(), to).write(tx);
          tx.insertIfAbsent(
              "insert into stored_note (card, at, what, who, why) values (?, ?, ?, ?, ?)",
              card.value(),
              now(),
              to.name(),
              who,
              why);
          return true;
        });
  }

  /**
   * Gives an active card a code, without which nothing is spent from it any more, nor its balance
   * told. Forwarded payments carry no code, so that such a card is not for tills out of reach.
   *
   * @param code 4 to 12 digits; stays the caller's to wipe
   * @return whether there is such a card
   * @throws IllegalStateException when the ledger was opened without a hasher
   */
  public boolean code(CardToken card, char[] code) {
    SecretHasher hashes = hasher;
    if (hashes == null) {
      throw new IllegalStateException("codes are only kept hashed: give the ledger a hasher");
    }
    if (code.length < 4 || code.length > 12) {
      throw new IllegalArgumentException("a code has 4 to 12 digits");
    }
    for (char each : code) {
      if (each < '0' || each > '9') {
        throw new IllegalArgumentException("a code has 4 to 12 digits");
      }
    }
    String hash = hashes.hash(code);
    return write(
        tx ->
            tx.update(
                    "update stored_card set code_hash = ? where card = ? and state = ?",
                    hash,
                    card.value(),
                    State.ACTIVE.name())
                > 0);
  }

  /** The card's hash when the code is right. Hashing is slow, and done outside of a transaction. */
  private @Nullable String proven(CardToken card, char[] code) {
    SecretHasher hashes = hasher;
    if (hashes == null || decoy == null || code.length == 0) {
      return null;
    }
    CardRow row = database.read(tx -> Optional.ofNullable(CardRow.find(card, tx))).orElse(null);
    String hash = row == null || row.codeHash() == null ? decoy : row.codeHash();
    return hashes.verify(code, hash) ? hash : null;
  }

  /**
   * Posts what expired by now as the shop's (breakage). Call it once a day.
   *
   * @param most cards at a time, 1 to 10,000; call again while it answers as many
   * @return how many cards
   */
  public int expire(int most) {
    if (most < 1 || most > 10_000) {
      throw new IllegalArgumentException("1 to 10,000 cards at a time");
    }
    return write(
        tx -> {
          long now = now();
          List<CardRow> due =
              tx.list(
                  "select card, last4, currency, balance, state, activated, used, expires, floor,"
                      + " code_hash from stored_card where expires <= ? and state = ?"
                      + " order by expires, card limit ?",
                  CardRow::row,
                  now,
                  State.ACTIVE.name(),
                  most);
          due.forEach(card -> moving.expired(card, now, tx));
          return due.size();
        });
  }

  /** What is owed to those who hold cards, one a currency. */
  public List<Money> open() {
    return totals().stream().map(StoredTotals::open).toList();
  }

  private <T> T write(Function<Tx, T> work) {
    return database.write(work);
  }

  private long now() {
    return clock.instant().toEpochMilli();
  }

  /** When a card's value expires that was sold and used last then; empty for never. */
  public Optional<Instant> expires(Instant activated, Instant used) {
    return policy.expiry().at(activated, used);
  }

  /** Closes the database. */
  @Override
  public void close() {
    database.close();
  }
}

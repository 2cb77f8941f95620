package dev.tillwright.core.reconcile;

import dev.tillwright.core.host.TraceNumbers;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.reconcile.JournalMove.Kind;
import dev.tillwright.core.reconcile.JournalMove.State;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The movements of money that a host should have settled, as a follower of the journal: each
 * purchase, capture and refund, with all the names by which a host may know it, and the corrections
 * that were accepted. Works over the journals of several terminals as over one.
 *
 * <p>Holds no state of its own; for any number of threads.
 */
public final class SettlementBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "settlement";

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table settle_move (move_key varchar(64) not null primary key,"
                  + " attempt varchar(64) not null, kind varchar(16) not null,"
                  + " rrn varchar(32) not null, stan varchar(6) not null,"
                  + " terminal varchar(32) not null, token varchar(64) not null,"
                  + " currency varchar(3) not null, minor bigint not null,"
                  + " at_millis bigint not null, state varchar(16) not null, seq bigint not null,"
                  + " settled varchar(64) not null)",
              "create index settle_move_attempt on settle_move (attempt)",
              "create index settle_move_rrn on settle_move (rrn)",
              "create index settle_move_stan on settle_move (stan, at_millis)",
              "create index settle_move_token on settle_move (token, at_millis)",
              "create index settle_move_at on settle_move (at_millis)",
              "create table settle_correction (id varchar(200) not null primary key,"
                  + " terminal varchar(32) not null, seq bigint not null)"),
          Migration.of(
              2, "alter table settle_move add column tender varchar(16) not null default ''"));

  /**
   * The kind of the entry that tells that one capture was settled, while not all of its payment is:
   * {@code settlement, key}.
   */
  public static final String SHOWN = "settlement.shown";

  private static final String ASKED = "update settle_move set state = ?, seq = ?";

  /** A follower that knows nothing yet. */
  public SettlementBook() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from settle_move");
    tx.update("delete from settle_correction");
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (entry.kind().equals(Correction.KIND)) {
      tx.insertIfAbsent(
          "insert into settle_correction (id, terminal, seq) values (?, ?, ?)",
          JsonIn.parse(entry.payload()).text("id"),
          entry.terminal(),
          entry.seq());
      return;
    }
    if (entry.kind().equals(SHOWN)) {
      JsonIn in = JsonIn.parse(entry.payload());
      tx.update(
          "update settle_move set settled = ?, seq = ? where move_key = ? and settled = ''",
          in.text("settlement"),
          entry.seq(),
          in.text("key"));
      return;
    }
    Optional<AttemptEvent> event = PaymentEntries.read(entry);
    event.ifPresent(it -> fold(it, entry, tx));
  }

  /**
   * That a settlement showed a capture just as the journal has it, though not yet all of its
   * payment.
   *
   * @param capture its key
   */
  public static Draft shown(String settlement, String capture) {
    return new Draft(
        SHOWN, JsonOut.object(out -> out.put("settlement", settlement).put("key", capture)));
  }

  /** Whether a settlement showed a movement. */
  public static boolean isShown(String key, Tx tx) {
    return tx.first(
            "select seq from settle_move where move_key = ? and settled <> ''",
            row -> row.number(1),
            key)
        .isPresent();
  }

  /** Whether the difference with this id was accepted. */
  public static boolean isAccepted(String id, Tx tx) {
    return tx.first("select seq from settle_correction where id = ?", row -> row.number(1), id)
        .isPresent();
  }

  private static void fold(AttemptEvent event, Entry entry, Tx tx) {
    String key = event.key().toString();
    long seq = entry.seq();
    if (event instanceof AttemptEvent.Intended it) {
      if (it.tender() != TenderKind.GIFT) { // whose ledger is the shop's own: no file comes of it
        intended(it, entry, tx);
      }
    } else if (event instanceof AttemptEvent.Approved it) {
      approved(key, it.amount(), it.reference(), seq, tx);
    } else if (event instanceof AttemptEvent.PartiallyApproved it) {
      approved(key, it.amount(), it.reference(), seq, tx);
      state(key, State.OPEN, seq, tx);
    } else if (event instanceof AttemptEvent.PartialAccepted) {
      state(key, State.COUNTED, seq, tx);
    } else if (event instanceof AttemptEvent.Declined
        || event instanceof AttemptEvent.Cancelled
        || event instanceof AttemptEvent.NotSent) {
      state(key, State.REFUSED, seq, tx);
    } else if (event instanceof AttemptEvent.ReversalDecided
        || event instanceof AttemptEvent.VoidDecided
        || event instanceof AttemptEvent.LateApproval) {
      state(key, State.UNDOING, seq, tx);
    } else if (event instanceof AttemptEvent.Reversed || event instanceof AttemptEvent.Voided) {
      state(key, State.UNDONE, seq, tx);
    } else if (event instanceof AttemptEvent.CaptureDecided it) {
      part(it, seq, tx);
    } else if (event instanceof AttemptEvent.Captured) {
      openPart(key, State.COUNTED, seq, tx);
    } else if (event instanceof AttemptEvent.CaptureDeclined) {
      openPart(key, State.REFUSED, seq, tx);
    } else if (event instanceof AttemptEvent.Settled it) {
      tx.update(
          // What an earlier settlement showed keeps its reference.
          "update settle_move set settled = ?, seq = ? where attempt = ? and settled = ''",
          it.reference(),
          seq,
          key);
    } else if (event instanceof AttemptEvent.SettledByHand it) {
      byHand(key, it.moved(), seq, tx);
    }
  }

  private static void intended(AttemptEvent.Intended it, Entry entry, Tx tx) {
    Kind kind =
        switch (it.kind()) {
          case PURCHASE -> Kind.PURCHASE;
          case AUTHORIZATION -> Kind.AUTHORIZATION;
          default -> Kind.REFUND;
        };
    String token = it.card().token().value();
    String key = it.key().toString();
    String tender = it.tender().name();
    insert(it.key(), key, kind, token, tender, it.amount(), it.at(), entry.seq(), tx);
  }

  private static void insert(
      PaymentKey key,
      String attempt,
      Kind kind,
      String token,
      String tender,
      Money amount,
      Instant at,
      long seq,
      Tx tx) {
    tx.insertIfAbsent(
        "insert into settle_move (move_key, attempt, kind, rrn, stan, terminal, token, currency,"
            + " minor, at_millis, state, seq, tender, settled)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
        key.toString(),
        attempt,
        kind.name(),
        TraceNumbers.reference(key, at),
        TraceNumbers.trace(key),
        key.terminal(),
        token,
        amount.currency().getCurrencyCode(),
        amount.minor(),
        at.toEpochMilli(),
        State.OPEN.name(),
        seq,
        tender);
  }

  private static void part(AttemptEvent.CaptureDecided it, long seq, Tx tx) {
    String key = it.key().toString();
    String[] of =
        tx.first(
                "select token, tender from settle_move where move_key = ?",
                row -> new String[] {row.text(1), row.text(2)},
                key)
            .orElse(new String[] {"", ""});
    insert(it.part(), key, Kind.CAPTURE, of[0], of[1], it.amount(), it.at(), seq, tx);
  }

  private static void approved(String key, @Nullable Money amount, String rrn, long seq, Tx tx) {
    state(key, State.COUNTED, seq, tx);
    if (amount != null) {
      tx.update("update settle_move set minor = ? where move_key = ?", amount.minor(), key);
    }
    if (rrn.matches("[0-9A-Za-z]{1,12}")) {
      tx.update("update settle_move set rrn = ? where move_key = ?", rrn, key);
    }
  }

  private static void state(String key, State state, long seq, Tx tx) {
    tx.update(ASKED + " where move_key = ?", state.name(), seq, key);
  }

  /** There is one at most: an authorization is captured part by part. */
  private static int openPart(String attempt, State state, long seq, Tx tx) {
    return tx.update(
        ASKED + " where attempt = ? and kind = 'CAPTURE' and state = 'OPEN'",
        state.name(),
        seq,
        attempt);
  }

  private static void byHand(String key, boolean moved, long seq, Tx tx) {
    State open = moved ? State.COUNTED : State.REFUSED;
    if (openPart(key, open, seq, tx) == 0) {
      tx.update(ASKED + " where move_key = ? and state = 'OPEN'", open.name(), seq, key);
      if (!moved) {
        tx.update(
            ASKED + " where move_key = ? and state = 'UNDOING'", State.UNDONE.name(), seq, key);
      }
    }
  }
}

package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.GiftLine.State;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The follower that knows which value was sold for which card and what became of it, and what gift
 * cards come to. Questions are asked inside {@code database.read(tx -> …)}.
 *
 * <p>Holds no state of its own; for any number of threads.
 */
public final class GiftBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "gifts";

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table gift_line (sale varchar(64) not null, line bigint not null,"
                  + " token varchar(64) not null, masked varchar(32) not null,"
                  + " currency varchar(3) not null, minor bigint not null,"
                  + " first bigint not null, state varchar(16) not null, payment varchar(64),"
                  + " unload varchar(64), because varchar(64) not null, seq bigint not null,"
                  + " primary key (sale, line))",
              "create index gift_line_state on gift_line (state, seq)",
              "create index gift_line_payment on gift_line (payment)",
              "create index gift_line_unload on gift_line (unload)",
              "create table gift_move (payment varchar(64) not null primary key,"
                  + " kind varchar(16) not null, currency varchar(3) not null,"
                  + " minor bigint not null, counts bigint not null)",
              "create table gift_expired (terminal varchar(32) not null, seq bigint not null,"
                  + " currency varchar(3) not null, minor bigint not null,"
                  + " primary key (terminal, seq))"));

  private static final int MOST_BECAUSE = 64;

  private static final String COLUMNS =
      "select sale, line, token, masked, currency, minor, first, state, payment, unload, because"
          + " from gift_line ";

  /** A follower that knows nothing yet. */
  public GiftBook() {}

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
    for (String table : List.of("gift_line", "gift_move", "gift_expired")) {
      tx.update("delete from " + table);
    }
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    switch (entry.kind()) {
      case GiftEntries.LINE -> line(entry, JsonIn.parse(entry.payload()), tx);
      case GiftEntries.REPLACED -> replaced(JsonIn.parse(entry.payload()), tx);
      case GiftEntries.CANCELLED -> cancelled(JsonIn.parse(entry.payload()), tx);
      case GiftEntries.EXPIRED -> expired(entry, JsonIn.parse(entry.payload()), tx);
      case CompletedSale.KIND -> completed(CompletedSale.read(entry), tx);
      default -> PaymentEntries.read(entry).ifPresent(event -> payment(event, tx));
    }
  }

  private static void line(Entry entry, JsonIn in, Tx tx) {
    tx.insertIfAbsent(
        "insert into gift_line (sale, line, token, masked, currency, minor, first, state, because,"
            + " seq) values (?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
        in.text("sale"),
        in.number("line"),
        GiftEntries.token(in),
        in.object("card").text("masked"),
        in.text("currency"),
        in.number("amount"),
        in.truth("first"),
        State.OPEN.name(),
        entry.seq());
  }

  private static void replaced(JsonIn in, Tx tx) {
    tx.update(
        "update gift_line set token = ?, masked = ?, first = ?, state = ?, payment = null,"
            + " because = '' where sale = ? and line = ?",
        GiftEntries.token(in),
        in.object("card").text("masked"),
        in.truth("first"),
        State.DUE.name(),
        in.text("sale"),
        in.number("line"));
  }

  private static void cancelled(JsonIn in, Tx tx) {
    tx.update(
        "update gift_line set state = ?, because = ? where sale = ? and line = ?",
        State.CANCELLED.name(),
        in.text("back"),
        in.text("sale"),
        in.number("line"));
  }

  private static void expired(Entry entry, JsonIn in, Tx tx) {
    tx.insertIfAbsent(
        "insert into gift_expired (terminal, seq, currency, minor) values (?, ?, ?, ?)",
        entry.terminal(),
        entry.seq(),
        in.text("currency"),
        in.number("amount"));
  }

  private static void completed(CompletedSale sale, Tx tx) {
    for (CompletedLine line : sale.lines()) {
      if (line.priced().line().item().isStoredValue()) {
        tx.update(
            "update gift_line set state = ? where sale = ? and line = ? and state = ?",
            State.DUE.name(),
            sale.id().toString(),
            line.priced().line().number(),
            State.OPEN.name());
      }
    }
  }

  private static void payment(AttemptEvent event, Tx tx) {
    if (event instanceof AttemptEvent.Intended it) {
      if (it.tender() == TenderKind.GIFT) {
        intended(it, tx);
      }
      return;
    }
    String key = event.key().toString();
    boolean known =
        tx.first("select payment from gift_move where payment = ?", row -> row.text(1), key)
            .isPresent();
    if (known) {
      moved(key, event, tx);
    }
  }

  private static void intended(AttemptEvent.Intended it, Tx tx) {
    String key = it.key().toString();
    tx.insertIfAbsent(
        "insert into gift_move (payment, kind, currency, minor, counts) values (?, ?, ?, ?, 0)",
        key,
        it.kind().name(),
        it.amount().currency().getCurrencyCode(),
        it.amount().minor());
    PaymentKey original = it.original();
    if (it.kind().loads()) {
      tx.update(
          "update gift_line set state = ?, payment = ?, because = '' where sale = ? and token = ?"
              + " and state = ?",
          State.LOADING.name(),
          key,
          it.sale(),
          it.card().token().value(),
          State.DUE.name());
    } else if (it.kind() == AttemptKind.UNLOAD && original != null) {
      tx.update(
          "update gift_line set state = ?, unload = ? where payment = ?",
          State.UNLOADING.name(),
          key,
          original.toString());
    }
  }

  private static void moved(String key, AttemptEvent event, Tx tx) {
    if (event instanceof AttemptEvent.Approved it) {
      counts(key, it.amount(), tx);
    } else if (event instanceof AttemptEvent.PartiallyApproved it) {
      tx.update("update gift_move set minor = ? where payment = ?", it.amount().minor(), key);
    } else if (event instanceof AttemptEvent.PartialAccepted
        || event instanceof AttemptEvent.Stored) {
      counts(key, null, tx);
    } else if (event instanceof AttemptEvent.SettledByHand it && it.moved()) {
      counts(key, null, tx);
    } else if (event instanceof AttemptEvent.Declined it) {
      ends(key, State.REFUSED, shortened(it.code()), tx);
    } else if (event instanceof AttemptEvent.NotSent || event instanceof AttemptEvent.Cancelled) {
      ends(key, State.DUE, "", tx);
    } else if (event instanceof AttemptEvent.ReversalDecided
        || event instanceof AttemptEvent.VoidDecided
        || event instanceof AttemptEvent.Voided
        || event instanceof AttemptEvent.SettledByHand) {
      ends(key, State.REFUSED, "undone", tx);
    }
  }

  private static void counts(String key, @Nullable Money amount, Tx tx) {
    if (amount != null) {
      tx.update("update gift_move set minor = ? where payment = ?", amount.minor(), key);
    }
    tx.update("update gift_move set counts = 1 where payment = ?", key);
    tx.update(
        "update gift_line set state = ? where payment = ? and state = ?",
        State.LOADED.name(),
        key,
        State.LOADING.name());
    tx.update(
        "update gift_line set state = ? where unload = ? and state = ?",
        State.UNLOADED.name(),
        key,
        State.UNLOADING.name());
  }

  /** A host's code may be of any length. */
  private static String shortened(String code) {
    return code.substring(0, Math.min(code.length(), MOST_BECAUSE));
  }

  /** Nothing of it counts; what was to be taken off stays on its card. */
  private static void ends(String key, State load, String because, Tx tx) {
    tx.update("update gift_move set counts = 0 where payment = ?", key);
    tx.update(
        "update gift_line set state = ?, because = ? where payment = ? and (state = ? or state ="
            + " ?)",
        load.name(),
        because,
        key,
        State.LOADING.name(),
        State.LOADED.name());
    tx.update(
        "update gift_line set state = ? where unload = ? and (state = ? or state = ?)",
        State.LOADED.name(),
        key,
        State.UNLOADING.name(),
        State.UNLOADED.name());
  }

  /** One line of a sale. */
  public static Optional<GiftLine> find(String sale, int line, Tx tx) {
    return tx.first(COLUMNS + "where sale = ? and line = ?", GiftBook::line, sale, line);
  }

  /** All of a sale, in the order of its lines. */
  public static List<GiftLine> ofSale(String sale, Tx tx) {
    return tx.list(COLUMNS + "where sale = ? order by line", GiftBook::line, sale);
  }

  /** In one state, oldest first. */
  public static List<GiftLine> in(State state, int limit, Tx tx) {
    return tx.list(
        COLUMNS + "where state = ? order by seq, line limit ?",
        GiftBook::line,
        state.name(),
        limit);
  }

  /** What gift cards come to, one a currency, by code. */
  public static List<GiftLiability> liability(Tx tx) {
    Map<String, long[]> sums = new TreeMap<>(); // sold, due, redeemed, expired, loads
    tx.each(
        "select currency, kind, sum(minor), count(*) from gift_move where counts = 1"
            + " group by currency, kind",
        row -> {
          long[] sum = sums.computeIfAbsent(row.text(1), any -> new long[5]);
          long minor = row.number(3);
          switch (AttemptKind.valueOf(row.text(2))) {
            case ACTIVATION, LOAD -> {
              sum[0] += minor;
              sum[4] += row.number(4);
            }
            case UNLOAD -> sum[0] -= minor;
            case PURCHASE, AUTHORIZATION -> sum[2] += minor;
            case REFUND -> sum[2] -= minor;
          }
        });
    tx.each(
        "select currency, sum(minor) from gift_line where state in ('DUE', 'LOADING', 'REFUSED')"
            + " group by currency",
        row -> sums.computeIfAbsent(row.text(1), any -> new long[5])[1] += row.number(2));
    tx.each(
        "select currency, sum(minor) from gift_expired group by currency",
        row -> sums.computeIfAbsent(row.text(1), any -> new long[5])[3] += row.number(2));
    return sums.entrySet().stream()
        .map(
            it -> {
              Currency currency = Currency.getInstance(it.getKey());
              long[] sum = it.getValue();
              return new GiftLiability(
                  sum[4],
                  Money.ofMinor(sum[0], currency),
                  Money.ofMinor(sum[1], currency),
                  Money.ofMinor(sum[2], currency),
                  Money.ofMinor(sum[3], currency));
            })
        .toList();
  }

  private static GiftLine line(Tx.Row row) {
    return new GiftLine(
        row.text(1),
        (int) row.number(2),
        GiftEntries.card(row.text(3), row.text(4)),
        Money.ofMinor(row.number(6), Currency.getInstance(row.text(5))),
        row.number(7) != 0,
        State.valueOf(row.text(8)),
        row.optionalText(9).map(PaymentKey::parse),
        row.optionalText(10).map(PaymentKey::parse),
        row.text(11));
  }
}

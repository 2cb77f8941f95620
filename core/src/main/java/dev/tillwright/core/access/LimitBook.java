package dev.tillwright.core.access;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.OnwardClock;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What moved, for whom and when, folded from the journal: a row for each tender, and one for each
 * part of it that was taken off again or went back, which names the first.
 *
 * <p>At a till it holds that till's, at the times of an {@link OnwardClock}. At the central store,
 * as {@link #everywhere}, it holds those of all terminals, at times that can be compared, see
 * {@link SharedTimes}. There each looks at rows of its own terminal only, so that the order between
 * terminals does not matter: what goes back at another till than the one that sold makes no room.
 */
final class LimitBook implements Follower {
  static final String NAME = "limits";

  /** The name at the central store, and the first word of its tables. */
  static final String SHARED = "sharedlimits";

  static final String TENDER = "TENDER";
  static final String REMOVED = "REMOVED";
  static final String REFUND = "REFUND";

  private final @Nullable SharedTimes shared;
  private final String moved;
  private final String open;
  private final UnaryOperator<String> cards;
  private final UnaryOperator<String> members;

  private LimitBook(
      @Nullable SharedTimes shared,
      String tables,
      UnaryOperator<String> cards,
      UnaryOperator<String> members) {
    this.shared = shared;
    this.moved = tables + "_moved";
    this.open = tables + "_sale";
    this.cards = cards;
    this.members = members;
  }

  /** A till's own. */
  static LimitBook here() {
    return new LimitBook(null, "limit", it -> it, it -> it);
  }

  /**
   * The central store's, in which cards and members are indexes under a key.
   *
   * @param clock the central store's, by which is forgotten what no window needs
   */
  static LimitBook everywhere(KeyedIndex index, Clock clock) {
    return new LimitBook(
        new SharedTimes(clock),
        "shared",
        it -> SharedTables.subject(index, "card " + it),
        it -> SharedTables.subject(index, "member " + it));
  }

  @Override
  public String name() {
    return shared != null ? SHARED : NAME;
  }

  @Override
  public List<Migration> migrations() {
    return shared != null ? SharedTables.MIGRATIONS : own();
  }

  private static List<Migration> own() {
    return List.of(
        Migration.of(
            1,
            "create table limit_moved (seq bigint not null, part bigint not null,"
                + " what varchar(8) not null, of_seq bigint not null, sale varchar(64) not null,"
                + " kind varchar(16) not null, payment varchar(64), card varchar(64),"
                + " member varchar(64), currency varchar(3) not null, amount bigint not null,"
                + " at bigint not null, primary key (seq, part))",
            "create index limit_card on limit_moved (card, seq)",
            "create index limit_member on limit_moved (member, seq)",
            "create index limit_at on limit_moved (at)",
            "create index limit_sale_moved on limit_moved (sale, seq)",
            "create table limit_sale (sale varchar(64) not null primary key,"
                + " member varchar(64), origin varchar(64))",
            "create table limit_clock (id bigint not null primary key, latest bigint not null)"),
        Migration.of(2, "alter table limit_clock add column ahead bigint not null default 0"));
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (shared != null) {
      SharedTables.shown(entry, tx);
    }
    if (!entry.kind().startsWith("sale.")) {
      return;
    }
    switch (entry.kind()) {
      case "sale.opened",
          "sale.memberIdentified",
          "sale.tendered",
          "sale.deposited",
          "sale.depositReturned",
          "sale.tenderRemoved",
          "sale.voided",
          CompletedSale.KIND ->
          SaleEvents.read(entry).ifPresent(event -> fold(entry, event, tx));
      default -> {
        // nothing moves
      }
    }
  }

  private void fold(Entry entry, SaleEvent event, Tx tx) {
    String sale = event.sale().toString();
    if (event instanceof SaleEvent.Opened it) {
      SaleId origin = it.origin();
      if (!it.kind().isReturn() || origin != null) {
        String of = origin == null || !it.kind().isReturn() ? null : origin.toString();
        tx.insertIfAbsent("insert into " + open + " (sale, origin) values (?, ?)", sale, of);
      }
    } else if (event instanceof SaleEvent.MemberIdentified it) {
      tx.update(
          "update " + open + " set member = ? where sale = ?", members.apply(it.member()), sale);
    } else if (event instanceof SaleEvent.Tendered it) {
      moved(entry, sale, it.tender(), tx);
    } else if (event instanceof SaleEvent.Deposited it) {
      moved(entry, sale, it.tender(), tx);
    } else if (event instanceof SaleEvent.DepositReturned it) {
      refunded(entry, sale, List.of(it.tender()), 1, tx);
    } else if (event instanceof SaleEvent.TenderRemoved it) {
      removed(entry, sale, it.payment(), tx);
    } else if (event instanceof SaleEvent.Voided) {
      back(entry, REMOVED, rows(tx, "sale = ?", sale), Long.MAX_VALUE, 1, tx);
      ended(entry, sale, tx);
    } else if (event instanceof SaleEvent.Completed it) {
      CompletedSale done = it.completed();
      int part = 1;
      if (done.total().isNegative()) { // an exchange that paid out: nothing came in by it
        part = back(entry, REMOVED, rows(tx, "sale = ?", sale), Long.MAX_VALUE, part, tx);
      }
      if (done.kind().isReturn() || done.total().isNegative()) {
        refunded(entry, String.valueOf(done.origin()), done.tenders(), part, tx);
      }
      ended(entry, sale, tx);
    }
  }

  /** A return's tenders are what goes out; they are counted when it ends, against the original. */
  private void moved(Entry entry, String sale, TenderLine tender, Tx tx) {
    var known =
        tx.first(
            "select member, origin from " + open + " where sale = ?",
            row -> new Open(row.optionalText(1).orElse(null), row.optionalText(2).orElse(null)),
            sale);
    if (known.isEmpty() || known.get().origin() != null) {
      return;
    }
    insert(
        entry,
        1,
        TENDER,
        0,
        new Row(
            0,
            sale,
            tender.kind().name(),
            tender.payment(),
            token(tender.card()),
            known.get().member(),
            tender.charged().currency().getCurrencyCode(),
            tender.charged().minor(),
            0),
        tender.charged().minor(),
        tx);
  }

  private @Nullable String token(@Nullable ProtectedCard card) {
    CardToken token = card == null ? null : card.token();
    return token == null ? null : cards.apply(token.value());
  }

  private void removed(Entry entry, String sale, @Nullable String payment, Tx tx) {
    List<Row> rows =
        payment == null
            ? rows(tx, "sale = ? and kind = 'CASH'", sale)
            : rows(tx, "sale = ? and payment = ?", sale, payment);
    if (!rows.isEmpty()) {
      back(entry, REMOVED, List.of(rows.get(0)), Long.MAX_VALUE, 1, tx);
    }
  }

  private void refunded(Entry entry, String origin, List<TenderLine> out, int from, Tx tx) {
    int part = from;
    if (shared != null && !origin.startsWith(entry.terminal() + ".")) {
      return; // the selling till's entries may come before or after this one
    }
    for (TenderLine line : out) {
      String kind = line.kind().name();
      String card = token(line.card());
      List<Row> rows =
          card == null
              ? rows(tx, "sale = ? and kind = ?", origin, kind)
              : rows(tx, "sale = ? and kind = ? and card = ?", origin, kind, card);
      part = back(entry, REFUND, rows, line.charged().minor(), part, tx);
    }
  }

  /** Takes so much off these rows, the newest first, and never more than is left of each. */
  private int back(Entry entry, String what, List<Row> rows, long amount, int from, Tx tx) {
    long rest = amount;
    int part = from;
    for (Row row : rows) {
      long off = Math.min(rest, row.amount - row.gone);
      if (off > 0) {
        insert(entry, part++, what, row.seq, row, -off, tx);
        rest -= off;
      }
    }
    return part;
  }

  private List<Row> rows(Tx tx, String where, Object... arguments) {
    return tx.list(
        "select seq, sale, kind, payment, card, member, currency, amount, (select"
            + " coalesce(-sum(b.amount), 0) from "
            + moved
            + " b where b.sale = m.sale and b.of_seq ="
            + " m.seq) from "
            + moved
            + " m where what = 'TENDER' and "
            + where
            + " order by seq desc",
        row ->
            new Row(
                row.number(1),
                row.text(2),
                row.text(3),
                row.optionalText(4).orElse(null),
                row.optionalText(5).orElse(null),
                row.optionalText(6).orElse(null),
                row.text(7),
                row.number(8),
                row.number(9)),
        arguments);
  }

  private void insert(Entry entry, int part, String what, long of, Row row, long amount, Tx tx) {
    long at = shared != null ? shared.at(entry, tx) : at(entry, tx);
    List<@Nullable Object> values = new ArrayList<>();
    if (shared != null) {
      values.add(entry.terminal());
    }
    values.add(entry.seq());
    values.add((long) part);
    values.add(what);
    values.add(of);
    values.add(row.sale);
    values.add(row.kind);
    values.add(row.payment);
    values.add(row.card);
    values.add(row.member);
    values.add(row.currency);
    values.add(amount);
    values.add(at);
    tx.update(
        "insert into "
            + moved
            + (shared != null ? " (terminal, seq, part," : " (seq, part,")
            + " what, of_seq, sale, kind, payment, card, member, currency, amount, at) values ("
            + (shared != null ? "?, " : "")
            + "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values.toArray());
  }

  private static long at(Entry entry, Tx tx) {
    OnwardClock now = clock(tx).at(entry.at());
    tx.update("delete from limit_clock");
    tx.update(
        "insert into limit_clock (id, latest, ahead) values (1, ?, ?)", now.latest(), now.offset());
    return now.latest();
  }

  /** A till's own, as its newest tender left it. */
  static OnwardClock clock(Tx tx) {
    return tx.first(
            "select latest, ahead from limit_clock",
            row -> new OnwardClock(row.number(1), row.number(2)))
        .orElse(OnwardClock.START);
  }

  private void ended(Entry entry, String sale, Tx tx) {
    tx.update("delete from " + open + " where sale = ?", sale);
    if (shared != null) { // what was reserved for it is what moved by it, from now on
      tx.update(
          "delete from shared_reserved where sale = ? and terminal = ?", sale, entry.terminal());
      tx.update(
          "delete from shared_shown where sale = ? and not exists"
              + " (select 1 from shared_moved m where m.sale = ?)",
          sale,
          sale);
      shared.forget(entry.terminal(), tx);
    }
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from " + moved);
    tx.update("delete from " + open);
    tx.update("delete from " + (shared != null ? "shared_clock" : "limit_clock"));
    if (shared != null) {
      tx.update("delete from shared_shown");
    }
  }

  private record Open(@Nullable String member, @Nullable String origin) {}

  private record Row(
      long seq,
      String sale,
      String kind,
      @Nullable String payment,
      @Nullable String card,
      @Nullable String member,
      String currency,
      long amount,
      long gone) {}
}

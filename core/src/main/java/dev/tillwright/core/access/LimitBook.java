package dev.tillwright.core.access;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What moved, for whom and when, folded from the journal: a row for each tender, and one for each
 * part of it that was taken off again or went back, which names the first. Times never run back: an
 * entry whose clock was behind counts at the time of the one before it.
 */
final class LimitBook implements Follower {
  static final String NAME = "limits";

  static final String TENDER = "TENDER";
  static final String REMOVED = "REMOVED";
  static final String REFUND = "REFUND";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
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
            "create table limit_clock (id bigint not null primary key, latest bigint not null)"));
  }

  @Override
  public void apply(Entry entry, Tx tx) {
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

  private static void fold(Entry entry, SaleEvent event, Tx tx) {
    String sale = event.sale().toString();
    if (event instanceof SaleEvent.Opened it) {
      SaleId origin = it.origin();
      if (!it.kind().isReturn()) {
        tx.insertIfAbsent("insert into limit_sale (sale) values (?)", sale);
      } else if (origin != null) {
        tx.insertIfAbsent(
            "insert into limit_sale (sale, origin) values (?, ?)", sale, origin.toString());
      }
    } else if (event instanceof SaleEvent.MemberIdentified it) {
      tx.update("update limit_sale set member = ? where sale = ?", it.member(), sale);
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
      tx.update("delete from limit_sale where sale = ?", sale);
    } else if (event instanceof SaleEvent.Completed it) {
      CompletedSale done = it.completed();
      int part = 1;
      if (done.total().isNegative()) { // an exchange that paid out: nothing came in by it
        part = back(entry, REMOVED, rows(tx, "sale = ?", sale), Long.MAX_VALUE, part, tx);
      }
      if (done.kind().isReturn() || done.total().isNegative()) {
        refunded(entry, String.valueOf(done.origin()), done.tenders(), part, tx);
      }
      tx.update("delete from limit_sale where sale = ?", sale);
    }
  }

  /** A return's tenders are what goes out; they are counted when it ends, against the original. */
  private static void moved(Entry entry, String sale, TenderLine tender, Tx tx) {
    var known =
        tx.first(
            "select member, origin from limit_sale where sale = ?",
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

  private static @Nullable String token(@Nullable ProtectedCard card) {
    CardToken token = card == null ? null : card.token();
    return token == null ? null : token.value();
  }

  private static void removed(Entry entry, String sale, @Nullable String payment, Tx tx) {
    List<Row> rows =
        payment == null
            ? rows(tx, "sale = ? and kind = 'CASH'", sale)
            : rows(tx, "sale = ? and payment = ?", sale, payment);
    if (!rows.isEmpty()) {
      back(entry, REMOVED, List.of(rows.get(0)), Long.MAX_VALUE, 1, tx);
    }
  }

  private static void refunded(Entry entry, String origin, List<TenderLine> out, int from, Tx tx) {
    int part = from;
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
  private static int back(Entry entry, String what, List<Row> rows, long amount, int from, Tx tx) {
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

  private static List<Row> rows(Tx tx, String where, Object... arguments) {
    return tx.list(
        "select seq, sale, kind, payment, card, member, currency, amount, (select"
            + " coalesce(-sum(b.amount), 0) from limit_moved b where b.sale = m.sale and b.of_seq ="
            + " m.seq) from limit_moved m where what = 'TENDER' and "
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

  private static void insert(
      Entry entry, int part, String what, long of, Row row, long amount, Tx tx) {
    long at = entry.at().toEpochMilli();
    long latest = tx.first("select latest from limit_clock", it -> it.number(1)).orElse(at);
    long effective = Math.max(at, latest);
    tx.update("delete from limit_clock");
    tx.update("insert into limit_clock (id, latest) values (1, ?)", effective);
    tx.update(
        "insert into limit_moved (seq, part, what, of_seq, sale, kind, payment, card, member,"
            + " currency, amount, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entry.seq(),
        (long) part,
        what,
        of,
        row.sale,
        row.kind,
        row.payment,
        row.card,
        row.member,
        row.currency,
        amount,
        effective);
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from limit_moved");
    tx.update("delete from limit_sale");
    tx.update("delete from limit_clock");
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

package dev.tillwright.core.order;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;

/** The rows of the book and the statements that move them, in portable SQL. */
final class OrderTables {
  /** In the column {@code owing}: the till decides about refunds. */
  static final long OWING = 1;

  /** In the column {@code owing}: somebody may have to, for the channel refused one. */
  static final long REFUSED = 2;

  private OrderTables() {}

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table order_state (terminal varchar(32) not null,"
                  + " channel varchar(16) not null, number varchar(64) not null,"
                  + " seq bigint not null, ended bigint not null, owing bigint not null,"
                  + " body text not null, primary key (terminal, channel, number))",
              "create index order_state_open on order_state (terminal, ended, seq)",
              "create index order_state_owing on order_state (terminal, owing, seq)",
              "create table order_sale (terminal varchar(32) not null, sale varchar(64) not null,"
                  + " channel varchar(16) not null, number varchar(64) not null,"
                  + " primary key (terminal, sale))",
              "create table order_notice (terminal varchar(32) not null, seq bigint not null,"
                  + " channel varchar(16) not null, number varchar(64) not null,"
                  + " waits bigint not null, body text not null, primary key (terminal, seq))",
              "create index order_notice_waits on order_notice"
                  + " (terminal, waits, channel, number, seq)",
              "create table order_refusal (terminal varchar(32) not null,"
                  + " channel varchar(16) not null, number varchar(64) not null,"
                  + " about varchar(16) not null, digest varchar(64) not null,"
                  + " primary key (terminal, channel, number, about, digest))",
              "create table order_money (terminal varchar(32) not null, seq bigint not null,"
                  + " position bigint not null, channel varchar(16) not null,"
                  + " number varchar(64) not null, payment varchar(64) not null,"
                  + " sale varchar(64) not null, currency varchar(3) not null,"
                  + " minor bigint not null, primary key (terminal, seq, position))",
              "create index order_money_channel on order_money (channel, terminal, seq)"));

  static void put(Tx tx, String terminal, long seq, Order order) {
    tx.insertIfAbsent(
        "insert into order_state (terminal, channel, number, seq, ended, owing, body)"
            + " values (?, ?, ?, ?, 0, 0, ?)",
        terminal,
        order.id().channel(),
        order.id().number(),
        seq,
        OrderSnapshot.write(order));
  }

  static void change(Tx tx, String terminal, Order order) {
    tx.update(
        "update order_state set ended = ?, owing = ?, body = ?"
            + " where terminal = ? and channel = ? and number = ?",
        order.state().ended(),
        !order.owedBack().isEmpty() ? OWING : order.hasRefused() ? REFUSED : 0L,
        OrderSnapshot.write(order),
        terminal,
        order.id().channel(),
        order.id().number());
  }

  static void sale(Tx tx, String terminal, SaleId sale, OrderId order) {
    tx.insertIfAbsent(
        "insert into order_sale (terminal, sale, channel, number) values (?, ?, ?, ?)",
        terminal,
        sale.toString(),
        order.channel(),
        order.number());
  }

  static Optional<OrderId> ofSale(Tx tx, String terminal, SaleId sale) {
    return tx.first(
        "select channel, number from order_sale where terminal = ? and sale = ?",
        row -> new OrderId(row.text(1), row.text(2)),
        terminal,
        sale.toString());
  }

  static void notice(Tx tx, Entry entry, OrderNotice notice) {
    tx.insertIfAbsent(
        "insert into order_notice (terminal, seq, channel, number, waits, body)"
            + " values (?, ?, ?, ?, 1, ?)",
        entry.terminal(),
        entry.seq(),
        notice.order().channel(),
        notice.order().number(),
        notice.json());
  }

  static void told(Tx tx, String terminal, OrderEvent.Told told) {
    tx.update(
        "update order_notice set waits = 0 where terminal = ? and seq = ?",
        terminal,
        told.notice());
  }

  static void note(Tx tx, String terminal, OrderEvent.Refused refused) {
    tx.insertIfAbsent(
        "insert into order_refusal (terminal, channel, number, about, digest)"
            + " values (?, ?, ?, ?, ?)",
        terminal,
        refused.id().channel(),
        refused.id().number(),
        refused.about(),
        refused.digest());
  }

  static boolean isNoted(Tx tx, String terminal, OrderEvent.Refused refused) {
    return tx.first(
            "select about from order_refusal where terminal = ? and channel = ? and number = ?"
                + " and about = ? and digest = ?",
            row -> row.text(1),
            terminal,
            refused.id().channel(),
            refused.id().number(),
            refused.about(),
            refused.digest())
        .isPresent();
  }

  static long countNoted(Tx tx, String terminal, OrderId id) {
    return tx.first(
            "select count(*) from order_refusal where terminal = ? and channel = ? and number = ?",
            row -> row.number(1),
            terminal,
            id.channel(),
            id.number())
        .orElse(0L);
  }

  static void money(Tx tx, Entry entry, List<OrderMoney> moved) {
    long position = 0;
    for (OrderMoney each : moved) {
      tx.insertIfAbsent(
          "insert into order_money (terminal, seq, position, channel, number, payment, sale,"
              + " currency, minor) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          entry.terminal(),
          entry.seq(),
          position++,
          each.order().channel(),
          each.order().number(),
          each.payment(),
          each.sale().toString(),
          each.amount().currency().getCurrencyCode(),
          each.amount().minor());
    }
  }

  static void clear(Tx tx) {
    for (String table :
        List.of("order_state", "order_sale", "order_notice", "order_refusal", "order_money")) {
      tx.update("delete from " + table);
    }
  }
}

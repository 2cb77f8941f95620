package dev.tillwright.core.access;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Room under a shared limit for one sale: counted and taken in one serializable transaction. */
final class Reservation {
  /** More sales of one card or member at once are no customer; then the store has no answer. */
  static final int MAX_OPEN = 1_000;

  private final SharedLimits.Question question;
  private final Limit limit;
  private final String subject;
  private final String terminal;
  private final String sale;
  private final String currency;
  private final long at;
  private final long until;

  Reservation(SharedLimits.Question question, String subject, Duration lapse) {
    this.question = question;
    this.limit = question.limit();
    this.subject = subject;
    this.terminal = question.sale().terminal();
    this.sale = question.sale().toString();
    this.currency = limit.most().currency().getCurrencyCode();
    this.at = question.at().toEpochMilli();
    this.until = question.at().plus(lapse).toEpochMilli();
  }

  private record Open(String terminal, String sale, long amount) {}

  /** All that counts before the tender; where there is room, it is taken. */
  Money make(Tx tx) {
    long before = elsewhere(tx);
    List<Open> open = open(tx);
    for (Open each : open) {
      before = Math.addExact(before, waiting(tx, each));
    }
    // After the reservations of this till: what moves meanwhile counts twice rather than never.
    Money all = question.own().here().plus(Money.ofMinor(before, limit.most().currency()));
    Money with = all.plus(question.amount());
    if (with.compareTo(limit.most()) <= 0 || question.shown()) {
      reserve(tx);
    }
    return all;
  }

  /** By the member or the card, as the till would count it, with what was taken off again. */
  private long elsewhere(Tx tx) {
    return tx.first(
            "select coalesce(sum(m.amount + (select coalesce(sum(b.amount), 0) from shared_moved b"
                + " where b.sale = m.sale and b.of_seq = m.seq and b.what in "
                + SharedSums.less(limit)
                + ")), 0) from shared_moved m where m."
                + column()
                + " = ? and m.at > ? and m.terminal <> ? and m.what = 'TENDER' and m.currency = ?"
                + SharedSums.kind(limit, "m"),
            row -> row.number(1),
            subject,
            at - limit.within().toMillis(),
            terminal,
            currency)
        .orElse(0L);
  }

  private String column() {
    return question.subject().startsWith("card ") ? "card" : "member";
  }

  private List<Open> open(Tx tx) {
    List<Open> open =
        tx.list(
            "select terminal, sale, amount from shared_reserved where limit_name = ?"
                + " and subject = ? and currency = ? and at > ? and until > ? and sale <> ?"
                + " order by sale limit "
                + (MAX_OPEN + 1),
            row -> new Open(row.text(1), row.text(2), row.number(3)),
            limit.name(),
            subject,
            currency,
            at - limit.within().toMillis(),
            at,
            sale);
    if (open.size() > MAX_OPEN) {
      throw new TillwrightException(
          "limit.crowded", false, "more than " + MAX_OPEN + " open sales count for one limit");
    }
    return open;
  }

  /** What is reserved for an open sale and has not moved yet, as far as is known here. */
  private long waiting(Tx tx, Open open) {
    if (!open.terminal.equals(terminal)) {
      return Math.max(0, open.amount - moved(tx, open.sale));
    }
    Optional<Money> moved = question.own().moved(SaleId.parse(open.sale));
    return moved.map(it -> Math.max(0, open.amount - it.minor())).orElse(0L);
  }

  private long moved(Tx tx, String of) {
    return tx.first(
            "select coalesce(sum(m.amount), 0) from shared_moved m where m.sale = ? and m."
                + column()
                + " = ? and m.currency = ? and m.what <> 'REFUND'"
                + SharedSums.kind(limit, "m"),
            row -> row.number(1),
            of,
            subject,
            currency)
        .orElse(0L);
  }

  private void reserve(Tx tx) {
    long before = question.own().moved(question.sale()).map(Money::minor).orElse(0L);
    long amount = Math.addExact(before, question.amount().minor());
    tx.update(
        "delete from shared_reserved where limit_name = ? and subject = ? and terminal = ?"
            + " and (sale = ? or until <= ?)",
        limit.name(),
        subject,
        terminal,
        sale,
        at);
    tx.update(
        "insert into shared_reserved (limit_name, subject, terminal, sale, currency, amount, at,"
            + " until) values (?, ?, ?, ?, ?, ?, ?, ?)",
        limit.name(),
        subject,
        terminal,
        sale,
        currency,
        amount,
        at,
        until);
  }
}

package dev.tillwright.core.report;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Each tender of finished sales and returns, as a follower of the journal: fees are rounded a
 * payment, so sums would not do. The fees themselves are given when the question is asked, so that
 * a new contract needs no rebuilding.
 *
 * <p>Holds no state of its own; for any number of threads.
 */
public final class TenderReport implements Follower {
  /** The follower's name. */
  public static final String NAME = "tenders";

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table tender_paid (terminal varchar(32) not null, seq bigint not null,"
                  + " position bigint not null, day varchar(10) not null,"
                  + " tender varchar(16) not null, payment varchar(64) not null,"
                  + " currency varchar(3) not null, minor bigint not null, refund bigint not null,"
                  + " primary key (terminal, seq, position))",
              "create index tender_paid_day on tender_paid (day)"));

  private final ZoneId zone;

  /**
   * @param zone whose days are counted
   */
  public TenderReport(ZoneId zone) {
    this.zone = Objects.requireNonNull(zone, "zone");
  }

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
    tx.update("delete from tender_paid");
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (!entry.kind().equals(CompletedSale.KIND)) {
      return;
    }
    CompletedSale sale = CompletedSale.read(entry);
    long position = 0;
    for (TenderLine tender : sale.tenders()) {
      String payment = tender.payment();
      tx.insertIfAbsent(
          "insert into tender_paid (terminal, seq, position, day, tender, payment, currency,"
              + " minor, refund) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          entry.terminal(),
          entry.seq(),
          position++,
          entry.at().atZone(zone).toLocalDate().toString(),
          tender.kind().name(),
          payment == null ? "" : payment,
          tender.amount().currency().getCurrencyCode(),
          tender.charged().minor(),
          sale.paidOut());
    }
  }

  /**
   * What accepting tenders cost on local days, both included, over all terminals; by tender, scheme
   * and currency.
   *
   * @param fees at most one a tender, scheme and currency
   * @param scheme of a card payment, by the text of its payment key; empty when not known. The
   *     journal keeps no digits that would tell it
   * @throws IllegalArgumentException when two fees are for the same
   */
  public List<AcceptanceRow> acceptance(
      Tx tx, LocalDate from, LocalDate to, List<Fee> fees, Function<String, String> scheme) {
    Map<String, Fee> priced = new TreeMap<>();
    for (Fee fee : fees) {
      String key = key(fee.tender(), fee.scheme(), fee.fixed().currency());
      if (priced.put(key, fee) != null) {
        throw new IllegalArgumentException("two fees for the same tender and scheme");
      }
    }
    Map<String, AcceptanceRow> rows = new TreeMap<>();
    tx.each(
        "select tender, payment, currency, minor, refund from tender_paid"
            + " where day between ? and ? order by terminal, seq, position",
        row -> {
          TenderKind tender = TenderKind.valueOf(row.text(1));
          String name = row.text(2).isEmpty() ? "" : scheme.apply(row.text(2));
          Currency currency = Currency.getInstance(row.text(3));
          Optional<Fee> fee =
              Optional.ofNullable(priced.get(key(tender, name, currency)))
                  .or(() -> Optional.ofNullable(priced.get(key(tender, "", currency))));
          rows.merge(
              key(tender, name, currency),
              one(tender, name, Money.ofMinor(row.number(4), currency), row.number(5) != 0, fee),
              TenderReport::plus);
        },
        from.toString(),
        to.toString());
    return List.copyOf(rows.values());
  }

  private static AcceptanceRow one(
      TenderKind tender, String scheme, Money amount, boolean refund, Optional<Fee> fee) {
    Money zero = Money.zero(amount.currency());
    Money cost = fee.map(it -> refund ? it.ofRefund() : it.of(amount)).orElse(zero);
    return new AcceptanceRow(
        tender,
        scheme,
        refund ? 0 : 1,
        refund ? zero : amount,
        refund ? 1 : 0,
        cost,
        fee.isPresent() ? 0 : 1);
  }

  private static AcceptanceRow plus(AcceptanceRow a, AcceptanceRow b) {
    return new AcceptanceRow(
        a.tender(),
        a.scheme(),
        a.payments() + b.payments(),
        a.taken().plus(b.taken()),
        a.refunds() + b.refunds(),
        a.fees().plus(b.fees()),
        a.unpriced() + b.unpriced());
  }

  private static String key(TenderKind tender, String scheme, Currency currency) {
    return tender.name() + " " + currency.getCurrencyCode() + " " + scheme;
  }
}

package dev.tillwright.core.shared;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The follower at the central store that knows what was sold and what came back, over all tills; it
 * ends the reservations of {@link CentralReturns}. Each row is of one entry, so that the order
 * between terminals does not matter.
 *
 * <p>Its tables hold finished sales as their entries do: masked card numbers and tokens, names of
 * members and operators, never a card number.
 */
public final class ReturnsBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "sharedreturns";

  /** A book that knows nothing yet. */
  public ReturnsBook() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return ReturnTables.MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (entry.kind().equals(CompletedSale.KIND)) {
      CompletedSale sale = CompletedSale.read(entry);
      if (sale.id().terminal().equals(entry.terminal())) { // else nobody's: a forged name
        completed(entry, sale, tx);
      }
    } else if (entry.kind().equals("sale.voided")) {
      SaleEvents.read(entry).ifPresent(event -> ended(entry, event.sale(), tx));
    }
  }

  private static void completed(Entry entry, CompletedSale sale, Tx tx) {
    if (sale.kind().sells()) {
      tx.insertIfAbsent(
          "insert into shared_sold (sale, terminal, seq, at, payload) values (?, ?, ?, ?, ?)",
          sale.id().toString(),
          entry.terminal(),
          entry.seq(),
          entry.at().toEpochMilli(),
          entry.payload());
    }
    for (CompletedSale part : sale.parts()) {
      SaleId origin = part.origin();
      if (part.kind().isReturn() && origin != null) {
        cameBack(entry, part, origin, sale.kind() == SaleKind.EXCHANGE, tx);
      }
    }
    ended(entry, sale.id(), tx);
  }

  private static void cameBack(
      Entry entry, CompletedSale back, SaleId origin, boolean exchanged, Tx tx) {
    String currency = back.total().currency().getCurrencyCode();
    for (CompletedLine line : back.lines()) {
      tx.insertIfAbsent(
          "insert into shared_back (sale, line, terminal, seq, origin, origin_line, quantity,"
              + " currency, discount, tax, total, exchanged, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?,"
              + " ?, ?, ?, ?)",
          back.id().toString(),
          (long) line.priced().line().number(),
          entry.terminal(),
          entry.seq(),
          origin.toString(),
          (long) line.originLine(),
          line.priced().line().quantity().toString(),
          currency,
          line.priced().discount().minor(),
          line.priced().tax().minor(),
          line.priced().total().minor(),
          exchanged ? 1L : 0L,
          entry.at().toEpochMilli());
    }
    long part = 0;
    for (TenderLine tender : back.tenders()) {
      tx.insertIfAbsent(
          "insert into shared_back_paid (sale, part, terminal, origin, tender, currency, amount,"
              + " rounding) values (?, ?, ?, ?, ?, ?, ?, ?)",
          back.id().toString(),
          part++,
          entry.terminal(),
          origin.toString(),
          tender.kind().name(),
          currency,
          tender.amount().minor(),
          tender.extras().rounding().minor());
    }
  }

  /** What was reserved for it is what came back by it, from now on. */
  private static void ended(Entry entry, SaleId ticket, Tx tx) {
    tx.update(
        "delete from shared_back_reserved where sale = ? and terminal = ?",
        ticket.toString(),
        entry.terminal());
  }

  @Override
  public void reset(Tx tx) {
    tx.update("delete from shared_sold");
    tx.update("delete from shared_back");
    tx.update("delete from shared_back_paid");
  }

  /** A sale and all that came back of it, wherever: each once. Empty when it has not arrived. */
  public static Optional<SaleHistory> history(SaleId sale, Tx tx) {
    return ReturnTables.sold(sale, tx).map(sold -> new SaleHistory(sold, backs(sale, tx)));
  }

  static List<SaleHistory.Back> backs(SaleId sale, Tx tx) {
    Map<String, SaleHistory.Back> backs = new LinkedHashMap<>();
    tx.each(
        "select sale, terminal, seq, at, currency, total from shared_back where origin = ?"
            + " order by at, terminal, seq, line",
        row ->
            backs.merge(
                row.text(1),
                new SaleHistory.Back(
                    SaleId.parse(row.text(1)),
                    row.number(3),
                    Instant.ofEpochMilli(row.number(4)),
                    Money.ofMinor(row.number(6), Currency.getInstance(row.text(5)))),
                SaleHistory.Back::with),
        sale.toString());
    return List.copyOf(backs.values());
  }

  /**
   * The reservations that stand, those of dead tills among them; lapsed ones hold nobody up.
   *
   * @param now by whose clock they lapse
   */
  public static List<ReservedSale> reserved(Instant now, Tx tx) {
    return tx.list(
        "select origin, sale, currency, amount, until from shared_back_reserved where until > ?"
            + " order by until, origin, sale limit 1000",
        row ->
            new ReservedSale(
                SaleId.parse(row.text(1)),
                SaleId.parse(row.text(2)),
                Money.ofMinor(row.number(4), Currency.getInstance(row.text(3))),
                Instant.ofEpochMilli(row.number(5))),
        now.toEpochMilli());
  }
}

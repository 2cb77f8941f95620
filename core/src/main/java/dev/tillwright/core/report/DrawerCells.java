package dev.tillwright.core.report;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What entries beside finished sales add to the view: cash that moves for other reasons, the
 * drawer, deposits and tips.
 */
final class DrawerCells {
  private DrawerCells() {}

  /**
   * Rows of one currency.
   *
   * @param currency its code
   */
  record Cells(String currency, Map<SaleCells.Key, Cell> cells) {}

  /** Nothing for entries of other kinds. */
  static Cells of(Entry entry) {
    Map<SaleCells.Key, Cell> cells = new LinkedHashMap<>();
    String currency =
        switch (entry.kind()) {
          case "cash.paidIn" -> amount(entry, Section.CASH, "paidIn", "amount", cells);
          case "cash.paidOut" -> amount(entry, Section.CASH, "paidOut", "amount", cells);
          case "sale.layawayCancelled" -> amount(entry, Section.CHARGE, "fees", "fee", cells);
          case "drawer.opening" -> opening(entry, cells);
          case "sale.tipAdjusted" -> tip(entry, cells);
          case "sale.deposited", "sale.depositReturned" -> deposit(entry, cells);
          default -> "";
        };
    return new Cells(currency, cells);
  }

  private static String amount(
      Entry entry, Section section, String name, String field, Map<SaleCells.Key, Cell> cells) {
    JsonIn in = JsonIn.parse(entry.payload());
    cells.put(new SaleCells.Key(section, name), Cell.of(1, in.number(field), 0));
    return in.text("currency");
  }

  private static String opening(Entry entry, Map<SaleCells.Key, Cell> cells) {
    JsonIn in = JsonIn.parse(entry.payload());
    if (!in.has("sale")) {
      cells.put(new SaleCells.Key(Section.CASH, "opens"), Cell.of(1, 0, 0));
    }
    return in.text("currency");
  }

  private static String tip(Entry entry, Map<SaleCells.Key, Cell> cells) {
    JsonIn in = JsonIn.parse(entry.payload());
    long more = Math.subtractExact(in.number("tip"), in.number("before"));
    cells.put(new SaleCells.Key(Section.CHARGE, "tips"), Cell.of(0, more, 0));
    return in.text("currency");
  }

  private static String deposit(Entry entry, Map<SaleCells.Key, Cell> cells) {
    SaleEvent event = SaleEvents.read(entry).orElseThrow();
    boolean in = event instanceof SaleEvent.Deposited;
    TenderLine tender =
        event instanceof SaleEvent.Deposited it
            ? it.tender()
            : ((SaleEvent.DepositReturned) event).tender();
    cells.put(
        new SaleCells.Key(Section.CHARGE, in ? "deposits" : "depositsBack"),
        Cell.of(1, tender.amount().minor(), 0));
    if (tender.kind() == TenderKind.CASH) {
      cells.put(
          new SaleCells.Key(Section.CASH, in ? "taken" : "paidBack"),
          Cell.of(1, tender.charged().minor(), 0));
    }
    SaleCells.charges(
        tender, (section, name, cell) -> cells.put(new SaleCells.Key(section, name), cell));
    return tender.amount().currency().getCurrencyCode();
  }
}

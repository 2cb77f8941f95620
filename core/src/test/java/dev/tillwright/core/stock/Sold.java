package dev.tillwright.core.stock;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.ShopSales;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.List;

/** Finished sales as a test wants them, paid in cash, of things at 1.20 with 20 % in it. */
public final class Sold {
  private Sold() {}

  /** A sale of one item. */
  public static CompletedSale of(long number, String code, long pieces) {
    return of(number, "ann", List.of(item(code, "1.20")), pieces);
  }

  /** An item without a category. */
  public static Item item(String code, String price) {
    return new Item(
        code,
        "Item " + code,
        "",
        UnitPrice.parse(price, ShopSales.GBP),
        TaxRate.included("A", Percent.of(20)));
  }

  /** A sale of so many pieces of each item. */
  public static CompletedSale of(long number, String operator, List<Item> items, long pieces) {
    return paid(open(SaleKind.SALE, number, operator), items, pieces);
  }

  /** The same things brought back without a receipt. */
  public static CompletedSale back(long number, String operator, List<Item> items, long pieces) {
    return paid(open(SaleKind.RETURN_WITHOUT_RECEIPT, number, operator), items, pieces);
  }

  private static Sale open(SaleKind kind, long number, String operator) {
    SaleId id = new SaleId("till-01", 1, number);
    return next(Sale.open(new SaleCommand.Open(id, kind, operator, ShopSales.GBP, "", null)));
  }

  private static CompletedSale paid(Sale opened, List<Item> items, long pieces) {
    Sale sale = opened;
    for (Item item : items) {
      sale = next(sale.decide(new SaleCommand.AddLine(item, Quantity.of(pieces))));
    }
    sale = next(sale.decide(new SaleCommand.BeginTender(PointsQuote.NOTHING)));
    Money due = sale.due();
    sale = next(sale.decide(new SaleCommand.Tender(TenderLine.cash(due, due))));
    return next(sale.decide(new SaleCommand.Complete(opened.id().number())))
        .completed()
        .orElseThrow();
  }

  private static Sale next(Decision decision) {
    return decision.match(
        Decision.Accepted::next,
        refused -> {
          throw new AssertionError("refused: " + refused.refusal());
        });
  }
}

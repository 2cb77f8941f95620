package dev.tillwright.core.sale;

import static dev.tillwright.core.sale.Sales.after;
import static dev.tillwright.core.sale.Sales.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A sale has bounds, and within them its last entry always fits the journal. */
class SaleBoundsTest {
  private static final int JOURNAL_ENTRY = 1 << 20;
  private final Sale empty = Sales.open(SaleKind.SALE);

  @Test
  void longestSale_fitsItsEntry_andTakesNoMoreLines() {
    Sale sale = lines(empty, Sale.MAX_LINES, "white hanging heart t-light holder");
    assertThat(refusal(sale.decide(Sales.add("1", 1)))).isEqualTo(Refusal.TOO_MANY_LINES);
    sale = after(sale, new SaleCommand.VoidLine(1));
    assertThat(refusal(sale.decide(Sales.add("1", 1)))).isEqualTo(Refusal.TOO_MANY_LINES);

    sale = after(sale, Sales.begin());
    for (int i = 1; i < Sale.MAX_TENDERS; i++) {
      sale = after(sale, Sales.card(1, "till-01/3/" + i));
    }
    sale = after(sale, Sales.cash(sale.due().minor() - 1, sale.due().minor()));
    assertThat(refusal(sale.decide(Sales.cash(1, 1)))).isEqualTo(Refusal.TOO_MANY_TENDERS);
    sale = after(sale, SaleCommand.RemoveTender.cash());
    sale = after(sale, Sales.cash(sale.due().minor(), sale.due().minor()));
    CompletedSale completed =
        after(sale, new SaleCommand.Complete(Long.MAX_VALUE)).completed().orElseThrow();
    byte[] payload = completed.toDraft().payload().getBytes(StandardCharsets.UTF_8);
    assertThat(payload.length).isLessThan(JOURNAL_ENTRY);
    assertThat(CompletedSale.read(Sales.entry(completed.toDraft()))).isEqualTo(completed);
  }

  @Test
  void saleThatWouldNotFitItsEntry_isRefusedBeforeItIsPaid() {
    Sale sale = lines(empty, 1_500, "茶".repeat(200));
    assertThat(refusal(sale.decide(Sales.begin()))).isEqualTo(Refusal.TOO_LARGE);
  }

  @Test
  void discounts_areBounded() {
    Sale sale = after(empty, Sales.add("1", 1));
    for (int i = 0; i < Sale.MAX_DISCOUNTS; i++) {
      sale = after(sale, new SaleCommand.GiveDiscount(Discount.percent(1, "again")));
    }
    assertThat(refusal(sale.decide(new SaleCommand.GiveDiscount(Discount.percent(1, "again")))))
        .isEqualTo(Refusal.TOO_MANY_DISCOUNTS);
  }

  private static Sale lines(Sale sale, int count, String name) {
    Item item = new Item("85123A", name, "gifts", UnitPrice.parse("2.55", Sales.GBP), Sales.VAT);
    Sale next = sale;
    for (int i = 0; i < count; i++) {
      next = after(next, new SaleCommand.AddLine(item, Quantity.of(6)));
    }
    return next;
  }
}

package dev.tillwright.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.receipt.ShopSales;
import dev.tillwright.core.report.OperatorRow.Deed;
import dev.tillwright.core.sale.TenderKind;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTableTest {
  private static Money pence(long minor) {
    return Money.ofMinor(minor, ShopSales.GBP);
  }

  @Test
  void profit_isWrittenBothWays() {
    ReportTable<ProfitRow> table =
        ReportTable.profit(
            "item",
            List.of(
                new ProfitRow("=1+1", 3, pence(500), pence(1_230), 1, pence(100)),
                new ProfitRow("tea, \"black\"", 1, pence(5), pence(0), 0, pence(0))));
    assertThat(table.csv())
        .isEqualTo(
            "item,currency,lines,net,cost,unknownLines,unknownNet,profit\r\n"
                + "'=1+1,GBP,3,5.00,12.30,1,1.00,-8.30\r\n"
                + "\"tea, \"\"black\"\"\",GBP,1,0.05,0.00,0,0.00,0.05\r\n");
    JsonIn first = JsonIn.parse(table.json()).objects("rows").get(0);
    assertThat(first.text("item")).isEqualTo("=1+1");
    assertThat(first.number("profit")).isEqualTo(-830);
    assertThat(first.names()).endsWith("unknownNet", "profit");
  }

  @Test
  void headers_areAsThePageSays() {
    assertThat(
            ReportTable.acceptance(
                    List.of(
                        new AcceptanceRow(TenderKind.CARD, "@x", 2, pence(900), 1, pence(17), 0)))
                .csv())
        .isEqualTo(
            "tender,scheme,currency,payments,taken,refunds,fees,unpriced\r\n"
                + "CARD,'@x,GBP,2,9.00,1,0.17,0\r\n");
    assertThat(
            ReportTable.operators(List.of(new OperatorRow("ann", Deed.NO_SALE, 2, pence(0)))).csv())
        .isEqualTo("operator,deed,currency,count,amount\r\nann,NO_SALE,GBP,2,0.00\r\n");
    assertThat(
            ReportTable.season(
                    "weekday", List.of(new SeasonRow("1", 4, pence(400), new BigDecimal("120.5"))))
                .csv())
        .isEqualTo("weekday,currency,days,net,index\r\n1,GBP,4,4.00,120.5\r\n");
    SellerReason reason =
        new SellerReason(SellerReason.Kind.PRICE, new BigDecimal("16.7"), "its price went up");
    SellerStudy study = new SellerStudy("tea", Quantity.of(1), Quantity.of(2), List.of(reason));
    assertThat(ReportTable.reasons(study).csv())
        .isEqualTo("reason,figure,sentence\r\nPRICE,16.7,its price went up\r\n");
    assertThat(ReportTable.stock(List.of()).csv())
        .isEqualTo("place,item,finding,onHand,demand,reorderPoint,order,sentence\r\n");
    assertThat(ReportTable.stock(List.of()).json()).isEqualTo("{\"rows\":[]}");
  }
}

package dev.tillwright.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.TenderKind;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports as other programs read them. */
class ReportExportTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final SalesRow ROW = new SalesRow("ann", GBP, 3, pence(1250), 1, pence(250));
  private static final DayTotals DAY =
      new DayTotals(
          "till-01",
          4,
          10,
          19,
          List.of(
              new SalesTotals(
                  GBP,
                  3,
                  pence(1250),
                  1,
                  pence(250),
                  1,
                  pence(250),
                  0,
                  pence(0),
                  pence(10),
                  7,
                  2,
                  12,
                  5,
                  List.of(
                      new TaxTotal(
                          TaxRate.included("A", Percent.of(20)),
                          pence(1042),
                          pence(208),
                          pence(208),
                          pence(42))),
                  List.of(new TenderTotal(TenderKind.CASH, 3, pence(1250), 1, pence(250))),
                  List.of(ROW),
                  new CashTotals(pence(1248), pence(250), pence(500), pence(10_000), pence(700), 2),
                  new ChargeTotals(
                      pence(-2), pence(30), pence(9), pence(400), pence(300), pence(100)))));

  private static Money pence(long minor) {
    return Money.ofMinor(minor, GBP);
  }

  @Test
  void totals_asCsv() {
    assertThat(ReportExport.csv(DAY).lines().toList())
        .startsWith(
            "terminal,z,currency,figure,of,count,amount",
            "till-01,4,GBP,sales,,3,12.50",
            "till-01,4,GBP,returns,,1,2.50",
            "till-01,4,GBP,returnsWithoutReceipt,,1,2.50",
            "till-01,4,GBP,voids,,0,0.00",
            "till-01,4,GBP,discount,,,0.10",
            "till-01,4,GBP,lines,,7,")
        .contains(
            "till-01,4,GBP,tax,A 20%,,2.08",
            "till-01,4,GBP,returnedTax,A 20%,,0.42",
            "till-01,4,GBP,in,CASH,3,12.50",
            "till-01,4,GBP,drawerOpens,,2,",
            // 12.48 taken, 2.50 and 5.00 handed out, 100.00 paid in, 7.00 paid out
            "till-01,4,GBP,cashExpected,,,97.98",
            "till-01,4,GBP,rounding,,,-0.02",
            "till-01,4,GBP,layawayFees,,,1.00",
            "till-01,4,GBP,operatorReturns,ann,1,2.50");
    assertThat(ReportExport.csv(DAY)).endsWith("\r\n");
  }

  @Test
  void totals_asJson_areThePayload() {
    assertThat(ReportExport.json(DAY)).isEqualTo(DAY.toDraft().payload());
    assertThat(TotalsJson.read("till-01", DAY.toDraft().payload())).isEqualTo(DAY);
    JsonIn in = JsonIn.parse(ReportExport.json(DAY));
    assertThat(in.number("z")).isEqualTo(4);
    assertThat(in.objects("totals").get(0).number("gross")).isEqualTo(1250);
  }

  /** A day close that was written before cash, charges and voids were counted. */
  @Test
  void dayCloseOfTheFirstForm_isStillRead() {
    String payload =
        """
        {"terminal":"till-01","z":1,"fromSeq":1,"toSeq":9,"totals":[{"currency":"GBP","sales":1,\
        "gross":1250,"returns":0,"refunded":0,"returnsWithoutReceipt":0,\
        "refundedWithoutReceipt":0,"discount":0,"lines":1,"anonymousSales":1,"pointsEarned":0,\
        "pointsUsed":0,"taxes":[{"code":"A","rate":"20","included":true,"net":1042,"tax":208,\
        "returnedNet":0,"returnedTax":0}],"tenders":[{"kind":"CASH","payments":1,"in":1250,\
        "payouts":0,"out":0}],"operators":[]}]}\
        """;
    SalesTotals totals = TotalsJson.read("till-01", payload).currencies().get(0);
    assertThat(totals.gross()).isEqualTo(pence(1250));
    assertThat(totals.voids()).isZero();
    assertThat(totals.cash().expected().isZero()).isTrue();
    assertThat(totals.charges().rounding().isZero()).isTrue();
    assertThat(totals.taxes().get(0).rate().compound()).isFalse();
  }

  @Test
  void rows_asCsv_areQuoted_andRunNoFormula() {
    SalesRow odd = new SalesRow("=1+\"1\",\n", GBP, 1, pence(-5), 0, pence(0));
    assertThat(ReportExport.csv("operator", List.of(ROW, odd)))
        .isEqualTo(
            "operator,currency,sales,gross,returns,refunded,net\r\n"
                + "ann,GBP,3,12.50,1,2.50,10.00\r\n"
                + "\"'=1+\"\"1\"\",\n\",GBP,1,-0.05,0,0.00,-0.05\r\n");
    JsonIn in = JsonIn.parse(ReportExport.json("operator", List.of(ROW, odd)));
    assertThat(in.objects("rows").get(1).text("operator")).isEqualTo(odd.key());
    assertThat(in.objects("rows").get(0).number("refunded")).isEqualTo(250);
  }

  @Test
  void items_asCsvAndJson() {
    ItemRow item =
        new ItemRow(
            "T1",
            "Tea, green",
            "tea",
            GBP,
            Quantity.parse("2.5"),
            pence(500),
            Quantity.of(1),
            pence(200));
    assertThat(ReportExport.csv(List.of(item)))
        .isEqualTo(
            "item,name,category,currency,sold,gross,returned,refunded,net\r\n"
                + "T1,\"Tea, green\",tea,GBP,2.5,5.00,1,2.00,3.00\r\n");
    JsonIn in = JsonIn.parse(ReportExport.json(List.of(item))).objects("items").get(0);
    assertThat(in.text("sold")).isEqualTo("2.5");
    assertThat(in.number("gross")).isEqualTo(500);
  }
}

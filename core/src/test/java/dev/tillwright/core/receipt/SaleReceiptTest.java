package dev.tillwright.core.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.Seeded;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderLine;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands on a receipt. */
class SaleReceiptTest {
  private static final Merchant SHOP =
      new Merchant(
          "Corner Shop",
          List.of("1 High Street", "London"),
          "GB 123 4567 89",
          "+44 20 7946 0000",
          "Unused goods within 28 days, with this receipt.");
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final SaleReceipt ENGLISH = SaleReceipt.of(SHOP, SHANGHAI, Labels.ENGLISH);
  private static final TaxRate VAT = TaxRate.included("A", Percent.of(20));
  private static final TaxRate ADDED = TaxRate.added("S", Percent.parse("8.875"));

  private static CompletedSale sale() {
    return done(
        new SaleCommand.Open(
            new SaleId("till-01", 3, 17), SaleKind.SALE, "ann", ShopSales.GBP, "536365", null),
        new SaleCommand.AddLine(item("T1", "Tea", "1.25", VAT), Quantity.of(2)),
        new SaleCommand.AddLine(item("T2", "铁观音", "10.00", ADDED), Quantity.of(1)),
        new SaleCommand.AddLine(item("T3", "", "1.799", VAT), Quantity.parse("0.5")),
        new SaleCommand.GiveDiscount(Discount.percent(10, "dented").onLine(1)),
        new SaleCommand.GiveDiscount(
            Discount.amount(pence(100), "welcome").forCoupon("SECRET-CODE")),
        new SaleCommand.IdentifyMember("m-4711"),
        new SaleCommand.BeginTender(
            new PointsQuote(
                "club/1",
                "",
                14,
                List.of(new PointsQuote.Reason("r", 14, List.of(1), "1 point a pound")),
                List.of(new PointsQuote.Share(1, 14)))),
        new SaleCommand.Tender(
            TenderLine.card(pence(500), "till-01/3/18", ShopSales.CARD, "A1B2C3")),
        new SaleCommand.Tender(TenderLine.points(pence(100), "till-01/3/19", 250)),
        new SaleCommand.Tender(TenderLine.cash(pence(697), pence(1000))),
        new SaleCommand.Complete(123));
  }

  private static Item item(String code, String name, String price, TaxRate tax) {
    return new Item(code, name, "", UnitPrice.parse(price, ShopSales.GBP), tax);
  }

  private static Money pence(long minor) {
    return Money.ofMinor(minor, ShopSales.GBP);
  }

  private static CompletedSale done(SaleCommand.Open open, SaleCommand... commands) {
    Decision decision = Sale.open(open);
    for (SaleCommand command : commands) {
      decision = accepted(decision).next().decide(command);
    }
    return accepted(decision).next().completed().orElseThrow();
  }

  private static Decision.Accepted accepted(Decision decision) {
    return decision.match(
        it -> it,
        refused -> {
          throw new AssertionError("refused: " + refused.refusal());
        });
  }

  private static String text(ReceiptDocument document) {
    return new TextRenderer(42).render(document);
  }

  private static String original(CompletedSale sale) {
    return text(ENGLISH.original(sale, ShopSales.entry(sale.toDraft())));
  }

  @Test
  void receipt_saysItAll() {
    assertThat(original(sale()))
        .isEqualTo(
            """
                           Corner Shop
                          1 High Street
                              London
                    Tax number GB 123 4567 89
                      Phone +44 20 7946 0000
            ------------------------------------------
            Receipt                                123
            Sale                          till-01.3.17
            Reference                           536365
            Date            2026-11-24 20:06:37 +08:00
            Served by                              ann
            Member                              ***711
            ------------------------------------------
            Tea
              2 x 1.25                          2.50 A
              Discount 10%: dented               -0.25
            铁观音                             10.00 S
            T3
              0.5 x 1.799                       0.90 A
            ------------------------------------------
            Subtotal                             13.40
            Discount coupon: welcome             -1.00
            Discounts in all                     -1.25
            Tax (added)                           0.82
            TOTAL                            12.97 GBP
            Card ************1111                 5.00
              chip
              Authorization                     A1B2C3
              Payment                     till-01/3/18
            Points                                1.00
              Payment                     till-01/3/19
            Cash                                  6.97
              Given                              10.00
            Change                                3.03
            ------------------------------------------
            Tax A 20% (included), net 2.43        0.48
            Tax S 8.875% (added), net 9.24        0.82
            ------------------------------------------
            Points earned                           14
              1 point a pound                      +14
            Points used                            250
            ------------------------------------------
            Returns: Unused goods within 28 days, with
            this receipt.
            ------------------------------------------
            Journal                     till-01/3/1742
            Proof             3f2a-91bc-04de-77a1-c0de
            [tillwright:1/till-01/3/1742/3f2a91bc04de7
            7a1c0de55555555555555555555555555555555555
                            555555555]
            """);
  }

  @Test
  void copy_isMarked_andOtherwiseTheSame() {
    CompletedSale sale = sale();
    Entry entry = ShopSales.entry(sale.toDraft());
    List<ReceiptDocument.Block> copy = ENGLISH.copy(ReceiptFacts.of(sale, entry)).blocks();
    assertThat(text(ENGLISH.copy(ReceiptFacts.of(sale, entry)))).contains("*** COPY ***");
    List<ReceiptDocument.Block> original = ENGLISH.original(sale, entry).blocks();
    assertThat(copy).hasSize(original.size() + 1).containsAll(original);
    assertThat(text(ENGLISH.original(sale, entry))).doesNotContain("COPY");
  }

  @Test
  void chinese_isWritten_andFitsThePaper() {
    CompletedSale sale = sale();
    SaleReceipt chinese =
        SaleReceipt.of(SHOP, SHANGHAI, Labels.of(Locale.forLanguageTag("zh-Hans-CN")));
    List<String> lines =
        new TextRenderer(32).lines(chinese.original(sale, ShopSales.entry(sale.toDraft())));
    assertThat(lines).allMatch(line -> Columns.width(line) <= 32);
    assertThat(String.join("\n", lines)).contains("合计", "找零", "本次积分", "已含", "芯片", "退货说明");
  }

  @Test
  void everyReceipt_namesItsLinesTendersAndTaxes_andHidesTheCard() {
    Seeded.cases(
        200,
        random -> {
          ShopSales shop = new ShopSales(random);
          for (int i = 0; i < 5; i++) {
            CompletedSale sale = shop.next();
            ReceiptDocument document = ENGLISH.original(sale, ShopSales.entry(sale.toDraft()));
            String text = ColumnsTest.dense(new TextRenderer(48).render(document));
            sale.lines()
                .forEach(
                    line ->
                        assertThat(text)
                            .contains(ColumnsTest.dense(line.priced().line().item().name()))
                            .contains(line.priced().list().decimal()));
            sale.taxes().forEach(tax -> assertThat(text).contains(tax.net().decimal()));
            sale.tenders().forEach(it -> assertThat(text).contains(it.amount().decimal()));
            assertThat(text).contains(sale.total().decimal() + sale.total().currency());
            assertThat(text.contains("***RETURN")).isEqualTo(sale.kind().isReturn());
            assertThat(text).doesNotContain("tok_7f3a");
          }
        });
  }

  @Test
  void longestSale_stillFitsOneDocument() {
    SaleCommand[] commands = new SaleCommand[Sale.MAX_LINES + 3];
    for (int i = 0; i < Sale.MAX_LINES; i++) {
      TaxRate rate = TaxRate.included("R" + i, Percent.parse("1." + (1000 + i)));
      commands[i] = new SaleCommand.AddLine(item("c" + i, "n" + i, "0.01", rate), Quantity.of(3));
    }
    commands[Sale.MAX_LINES] = new SaleCommand.BeginTender(PointsQuote.NOTHING);
    commands[Sale.MAX_LINES + 1] =
        new SaleCommand.Tender(TenderLine.cash(pence(6000), pence(6000)));
    commands[Sale.MAX_LINES + 2] = new SaleCommand.Complete(1);
    CompletedSale sale =
        done(
            new SaleCommand.Open(
                new SaleId("till-01", 3, 17), SaleKind.SALE, "ann", ShopSales.GBP, "", null),
            commands);
    String text = original(sale);
    for (String part : List.of("n0 3 x 0.01", "n1999 3 x 0.01", "R0 1.1%", "R1999 1.2999%")) {
      assertThat(ColumnsTest.dense(text).contains(ColumnsTest.dense(part))).as(part).isTrue();
    }
  }

  @Test
  void shortMemberNumber_isHalfHidden() {
    CompletedSale sale =
        done(
            new SaleCommand.Open(
                new SaleId("till-01", 3, 17), SaleKind.SALE, "ann", ShopSales.GBP, "", null),
            new SaleCommand.AddLine(item("T1", "Tea", "0", VAT), Quantity.of(1)),
            new SaleCommand.IdentifyMember("7"),
            new SaleCommand.BeginTender(PointsQuote.NOTHING),
            new SaleCommand.Complete(1));
    assertThat(original(sale)).containsPattern("Member +\\*\\*\\*\n");
  }

  @Test
  void proof_isReadBackFromItsQrCode() {
    Entry entry = ShopSales.entry(new Draft("sale.completed", "{}"));
    Proof proof = Proof.of(entry);
    assertThat(Proof.parse(proof.qr())).isEqualTo(proof);
    assertThat(proof.matches(entry)).isTrue();
    assertThat(proof.place()).isEqualTo("till-01/3/1742");
    assertThat(proof.hash()).startsWith(proof.code().replace("-", ""));
    assertThat(proof.code().replace("-", "").length() * 4).isGreaterThanOrEqualTo(80);
    for (String odd : List.of("", proof.qr() + "0", proof.qr().toUpperCase(Locale.ROOT), "x")) {
      assertThatThrownBy(() -> Proof.parse(odd)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Proof("till-01", 0, 1, proof.hash()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Proof("till-01", 1, 1, "12"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void labels_areWhole_orRefused() {
    Map<String, String> words = new HashMap<>();
    Labels.keys().forEach(key -> words.put(key, "w"));
    assertThat(Labels.of(Locale.FRENCH, words).language()).isEqualTo(Locale.FRENCH);
    words.remove("total");
    assertThatThrownBy(() -> Labels.of(Locale.FRENCH, words)).hasMessageContaining("[total]");
    words.put("total", "w");
    words.put("odd", "w");
    assertThatThrownBy(() -> Labels.of(Locale.FRENCH, words)).hasMessageContaining("[odd]");
    assertThat(Labels.of(Locale.FRENCH)).isSameAs(Labels.ENGLISH);
    assertThat(Labels.of(Locale.CHINA)).isSameAs(Labels.SIMPLIFIED_CHINESE);
  }

  @Test
  void merchantBeyondItsBounds_isRefused() {
    assertThat(Merchant.named("Corner Shop").address()).isEmpty();
    String longText = "x".repeat(201);
    List<String> none = List.of();
    assertThatThrownBy(() -> Merchant.named(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Merchant("a", List.of(longText), "", null, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Merchant("a", none, "", longText, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Merchant("a", none, "", null, "x".repeat(2_001)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

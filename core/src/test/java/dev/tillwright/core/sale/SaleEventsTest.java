package dev.tillwright.core.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.TaxRounding;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.money.CashRounding;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SaleEventsTest {
  static Stream<SaleEvent> events() {
    CompletedSale sale = completed();
    CompletedLine line = sale.lines().get(0);
    SaleId id = Sales.ID;
    return Stream.of(
        new SaleEvent.Opened(id, SaleKind.RETURN, "ann", Sales.GBP, "C536379", Sales.ORIGIN),
        new SaleEvent.LineAdded(id, new Line(3, Sales.item("2.55"), Quantity.parse("0.742"))),
        new SaleEvent.LineReturned(id, new CompletedLine(line.priced(), 7)),
        new SaleEvent.LineVoided(id, 3),
        new SaleEvent.Discounted(id, Discount.percent(10, "regular").onLine(3)),
        new SaleEvent.Discounted(id, Discount.amount(Sales.pence(50), "gift").forCoupon("C-1")),
        new SaleEvent.MemberIdentified(id, "17850"),
        new SaleEvent.Tendering(id, sale.points()),
        new SaleEvent.Tendered(id, sale.tenders().get(0)),
        new SaleEvent.Tendered(id, sale.tenders().get(1)),
        new SaleEvent.TenderRemoved(id, "till-01/3/1"),
        new SaleEvent.TenderRemoved(id, null),
        new SaleEvent.Reopened(id),
        new SaleEvent.Completed(sale),
        new SaleEvent.Voided(id, "changed mind"),
        new SaleEvent.Opened(
            id,
            SaleKind.SALE,
            "ann",
            Sales.GBP,
            "",
            null,
            new SaleTerms(
                TaxRounding.PER_DOCUMENT, CashRounding.to(Sales.pence(5)).acceptingExact())),
        new SaleEvent.LineAdded(id, new Line(4, Sales.taxedTwice("1.99"), Quantity.of(2))),
        new SaleEvent.TaxExempted(id, "certificate 12"),
        new SaleEvent.Suspended(id, "blue coat"),
        new SaleEvent.Resumed(id, "bob"),
        new SaleEvent.LaidAway(id, Sales.plan(700, 677)),
        new SaleEvent.Deposited(id, Sales.everyExtra()),
        new SaleEvent.LayawayCancelled(id, Sales.pence(100), "changed mind"),
        new SaleEvent.DepositReturned(
            id, TenderLine.cash(Sales.pence(602), Sales.pence(600), Sales.pence(-2))),
        new SaleEvent.CouponShown(id, "SUMMER"),
        new SaleEvent.VerificationAsked(
            id,
            new Pause(
                TenderKind.CARD,
                Sales.pence(700),
                Sales.CARD.token(),
                Set.of(Verification.PIN, Verification.SIGNATURE),
                List.of("limit.card"))),
        new SaleEvent.VerificationAsked(
            id, new Pause(null, Sales.pence(1), null, Set.of(Verification.MANAGER), List.of())),
        new SaleEvent.Verified(id, Verification.MANAGER, "meg", "ann"),
        new SaleEvent.VerificationDropped(id, "cash instead"),
        new SaleEvent.Tendering(
            id,
            new PointsQuote(
                "club/1",
                "d1",
                0,
                List.of(),
                List.of(),
                List.of(
                    new PointsQuote.Grant("r", "AGAIN", null, LocalDate.of(2025, 6, 30)),
                    new PointsQuote.Grant("r", "", Sales.pence(500), null)),
                List.of("large.sale")),
            List.of(
                Discount.percent(10, "ten").forCoupon("SUMMER"),
                Discount.amount(sale.total(), "all").onLine(1))));
  }

  @Test
  void everyKindOfEvent_isTried() {
    assertThat(events().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(SaleEvent.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("events")
  void event_comesBackAsItWent(SaleEvent event) {
    Draft draft = SaleEvents.toDraft(event);
    assertThat(draft.kind()).isEqualToIgnoringCase("sale." + event.getClass().getSimpleName());
    assertThat(SaleEvents.read(Sales.entry(draft))).contains(event);
    assertThat(draft.payload()).startsWith("{\"sale\":\"till-01.3.17\"");
  }

  @Test
  void payloads_readAsWritten() {
    assertThat(events().map(event -> SaleEvents.toDraft(event).payload()).toList().subList(0, 13))
        .containsExactly(
            """
            {"sale":"till-01.3.17","kind":"RETURN","operator":"ann","currency":"GBP",\
            "reference":"C536379","origin":"till-01.2.5"}\
            """,
            """
            {"sale":"till-01.3.17","currency":"GBP","line":3,"item":"85123A",\
            "name":"heart holder","category":"gifts","price":"2.55","taxCode":"A",\
            "taxRate":"20","taxIncluded":true,"quantity":"0.742"}\
            """,
            """
            {"sale":"till-01.3.17","currency":"GBP","line":1,"item":"85123A",\
            "name":"heart holder","category":"gifts","price":"2.55","taxCode":"A",\
            "taxRate":"20","taxIncluded":true,"quantity":"6","list":1530,"discount":153,\
            "tax":229,"total":1377,"originLine":7}\
            """,
            """
            {"sale":"till-01.3.17","line":3}\
            """,
            """
            {"sale":"till-01.3.17","line":3,"percent":"10","reason":"regular"}\
            """,
            """
            {"sale":"till-01.3.17","currency":"GBP","amount":50,"coupon":"C-1",\
            "reason":"gift"}\
            """,
            """
            {"sale":"till-01.3.17","member":"17850"}\
            """,
            """
            {"sale":"till-01.3.17","points":{"program":"club/1","digest":"d1","points":13,\
            "reasons":[{"rule":"base","points":13,"lines":[1],"text":"1 a pound"}],\
            "shares":[{"line":1,"points":13}]}}\
            """,
            """
            {"sale":"till-01.3.17","currency":"GBP","kind":"CARD","amount":1000,"given":1000,\
            "payment":"till-01/3/1","card":{"token":"tok_7f3a","masked":"************1111",\
            "keyId":"k-1","entry":"CHIP"},"authorization":"A1B2C3","points":0}\
            """,
            """
            {"sale":"till-01.3.17","currency":"GBP","kind":"CASH","amount":377,"given":400,\
            "authorization":"","points":0}\
            """,
            """
            {"sale":"till-01.3.17","payment":"till-01/3/1"}\
            """,
            """
            {"sale":"till-01.3.17"}\
            """,
            """
            {"sale":"till-01.3.17"}\
            """);
  }

  /** The entry that every follower reads: its text is a promise. */
  @Test
  void completedSale_readsAsWritten() {
    assertThat(completed().toDraft().payload())
        .isEqualTo(
            """
            {"sale":"till-01.3.17","kind":"SALE","receipt":42,"operator":"ann",\
            "reference":"536365","member":"17850","currency":"GBP",\
            "lines":[{"line":1,"item":"85123A","name":"heart holder","category":"gifts",\
            "price":"2.55","taxCode":"A","taxRate":"20","taxIncluded":true,"quantity":"6",\
            "list":1530,"discount":153,"tax":229,"total":1377}],\
            "discounts":[{"percent":"10","reason":"regular","taken":153}],\
            "taxes":[{"taxCode":"A","taxRate":"20","taxIncluded":true,"net":1148,"tax":229}],\
            "subtotal":1530,"discount":153,"tax":229,"total":1377,\
            "tenders":[{"kind":"CARD","amount":1000,"given":1000,"payment":"till-01/3/1",\
            "card":{"token":"tok_7f3a","masked":"************1111","keyId":"k-1",\
            "entry":"CHIP"},"authorization":"A1B2C3","points":0},\
            {"kind":"CASH","amount":377,"given":400,"authorization":"","points":0}],\
            "points":{"program":"club/1","digest":"d1","points":13,"reasons":[{"rule":"base",\
            "points":13,"lines":[1],"text":"1 a pound"}],"shares":[{"line":1,"points":13}]}}\
            """);
  }

  /** The first form of the entries, from before extras, several taxes and exchanges. */
  @Test
  void entriesOfTheFirstForm_areStillRead() {
    String payload =
        """
        {"sale":"till-01.3.17","kind":"SALE","receipt":9,"operator":"ann","reference":"",\
        "currency":"GBP","lines":[{"line":1,"item":"85123A","name":"heart holder",\
        "category":"gifts","price":"2.55","taxCode":"A","taxRate":"20","taxIncluded":true,\
        "quantity":"6","list":1530,"discount":0,"tax":255,"total":1530}],"discounts":[],\
        "taxes":[{"taxCode":"A","taxRate":"20","taxIncluded":true,"net":1275,"tax":255}],\
        "subtotal":1530,"discount":0,"tax":255,"total":1530,"tenders":[{"kind":"CASH",\
        "amount":1530,"given":2000,"authorization":"","points":0}],"points":{"program":"",\
        "digest":"","points":0,"reasons":[],"shares":[]}}\
        """;
    CompletedSale sale = CompletedSale.read(Sales.entry(CompletedSale.KIND, payload));
    assertThat(sale.change()).isEqualTo(Sales.pence(470));
    assertThat(sale.tenders().get(0).extras().isNone()).isTrue();
    assertThat(sale.rounding().isZero()).isTrue();
    assertThat(sale.parts()).containsExactly(sale);
    assertThat(sale.deposits()).isZero();
    assertThat(sale.toDraft().payload()).isEqualTo(payload);
    String opened =
        """
        {"sale":"till-01.3.17","kind":"SALE","operator":"ann","currency":"GBP","reference":""}\
        """;
    SaleEvent event = SaleEvents.read(Sales.entry("sale.opened", opened)).orElseThrow();
    assertThat(Sale.replay(List.of(event)).terms()).isEqualTo(SaleTerms.usual());
  }

  @Test
  void missingField_isNamed_unlessItMayBeMissing() {
    Set<String> mayBeMissing = new TreeSet<>();
    events()
        .map(SaleEvents::toDraft)
        .forEach(
            draft -> {
              for (String pointer : Payloads.fields(draft.payload())) {
                String payload = Payloads.without(draft.payload(), pointer);
                try {
                  SaleEvents.read(Sales.entry(draft.kind(), payload));
                  mayBeMissing.add(draft.kind() + " " + pointer);
                } catch (JsonException e) {
                  String parent = pointer.substring(0, pointer.lastIndexOf('/'));
                  assertThat(e.pointer()).startsWith(parent + "/");
                }
              }
            });
    assertThat(mayBeMissing)
        .containsExactlyInAnyOrder(
            "sale.opened /origin",
            "sale.lineReturned /originLine",
            "sale.discounted /line",
            "sale.discounted /coupon",
            "sale.tendering /points/reasons",
            "sale.tendering /points/reasons/0/lines",
            "sale.tendering /points/shares",
            "sale.tendering /points/grants",
            "sale.tendering /points/grants/0/lastDay",
            "sale.tendering /points/reviews",
            "sale.tendering /promotions",
            "sale.tendering /promotions/0/coupon",
            "sale.tendering /promotions/1/line",
            "sale.tendered /payment",
            "sale.tendered /card",
            "sale.tenderRemoved /payment",
            "sale.verificationAsked /card",
            "sale.verificationAsked /kind",
            "sale.verificationAsked /reasons",
            "sale.opened /smallestCoin",
            "sale.opened /taxRounding",
            "sale.lineAdded /moreTaxes",
            "sale.lineAdded /moreTaxes/0/compound",
            "sale.laidAway /instalments",
            "sale.deposited /card",
            "sale.deposited /payment",
            "sale.deposited /cashback",
            "sale.deposited /tip",
            "sale.deposited /surcharge",
            "sale.deposited /conversion",
            "sale.completed /member",
            "sale.completed /tenders/0/payment",
            "sale.completed /tenders/0/card",
            "sale.completed /points/reasons",
            "sale.completed /points/reasons/0/lines",
            "sale.completed /points/shares");
  }

  @ParameterizedTest
  @MethodSource("events")
  void valueOfAnotherType_isNamed(SaleEvent event) {
    Draft draft = SaleEvents.toDraft(event);
    for (String pointer : Payloads.fields(draft.payload())) {
      String payload = Payloads.with(draft.payload(), pointer, "[true]");
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> SaleEvents.read(Sales.entry(draft.kind(), payload)))
          .satisfies(e -> assertThat(e.pointer()).startsWith(pointer));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/sale, \"till-01.3\"",
    "/sale, \"till-01.3.99999999999999999999\"",
    "/kind, \"LOAN\"",
    "/currency, \"GBX1\"",
    "/currency, \"XAU\"",
    "/receipt, 0",
    "/lines/0/line, 0",
    "/lines/0/line, 4294967297",
    "/lines/0/item, \"\"",
    "/lines/0/price, \"-1\"",
    "/lines/0/price, \"1e999999999\"",
    "/lines/0/quantity, \"0\"",
    "/lines/0/quantity, \"1e999999999\"",
    "/lines/0/taxRate, \"-1\"",
    "/lines/0/total, 1378",
    "/lines/0/total, 9223372036854775807",
    "/lines/0/list, -9223372036854775808",
    "/lines/0/tax, -1",
    "/discounts/0/percent, \"101\"",
    "/discounts/0/taken, 152",
    "/taxes/0/net, 1147",
    "/taxes/0/tax, 228",
    "/subtotal, 1529",
    "/discount, 152",
    "/tax, 228",
    "/total, 1376",
    "/tenders/0/amount, 0",
    "/tenders/0/amount, 999",
    "/tenders/1/given, 376",
    "/tenders/0/kind, \"GOLD\"",
    "/tenders/0/card/masked, \"4111111111111111\"",
    "/tenders/0/card/token, \"\"",
    "/tenders/0/card/entry, \"GUESS\"",
    "/points/points, -1",
    "/points/reasons/0/lines/0, 4294967297",
    "/points/shares/0/line, 0"
  })
  void valueThatCannotBe_isRefused_withoutSayingIt(String pointer, String value) {
    Draft draft = completed().toDraft();
    String payload = Payloads.with(draft.payload(), pointer, value);
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> CompletedSale.read(Sales.entry(draft.kind(), payload)))
        .satisfies(
            e -> {
              assertThat(e.pointer()).isNotEmpty();
              assertThat(e.getMessage()).doesNotContain("4111").doesNotContain("999999999");
              assertThat(e.getCause()).isNull();
            });
  }

  @ParameterizedTest
  @MethodSource("events")
  void unknownFields_ofNewerCode_arePassedBy(SaleEvent event) {
    Draft draft = SaleEvents.toDraft(event);
    String payload = draft.payload().replace("{\"", "{\"newer\":{\"x\":1},\"");
    assertThat(SaleEvents.read(Sales.entry(draft.kind(), payload))).contains(event);
  }

  @Test
  void otherKinds_areLeftAlone() {
    assertThat(SaleEvents.read(Sales.entry("stock.adjusted", "{}"))).isEmpty();
    assertThat(SaleEvents.read(Sales.entry("sale.somethingNew", "{}"))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompletedSale.read(Sales.entry("sale.voided", "{}")));
  }

  @Test
  void brokenText_isRefused() {
    String payload = completed().toDraft().payload();
    for (int end = 0; end < payload.length(); end++) {
      String cut = payload.substring(0, end);
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> CompletedSale.read(Sales.entry(CompletedSale.KIND, cut)));
    }
  }

  @Test
  void returnKeepsItsDiscountInItsLines() {
    CompletedSale sold = completed();
    CompletedSale back =
        Sales.completed(
            Sales.after(
                Sales.open(SaleKind.RETURN),
                new SaleCommand.ReturnLine(
                    sold.lines().get(0), Quantity.of(2), Returned.nothing(Sales.GBP))));
    assertThat(back.discount()).isEqualTo(Sales.pence(51));
    assertThat(CompletedSale.read(Sales.entry(back.toDraft()))).isEqualTo(back);
  }

  private static CompletedSale completed() {
    PointsQuote quote =
        new PointsQuote(
            "club/1",
            "d1",
            13,
            List.of(new PointsQuote.Reason("base", 13, List.of(1), "1 a pound")),
            List.of(new PointsQuote.Share(1, 13)));
    return Sales.after(
            Sales.open(SaleKind.SALE),
            Sales.add("2.55", 6),
            new SaleCommand.GiveDiscount(Discount.percent(Percent.of(10), "regular")),
            new SaleCommand.IdentifyMember("17850"),
            new SaleCommand.BeginTender(quote),
            Sales.card(1000, "till-01/3/1"),
            Sales.cash(377, 400),
            new SaleCommand.Complete(42))
        .completed()
        .orElseThrow();
  }
}

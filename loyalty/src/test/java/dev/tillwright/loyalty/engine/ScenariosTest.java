package dev.tillwright.loyalty.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Allocation;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.loyalty.Baskets;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Worth;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Worked examples of the field; those about lots, holds, partners and fraud are shown elsewhere.
 */
class ScenariosTest {
  private static final String ONE_PER_ONE =
      "{'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':'1','per':'1.00'}]}";

  private final Map<String, JsonIn> cases =
      JsonIn.parse(Programs.text("/vectors/loyalty-scenarios.json")).objects("cases").stream()
          .collect(Collectors.toMap(each -> each.text("id"), each -> each));
  private final Map<String, Consumer<Case>> played = new LinkedHashMap<>();

  /** One worked example. */
  private record Case(JsonIn given, JsonIn expected) {}

  @Test
  void scenarios_comeOutAsWorked() {
    plain();
    conditions();
    amounts();
    tenders();
    histories();
    Set<String> missing = new TreeSet<>(cases.keySet());
    played.forEach(
        (id, play) -> {
          JsonIn found = Objects.requireNonNull(cases.get(id), id);
          play.accept(new Case(found.object("given"), found.object("expected")));
          missing.remove(id);
        });
    System.out.println(
        "loyalty scenarios: "
            + played.size()
            + " checked; shown where the ledger and the guard are: "
            + missing);
    assertThat(played.size() + missing.size()).isEqualTo(cases.size());
  }

  private void plain() {
    played.put(
        "V01",
        c -> {
          Baskets basket = Baskets.in("USD");
          c.given().texts("lines").forEach(total -> basket.line("a", "", "1", total));
          assertThat(points("USD", ONE_PER_ONE, basket)).isEqualTo(c.expected().number("points"));
        });
    played.put(
        "V02",
        c ->
            assertThat(points("EUR", perAmount("10", "20.00", true), one("EUR", c)))
                .isEqualTo(c.expected().number("points")));
    played.put(
        "V03",
        c -> {
          Baskets basket = Baskets.in("GBP");
          for (JsonIn line : c.given().objects("lines")) {
            Money total =
                UnitPrice.parse(line.text("unit"), Currency.getInstance("GBP"))
                    .times(Quantity.of(line.number("qty")), RoundingMode.UNNECESSARY);
            basket.line(line.text("sku"), "", "" + line.number("qty"), total.decimal());
          }
          var quote =
              engine(
                      "GBP",
                      "",
                      ONE_PER_ONE
                          + ",{'id':'sku','scope':'LINE','when':{'type':'in','field':'line.code',"
                          + "'values':['4006381333931']},"
                          + "'then':[{'type':'earnPerUnit','points':'5'}]}")
                  .quote(basket.request());
          assertThat(quote.reasons().get(0).points()).isEqualTo(c.expected().number("base"));
          assertThat(quote.reasons().get(1).points()).isEqualTo(c.expected().number("sku_bonus"));
          assertThat(quote.points()).isEqualTo(c.expected().number("total"));
        });
    played.put(
        "V06",
        c -> {
          for (String mode : c.expected().names()) {
            long points =
                engine(
                        "EUR",
                        "'rounding':{'mode':'" + mode + "','level':'BASKET'},",
                        perAmount("0.5", "1.00", false))
                    .quote(one("EUR", c).request())
                    .points();
            assertThat(points).as(mode).isEqualTo(c.expected().number(mode));
          }
        });
    played.put(
        "V21",
        c -> {
          Baskets basket = one("EUR", c);
          assertThat(points("EUR", perAmount("1.5", "1.00", false), basket))
              .isEqualTo(c.expected().number("A"));
          assertThat(points("EUR", perAmount("1.5", "1.00", true), basket))
              .isEqualTo(c.expected().number("B"));
        });
  }

  private void conditions() {
    played.put(
        "V04",
        c -> {
          Baskets basket = Baskets.in("EUR");
          for (JsonIn line : c.given().objects("lines")) {
            basket.line("a", line.text("category"), "1", line.text("amount"));
          }
          assertThat(
                  points(
                      "EUR",
                      ONE_PER_ONE
                          + ",{'id':'no','scope':'LINE','when':{'type':'in','field':"
                          + "'line.category','values':['tobacco']},'then':[{'type':'exclude'}]}",
                      basket))
              .isEqualTo(c.expected().number("points"));
        });
    played.put(
        "V10",
        c -> {
          PointsEngine engine =
              engine(
                  "JPY",
                  "'zone':'" + c.given().text("zone") + "',",
                  perAmount("1", "100", true)
                      + ",{'id':'night','scope':'BASKET','when':{'type':'localWindow',"
                      + "'days':['FRI'],'from':'22:00','to':'02:00'},"
                      + "'then':[{'type':'multiply','factor':2}]}");
          List<Long> points =
              List.of(
                      "2025-06-06T12:59:59Z",
                      "2025-06-06T13:00:00Z",
                      "2025-06-06T16:30:00Z",
                      "2025-06-06T17:00:00Z")
                  .stream()
                  .map(at -> engine.quote(Baskets.in("JPY").line("a", "", "1", "1000").at(at)))
                  .map(quote -> quote.points())
                  .toList();
          assertThat(points).isEqualTo(c.expected().numbers("points"));
        });
    played.put(
        "V11",
        c ->
            assertThat(
                    points(
                        "EUR",
                        "{'id':'u','scope':'BASKET','then':"
                            + "[{'type':'earnPerUnit','points':10,'most':5}]}",
                        Baskets.in("EUR").line("a", "", "" + c.given().number("qty"), "8.00")))
                .isEqualTo(c.expected().number("points")));
    played.put(
        "V17",
        c -> {
          String rules =
              perAmount("1.25", "1.00", false)
                  + ",{'id':'big','scope':'BASKET','when':{'type':'range','field':'basket.total',"
                  + "'min':'60.00'},'then':[{'type':'earnFixed','points':25}]}";
          JsonIn lines = c.given().object("lines");
          Baskets left = Baskets.in("EUR").line("A", "", "1", lines.text("A"));
          long after = points("EUR", rules, left);
          long awarded = points("EUR", rules, left.line("B", "", "1", lines.text("B")));
          assertThat(awarded).isEqualTo(c.expected().number("awarded"));
          assertThat(after).isEqualTo(c.expected().number("after_return"));
          assertThat(awarded - after).isEqualTo(c.expected().number("taken_back"));
        });
  }

  private void amounts() {
    played.put(
        "V05",
        c -> {
          Money amount =
              UnitPrice.parse(c.given().text("price_per_kg"), Currency.getInstance("EUR"))
                  .times(Quantity.parse(c.given().text("kg")), RoundingMode.HALF_UP);
          assertThat(amount.decimal()).isEqualTo(c.expected().text("amount"));
          assertThat(
                  points(
                      "EUR",
                      perAmount("2", "1.00", false),
                      Baskets.in("EUR").line("a", "", c.given().text("kg"), amount.decimal())))
              .isEqualTo(c.expected().number("points"));
        });
    played.put(
        "V13",
        c -> {
          JsonIn net = c.expected().object("net");
          Baskets basket =
              Baskets.in("EUR")
                  .line("A", "", "1", net.text("A"), "0", "5.00")
                  .line("B", "out", "1", net.text("B"), "0", "3.00");
          String rules =
              ONE_PER_ONE
                  + ",{'id':'no','scope':'LINE','when':{'type':'in','field':'line.code',"
                  + "'values':['B']},'then':[{'type':'exclude'}]}";
          assertThat(points("EUR", rules, basket)).isEqualTo(c.expected().number("points"));
          assertThat(
                  engine("EUR", "'base':{'amount':'LIST'},", rules)
                      .quote(basket.request())
                      .points())
              .isEqualTo(c.expected().number("wrong_if_before_discount"));
        });
    played.put(
        "V14",
        c -> {
          Currency euro = Currency.getInstance("EUR");
          List<Money> lines =
              c.given().texts("lines").stream().map(text -> Money.parse(text, euro)).toList();
          List<Money> shares =
              Allocation.byWeights(
                  Money.parse("10.00", euro), lines.stream().mapToLong(Money::minor).toArray());
          assertThat(shares.stream().map(Money::decimal).toList())
              .isEqualTo(c.expected().texts("shares"));
          Baskets basket = Baskets.in("EUR");
          for (int i = 0; i < lines.size(); i++) {
            basket.line("a", "", "1", lines.get(i).minus(shares.get(i)).decimal());
          }
          assertThat(points("EUR", ONE_PER_ONE, basket))
              .isEqualTo(c.expected().number("points_1_per_1"));
        });
    played.put(
        "V15",
        c -> {
          Program program =
              Programs.of(
                  "EUR",
                  "'base':{'amount':'TOTAL','excludeTenders':['POINTS']},"
                      + "'worth':{'points':500,'minor':500,'step':500},",
                  ONE_PER_ONE);
          Worth worth = program.worth().orElseThrow();
          Money sale = Money.parse(c.given().text("sale"), program.currency());
          long balance = c.given().number("balance");
          long used =
              Math.min(worth.pointsFor(sale.minor()), balance / worth.step() * worth.step());
          Money paid = Money.ofMinor(worth.minorOf(used), program.currency());
          Pricing.Request request = Baskets.in("EUR").line("a", "", "1", sale.decimal()).request();
          long earned =
              PointsEngine.compile(program).quote(request, Map.of("POINTS", paid)).points();
          assertThat(used).isEqualTo(c.expected().number("points_used"));
          assertThat(sale.minus(paid).decimal()).isEqualTo(c.expected().text("left_to_pay"));
          assertThat(earned).isEqualTo(c.expected().number("earned"));
          assertThat(balance - used + earned).isEqualTo(c.expected().number("balance_after"));
        });
    played.put(
        "V22",
        c -> {
          Baskets basket =
              Baskets.in("EUR")
                  .line("a", "", "1", "24.00", "4.00", "0")
                  .line("b", "", "1", "36.30", "3.30", "0");
          assertThat(
                  engine("EUR", "'base':{'amount':'NET'},", perAmount("1", "10.00", true))
                      .quote(basket.request())
                      .points())
              .isEqualTo(c.expected().number("points"));
          assertThat(points("EUR", perAmount("1", "10.00", true), basket))
              .isEqualTo(c.expected().number("wrong_if_gross_used"));
        });
  }

  private void tenders() {
    played.put(
        "V07",
        c -> {
          JsonIn paid = c.given().object("tenders");
          Currency yuan = Currency.getInstance("CNY");
          Purchase.Builder purchase = sale(one("CNY", c), "2025-06-04T14:00:00Z");
          purchase.tender("WALLET", Money.parse(paid.text("wallet"), yuan));
          purchase.tender("CASH", Money.parse(paid.text("cash"), yuan));
          Award award =
              engine(
                      "CNY",
                      "",
                      perAmount("1", "1", true)
                          + ",{'id':'wallet','scope':'BASKET',"
                          + "'base':{'amount':'TOTAL','onlyTenders':['WALLET']},'then':"
                          + "[{'type':'earnPerAmount','points':2,'per':10,'full':true}]}")
                  .award(purchase.build());
          assertThat(award.byRule().get("spend")).isEqualTo(c.expected().number("base"));
          assertThat(award.byRule().get("wallet")).isEqualTo(c.expected().number("wallet_bonus"));
          assertThat(award.points()).isEqualTo(c.expected().number("total"));
        });
    played.put(
        "V12",
        c -> {
          JsonIn line = c.given().object("line");
          String promotion =
              "'scope':'LINE','group':'one','when':{'type':'in','field':'line.brand',"
                  + "'values':['brand']},'then':";
          Purchase.Builder purchase =
              sale(
                  Baskets.in("EUR").line("a", "", "" + line.number("units"), line.text("amount")),
                  "2025-06-04T14:00:00Z");
          Award award =
              engine(
                      "EUR",
                      "'groups':[{'id':'one','pick':'BEST','per':'LINE'}],",
                      ONE_PER_ONE
                          + ",{'id':'a',"
                          + promotion
                          + "[{'type':'multiply','factor':2}]},{'id':'b',"
                          + promotion
                          + "[{'type':'earnPerUnit','points':15}]}")
                  .award(purchase.brands(code -> "brand").build());
          assertThat(award.byRule().get("b")).isEqualTo(c.expected().number("B_extra"));
          assertThat(award.byRule()).doesNotContainKey("a");
          assertThat(award.points()).isEqualTo(c.expected().number("total"));
        });
  }

  private void histories() {
    played.put(
        "V08",
        c -> {
          MonthDay born = MonthDay.parse("--" + c.given().text("birthday"));
          for (String policy : c.expected().names()) {
            PointsEngine engine =
                engine(
                    "EUR",
                    "",
                    ONE_PER_ONE
                        + ",{'id':'day','scope':'BASKET','when':{'type':'birthday','leap':'"
                        + policy
                        + "','zone':'STORE'},'then':[{'type':'multiply','factor':2}]}");
            List<Long> points =
                List.of("2025-02-27T23:30:00Z", "2025-02-28T23:30:00Z").stream()
                    .map(at -> sale(Baskets.in("EUR").line("a", "", "1", "40.00"), at))
                    .map(sale -> sale.store("s", ZoneId.of(c.given().text("zone"))))
                    .map(sale -> sale.member(Shopper.of("m").born(born)).build())
                    .map(purchase -> engine.award(purchase).points())
                    .toList();
            assertThat(points).as(policy).isEqualTo(c.expected().numbers(policy));
          }
        });
    played.put(
        "V09",
        c -> {
          PointsEngine engine =
              engine(
                  "EUR",
                  "",
                  "{'id':'welcome','scope':'BASKET','when':{'type':'firstPurchase'},"
                      + "'then':[{'type':'earnFixed','points':200}]},"
                      + ONE_PER_ONE);
          TallyBook book = new TallyBook();
          List<Long> points = new ArrayList<>();
          for (JsonIn each : c.given().objects("sales")) {
            Baskets basket = Baskets.in("EUR").line("a", "", "1", each.text("amount"));
            Purchase purchase = sale(basket, "2025-06-04T14:00:00Z").tallies(book).build();
            Award award = engine.award(purchase);
            points.add(book.record(each.text("id"), purchase, award) ? award.points() : 0);
          }
          assertThat(points).isEqualTo(c.expected().numbers("points"));
        });
    played.put(
        "V18",
        c -> {
          PointsEngine engine =
              engine(
                  "GBP",
                  "'zone':'" + c.given().text("zone") + "','limits':[{'per':'DAY','points':40}],",
                  ONE_PER_ONE);
          TallyBook book = new TallyBook();
          List<Long> points = new ArrayList<>();
          for (String at :
              List.of("2025-03-30T00:10:00Z", "2025-03-30T22:50:00Z", "2025-03-30T23:10:00Z")) {
            Baskets basket = Baskets.in("GBP").line("a", "", "1", "30.00");
            Purchase purchase = sale(basket, at).tallies(book).build();
            Award award = engine.award(purchase);
            book.record(at, purchase, award);
            points.add(award.points());
          }
          assertThat(points).isEqualTo(c.expected().numbers("points"));
        });
  }

  private static Purchase.Builder sale(Baskets basket, String at) {
    return Purchase.of(basket.totals(), Instant.parse(at))
        .terminal("till-01")
        .member(Shopper.of("m-1"));
  }

  private static Baskets one(String currency, Case c) {
    return Baskets.in(currency).line("a", "", "1", c.given().text("total"));
  }

  private static String perAmount(String points, String per, boolean full) {
    return "{'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':'"
        + points
        + "','per':'"
        + per
        + "','full':"
        + full
        + "}]}";
  }

  private static PointsEngine engine(String currency, String more, String rules) {
    return PointsEngine.compile(Programs.of(currency, more, rules));
  }

  private static long points(String currency, String rules, Baskets basket) {
    return engine(currency, "", rules).quote(basket.request()).points();
  }
}

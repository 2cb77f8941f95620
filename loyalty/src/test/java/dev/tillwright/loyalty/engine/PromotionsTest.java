package dev.tillwright.loyalty.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.basket.Totals;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.loyalty.Programs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Row A15: what is taken off before the sale is paid. */
@SuppressWarnings("NullAway") // what is not there fails the test, as it should
class PromotionsTest {
  private static final Currency EUR = Currency.getInstance("EUR");
  private static final Instant AT = Instant.parse("2025-06-04T14:00:00Z");

  private static Basket with(Basket basket, String code, String quantity, String price) {
    Item item =
        new Item(
            code,
            code,
            code.substring(0, 1),
            UnitPrice.parse(price, EUR),
            TaxRate.included("A", Percent.of(20)));
    return basket.withLine(new Line(basket.lines().size() + 1, item, Quantity.parse(quantity)));
  }

  private static Basket basket(String... lines) {
    Basket basket = Basket.empty(EUR);
    for (String line : lines) {
      String[] parts = line.split(" ");
      basket = with(basket, parts[0], parts[1], parts[2]);
    }
    return basket;
  }

  private static Purchase.Builder purchase(Basket basket) {
    return Purchase.of(basket.totals(), AT).terminal("till-01");
  }

  private static PointsEngine engine(String more, String rules) {
    return PointsEngine.compile(Programs.of("EUR", more, rules));
  }

  private static String line(String then) {
    return "{'id':'p','scope':'LINE','when':{'type':'in','field':'line.category',"
        + "'values':['s']},'then':["
        + then
        + "],'text':{'en':'Promotion'}}";
  }

  private static Totals after(Basket basket, List<Discount> promotions) {
    Basket reduced = basket;
    for (Discount promotion : promotions) {
      reduced = reduced.withDiscount(promotion);
    }
    return reduced.totals();
  }

  private static String total(String then, Basket basket) {
    List<Discount> off = engine("", line(then)).promotions(purchase(basket).build());
    assertThat(off).allMatch(each -> each.reason().equals("Promotion"));
    return after(basket, off).total().decimal();
  }

  @Test
  void shares_areTakenOffEachLine_withoutAMember() {
    String ten = "{'type':'discountLine','percent':'10'}";
    assertThat(total(ten, basket("s1 2 1.25", "x1 1 9.00"))).isEqualTo("11.25");
    String cents = "{'type':'discountLine','amount':'0.20'}";
    assertThat(total(cents, basket("s1 3 1.00", "s2 1 0.10"))).isEqualTo("2.40");
  }

  @Test
  void amountsOffTheBasket_areSharedToTheCent_andNeverMoreThanThereIs() {
    String off = "{'type':'discountBasket','amount':'10.00'}";
    Basket basket = basket("s1 1 33.33", "s2 1 33.33", "s3 1 33.34");
    List<Discount> shares = engine("", line(off)).promotions(purchase(basket).build());
    assertThat(shares)
        .extracting(each -> String.valueOf(each.amount()))
        .containsExactly("3.33 EUR", "3.33 EUR", "3.34 EUR");
    assertThat(total(off, basket("s1 1 4.00", "x1 1 1.00"))).isEqualTo("1.00");
    assertThat(total("{'type':'discountBasket','percent':'100'}", basket("s1 7 0.33")))
        .isEqualTo("0.00");
  }

  @Test
  void cheapestUnits_areFree_ofEverySet() {
    String threeForTwo = "{'type':'freeUnit','buy':2,'free':1}";
    assertThat(total(threeForTwo, basket("s1 2 5.00", "s2 1 3.00"))).isEqualTo("10.00");
    assertThat(total(threeForTwo, basket("s1 2 5.00"))).isEqualTo("10.00");
    assertThat(total(threeForTwo, basket("s1 5 5.00", "s2 1 3.00"))).isEqualTo("20.00");
    // Weighed goods have no units.
    assertThat(total(threeForTwo, basket("s1 2 5.00", "s2 1.5 2.00"))).isEqualTo("13.00");
    String half = "{'type':'freeUnit','buy':1,'free':1,'percent':'50','most':1}";
    assertThat(total(half, basket("s1 4 5.01"))).isEqualTo("17.53");
  }

  @Test
  void couponThatIsShown_standsOnTheDiscount() {
    PointsEngine engine =
        engine(
            "",
            "{'id':'p','scope':'BASKET','when':{'type':'in','field':'coupon',"
                + "'values':['SUMMER']},'then':[{'type':'discountBasket','amount':'1.00'}]}");
    Basket basket = basket("s1 1 5.00");
    assertThat(engine.promotions(purchase(basket).build())).isEmpty();
    assertThat(engine.promotions(purchase(basket).coupon("SUMMER").build()))
        .extracting(Discount::coupon)
        .containsExactly("SUMMER");
  }

  @Test
  void onePromotionOfAGroup_theBetterOne() {
    String rules =
        "{'id':'a','scope':'LINE','group':'g','when':{'type':'in','field':'line.category',"
            + "'values':['s']},'then':[{'type':'discountLine','percent':'10'}]},"
            + "{'id':'b','scope':'LINE','group':'g','then':"
            + "[{'type':'discountLine','amount':'0.30'}]}";
    Basket basket = basket("s1 1 5.00", "s2 1 2.00", "x1 1 1.00");
    PointsEngine engine = engine("'groups':[{'id':'g','pick':'BEST','per':'LINE'}],", rules);
    assertThat(engine.promotions(purchase(basket).build()))
        .extracting(each -> each.line() + " " + each.amount())
        .containsExactly("1 0.50 EUR", "2 0.30 EUR", "3 0.30 EUR");
  }

  @Test
  void whatIsExcluded_isNotReduced_andStillEarns() {
    String rules =
        "{'id':'no','scope':'LINE','when':{'type':'in','field':'line.category','values':['x']},"
            + "'then':[{'type':'exclude','from':'DISCOUNTS'}]},"
            + "{'id':'p','scope':'BASKET','then':[{'type':'discountBasket','percent':'50'}]},"
            + "{'id':'e','scope':'BASKET','then':"
            + "[{'type':'earnPerAmount','points':1,'per':1}]}";
    Basket basket = basket("s1 1 4.00", "x1 1 4.00");
    PointsEngine engine = engine("", rules);
    List<Discount> off = engine.promotions(purchase(basket).build());
    assertThat(off).extracting(Discount::line).containsExactly(1);
    Purchase paid = Purchase.of(after(basket, off), AT).member(Shopper.of("m")).build();
    assertThat(engine.award(paid).points()).isEqualTo(6);
    assertThat(off.get(0).reason()).isEqualTo("50% off all of it");
  }

  @Test
  void discountsOfTheCashier_areTakenFromALineFirst_fromTheBasketLast() {
    Basket basket =
        basket("s1 1 10.00")
            .withDiscount(Discount.amount(Money.parse("2.00", EUR), "scratched").onLine(1))
            .withDiscount(Discount.percent(10, "regular"));
    String half = "{'type':'discountLine','percent':'50'}";
    assertThat(total(half, basket)).isEqualTo("3.60"); // (10 - 2) / 2, less a tenth
  }

  @Test
  void randomBaskets_areNeverBelowZero_andDoNotHangOnOrderOrKeying() {
    long seed = Long.getLong("campaign.seed", 20_251_126L);
    System.out.println("seed " + seed);
    String[] then = {
      "{'type':'discountLine','percent':'33.3'}",
      "{'type':'discountLine','amount':'0.75'}",
      "{'type':'discountBasket','amount':'3.33'}",
      "{'type':'discountBasket','percent':'12.5'}",
      "{'type':'freeUnit','buy':2,'free':1}",
      "{'type':'freeUnit','buy':1,'free':2,'percent':'75','most':2}"
    };
    int reduced = 0;
    for (int i = 0; i < 400; i++) {
      SplittableRandom random = new SplittableRandom(seed + i);
      StringBuilder rules = new StringBuilder();
      for (int r = 0; r <= random.nextInt(3); r++) {
        rules
            .append(r == 0 ? "" : ",")
            .append(
                line(then[random.nextInt(then.length)]).replace("'id':'p'", "'id':'p" + r + "'"));
      }
      PointsEngine engine = engine("", rules.toString());
      List<String> lines = new ArrayList<>();
      List<String> keyed = new ArrayList<>();
      for (int l = 0; l <= random.nextInt(5); l++) {
        int units = 1 + random.nextInt(4);
        String price = " " + (1 + random.nextInt(40)) + ".2" + random.nextInt(10);
        String code = (random.nextInt(4) == 0 ? "x" : "s") + l;
        lines.add(code + " " + units + price);
        keyed.addAll(Collections.nCopies(units, code + " 1" + price));
      }
      Collections.reverse(keyed);
      Basket one = basket(lines.toArray(String[]::new));
      Basket other = basket(keyed.toArray(String[]::new));
      List<Discount> offOne = engine.promotions(purchase(one).build());
      List<Discount> offOther = engine.promotions(purchase(other).build());
      String where = "seed " + (seed + i) + "\n" + rules + "\n" + lines;
      assertThat(byItem(other, offOther)).as(where).isEqualTo(byItem(one, offOne));
      Totals totals = after(one, offOne);
      Money sum = offOne.stream().map(Discount::amount).reduce(Money.zero(EUR), Money::plus);
      assertThat(totals.discount()).as(where).isEqualTo(sum);
      assertThat(totals.lines()).as(where).allMatch(each -> !each.total().isNegative());
      reduced += sum.isPositive() ? 1 : 0;
    }
    assertThat(reduced).isGreaterThan(200);
  }

  private static Map<String, Long> byItem(Basket basket, List<Discount> discounts) {
    Map<String, Long> sums = new TreeMap<>();
    for (Discount discount : discounts) {
      String code = basket.lines().get(discount.line() - 1).item().code();
      sums.merge(code, discount.amount().minor(), Long::sum);
    }
    return sums;
  }
}

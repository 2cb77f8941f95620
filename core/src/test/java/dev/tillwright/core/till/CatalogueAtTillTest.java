package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.catalogue.CatalogueChange;
import dev.tillwright.core.catalogue.CatalogueFile;
import dev.tillwright.core.catalogue.CatalogueItem;
import dev.tillwright.core.catalogue.ImportFault;
import dev.tillwright.core.catalogue.ImportMode;
import dev.tillwright.core.catalogue.ImportResult;
import dev.tillwright.core.catalogue.ItemCost;
import dev.tillwright.core.catalogue.ListPrice;
import dev.tillwright.core.catalogue.PriceList;
import dev.tillwright.core.catalogue.TaxClass;
import dev.tillwright.core.catalogue.Unit;
import dev.tillwright.core.catalogue.WeighedRule;
import dev.tillwright.core.catalogue.WeighedRules;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue of a till: sold by code, asked for prices, changed by who may. */
class CatalogueAtTillTest {
  private static final String PEN = "5000000000012";
  private static final LocalDate TODAY = LocalDate.of(2025, 3, 3);
  private static final WeighedRules RULES =
      WeighedRules.of(
          WeighedRule.price("20IIIIVPPPPPC", 2), WeighedRule.weight("21IIIIIWWWWWC", 3, Unit.KG));

  @TempDir Path dir;

  /** A clock that a test sets. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2025-03-03T10:15:30Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private final Hands clock = new Hands();

  private Bench bench() {
    return bench(it -> {});
  }

  private Bench bench(Consumer<TillBuilder> more) {
    Bench bench =
        new Bench(
            dir,
            it -> {
              it.catalogue("shop", RULES).clock(clock);
              more.accept(it);
            });
    bench.till.catalogue(bench.manager).change("opening", goods());
    return bench;
  }

  private static UnitPrice price(String decimal) {
    return UnitPrice.parse(decimal, Bench.GBP);
  }

  private static List<CatalogueChange> goods() {
    return List.of(
        TaxClass.of("standard", TaxRate.included("A", Percent.of(20))),
        TaxClass.of("standard", TaxRate.included("A", Percent.of(22)))
            .since(LocalDate.of(2025, 4, 1)),
        TaxClass.of("food", TaxRate.included("Z", Percent.of(0))),
        TaxClass.of("later", TaxRate.included("L", Percent.of(5))).since(LocalDate.of(2026, 1, 1)),
        PriceList.of("base", Bench.GBP),
        PriceList.of("phone", Bench.GBP).on("phone"),
        PriceList.of("april", Bench.GBP).ranked(5).between(LocalDate.of(2025, 4, 1), null),
        CatalogueItem.of("pen", "Fountain pen", "standard").in("office").withBarCodes(PEN),
        CatalogueItem.of("cheese", "Cheese", "food").soldBy(Unit.KG).withBarCodes("1234", "12345"),
        CatalogueItem.of("pie", "Pie", "food").withBarCodes("0777"),
        CatalogueItem.of("shirt", "Shirt", "standard"),
        CatalogueItem.of("shirt-l", "Shirt L", "standard").variantOf("shirt", Map.of("size", "L")),
        CatalogueItem.of("old", "Old", "standard").withdrawn(),
        CatalogueItem.of("gift", "Gift", "standard"),
        CatalogueItem.of("future", "Future", "later"),
        ListPrice.of("base", "pen", price("12.50")),
        ListPrice.of("phone", "pen", price("13.50")),
        ListPrice.of("april", "pen", price("11.00")),
        ListPrice.of("base", "cheese", price("12.80")),
        ListPrice.of("base", "shirt", price("30.00")),
        ListPrice.of("base", "old", price("1.00")),
        ListPrice.of("base", "future", price("1.00")));
  }

  private static void refused(String code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private static List<String> lines(Ticket ticket) {
    return ticket.totals().lines().stream()
        .map(
            it -> {
              Line line = it.line();
              return line.item().code()
                  + " "
                  + line.quantity()
                  + line.item().unit()
                  + " "
                  + it.list();
            })
        .toList();
  }

  @Test
  void goods_areSoldByCodeAndBarCode_atThePriceOfTheMomentAndChannel() {
    try (Bench bench = bench()) {
      Ticket ticket =
          bench
              .till
              .sale(bench.manager)
              .add("pen", 2)
              .add(PEN, 1)
              .add("0" + PEN, Quantity.of(1))
              .add(PEN, Quantity.of(1), "phone")
              .add("shirt-l", 1)
              .add("cheese", Quantity.parse("0.335"))
              .add("4006381333931", 1); // what the application knows
      assertThat(lines(ticket))
          .containsExactly(
              "pen 2 25.00 GBP",
              "pen 1 12.50 GBP",
              "pen 1 12.50 GBP",
              "pen 1 13.50 GBP",
              "shirt-l 1 30.00 GBP",
              "cheese 0.335kg 4.29 GBP",
              "4006381333931 1 12.50 GBP");
      assertThat(ticket.totals().lines().get(0).line().item().category()).isEqualTo("office");
      assertThat(ticket.totals().lines().get(0).line().item().tax().rate())
          .isEqualTo(Percent.of(20));
      bench.cash(ticket);

      // Half past midnight in London, where it is not yet the first of April in UTC.
      clock.now = Instant.parse("2025-03-31T23:30:00Z");
      bench.manager = bench.till.logOn("max", "secret".toCharArray()).orThrow();
      CompletedSale april = bench.cash(bench.till.sale(bench.manager).add(PEN, 1));
      assertThat(april.total()).isEqualTo(pounds("11.00"));
      assertThat(april.taxes().get(0).rate().rate()).isEqualTo(Percent.of(22));
    }
  }

  @Test
  void whatCannotBeSold_isRefusedByName_andTheTicketGoesOn() {
    try (Bench bench = bench()) {
      Ticket ticket = bench.till.sale(bench.manager);
      refused("item.unknown", () -> ticket.add("nobody", 1));
      refused("item.unknown", () -> ticket.add("4006381333932", 1));
      refused("item.withdrawn", () -> ticket.add("old", 1));
      refused("item.chooseVariant", () -> ticket.add("shirt", 1));
      refused("item.noPrice", () -> ticket.add("gift", 1));
      refused("item.noTax", () -> ticket.add("future", 1));
      refused("item.quantity", () -> ticket.add("pen", Quantity.parse("0.5")));
      refused("item.quantity", () -> ticket.add("cheese", Quantity.parse("0.3355")));
      refused("item.quantity", () -> ticket.add("pen", 0));
      assertThat(bench.cash(ticket.add("pen", 1)).total()).isEqualTo(pounds("12.50"));
      Ticket back = bench.till.giveBackWithoutReceipt(bench.manager, "").add("old", 1);
      assertThat(back.totals().total()).isEqualTo(pounds("1.00"));
    }
  }

  @Test
  void weighedPacks_areSoldByWhatTheirCodesSay() {
    try (Bench bench = bench()) {
      Ticket ticket =
          bench
              .till
              .sale(bench.manager)
              .add("2112345007427", 1) // 0.742 kg
              .add("2112345007427", 2)
              .add("2012346146852", 1) // 146.85
              .add("2012346146852", 2);
      assertThat(lines(ticket).subList(0, 2))
          .containsExactly("cheese 0.742kg 9.50 GBP", "cheese 1.484kg 19.00 GBP");
      assertThat(ticket.totals().lines().get(2).list()).isEqualTo(pounds("146.85"));
      assertThat(ticket.totals().lines().get(3).list()).isEqualTo(pounds("293.70"));
      assertThat(ticket.totals().lines().get(2).line().quantity().value())
          .isBetween(new java.math.BigDecimal("11.47"), new java.math.BigDecimal("11.48"));
      refused("code.checkDigit", () -> ticket.add("2112345007428", 1));
      refused("code.checkDigit", () -> ticket.add("2012345146855", 1)); // that of the price
      refused("code.noValue", () -> ticket.add("2112345000008", 1));
      refused("item.unknown", () -> ticket.add("2199999007423", 1));
      refused("item.quantity", () -> ticket.add("2112345007427", Quantity.parse("0.5")));
    }
  }

  /** Whatever the pack says is paid, to the penny, and the weight is what comes to it. */
  @Test
  void packsBeyondAllBounds_areRefusedByName() {
    try (Bench bench = bench()) {
      Ticket ticket = bench.till.sale(bench.manager);
      refused("item.quantity", () -> ticket.add("2012346146852", 900_000_000_000_000_000L));
      refused("item.quantity", () -> ticket.add("2112345007427", 900_000_000_000_000_000L));
    }
  }

  @Test
  void goodsAreNotInTheCategoryOfValueForCards() {
    assertThatThrownBy(() -> CatalogueItem.of("pen", "Pen", "standard").in(Item.STORED_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
    try (Bench bench = bench()) {
      Reader csv = new StringReader("code,name,category,tax_class\np,P,stored-value,standard\n");
      ImportResult result =
          bench
              .till
              .catalogue(bench.manager)
              .load("file", CatalogueFile.ITEMS, csv, ImportMode.CHECK);
      assertThat(result.faults()).extracting(ImportFault::column).containsExactly("category");
    }
  }

  @Test
  void thePriceOnAPack_isPaidExactly() {
    try (Bench bench = bench()) {
      for (String unitPrice : List.of("12.80", "0.37", "3", "99.99", "1234.5", "0")) {
        bench
            .till
            .catalogue(bench.manager)
            .change("p " + unitPrice, List.of(ListPrice.of("base", "cheese", price(unitPrice))));
        Ticket ticket = bench.till.sale(bench.manager);
        for (int i = 0; i < 20; i++) {
          String value = String.format("%05d", 1 + i * 4_321);
          ticket.add(pack(value), 1);
          assertThat(ticket.totals().lines().get(i).list().minor()).isEqualTo(1 + i * 4_321L);
        }
      }
    }
  }

  /** The pack of item 1234 with such a price; its check digits by trying. */
  private static String pack(String value) {
    for (int check = 0; check < 100; check++) {
      String code = "201234" + check / 10 + value + check % 10;
      if (RULES.read(code).orElseThrow().sound()) {
        return code;
      }
    }
    throw new AssertionError("no check digits fit");
  }

  @Test
  void aPackOfWhatIsCounted_isCounted_atThePriceOnIt() {
    try (Bench bench = bench()) {
      String code = pack("00250").replaceFirst("1234", "0777");
      String right = "";
      for (char check = '0'; check <= '9'; check++) {
        String tried = code.substring(0, 12) + check;
        right = RULES.read(tried).orElseThrow().sound() ? tried : right;
      }
      assertThat(lines(bench.till.sale(bench.manager).add(right, 3)))
          .containsExactly("pie 3 7.50 GBP");
    }
  }

  /** Ten percent off pens; a point a pound for members. */
  private static Pricing club() {
    return new Pricing() {
      @Override
      public PointsQuote quote(Request request) {
        long points = request.member() == null ? 0 : request.totals().total().minor() / 100;
        return points == 0
            ? PointsQuote.NOTHING
            : new PointsQuote(
                "club/1",
                "0".repeat(64),
                points,
                List.of(new PointsQuote.Reason("base", points, List.of(1), "a point a pound")),
                List.of(new PointsQuote.Share(1, points)));
      }

      @Override
      public List<Discount> promotions(Request request) {
        List<Discount> off = new ArrayList<>();
        for (var line : request.totals().lines()) {
          if (line.line().item().code().equals("pen")) {
            off.add(Discount.percent(10, "pens").onLine(line.line().number()));
          }
        }
        return off;
      }
    };
  }

  @Test
  void aPriceCheck_showsPromotionsAndPoints_andWritesNothing() {
    try (Bench bench = bench(it -> it.pricing(club()))) {
      long head = bench.till.journal().headSeq();
      CatalogueDesk desk = bench.till.catalogue(bench.manager);
      PriceCheck plain = desk.priceCheck(PEN);
      assertThat(plain.total()).isEqualTo(pounds("11.25"));
      assertThat(plain.saved()).isEqualTo(pounds("1.25"));
      assertThat(plain.list()).isEqualTo("base");
      assertThat(plain.offer().promotions().get(0).reason()).isEqualTo("pens");
      assertThat(plain.offer().points().points()).isZero();

      PriceCheck member = desk.priceCheck(PEN, Quantity.of(4), "m-1", "phone");
      assertThat(member.total()).isEqualTo(pounds("48.60"));
      assertThat(member.offer().points().points()).isEqualTo(48);
      assertThat(member.offer().points().explanation()).isEqualTo("a point a pound");
      assertThat(member.item().price()).isEqualTo(price("13.50"));

      assertThat(desk.priceCheck("2112345007427").quantity()).isEqualTo(Quantity.parse("0.742"));
      refused("item.unknown", () -> desk.priceCheck("nobody"));
      refused("item.withdrawn", () -> desk.priceCheck("old"));
      assertThat(bench.till.journal().headSeq()).isEqualTo(head);

      // What it said is what a sale comes to.
      Ticket sold = bench.till.sale(bench.manager).member("m-1").add(PEN, Quantity.of(4), "phone");
      assertThat(bench.cash(sold).total()).isEqualTo(member.total());
    }
  }

  @Test
  void theCatalogue_isThereAfterARestart_andAfterARebuild() {
    try (Bench bench = bench()) {
      bench.reopen();
      assertThat(lines(bench.till.sale(bench.manager).add(PEN, 1)))
          .containsExactly("pen 1 12.50 GBP");
      bench.till.journal().rebuild("catalogue");
      bench.till.journal().awaitFollowers(Duration.ofSeconds(20));
      CatalogueDesk desk = bench.till.catalogue(bench.manager);
      assertThat(desk.priceCheck(PEN).total()).isEqualTo(pounds("12.50"));
      assertThat(desk.items("", 100)).hasSize(8);
      assertThat(desk.variants("shirt")).extracting(CatalogueItem::code).containsExactly("shirt-l");
      assertThat(desk.lists()).hasSize(3);
      assertThat(desk.prices("pen")).hasSize(3);
      assertThat(desk.taxes("standard")).hasSize(2);
      assertThat(desk.version().orElseThrow().origin()).isEqualTo("till-01");
    }
  }

  @Test
  void inPostgres_itSellsToo() {
    DataSource source = TestPostgres.schema();
    try (Bench bench = new Bench(() -> Database.of(source), it -> it.catalogue("shop", RULES))) {
      bench.till.catalogue(bench.manager).change("opening", goods());
      assertThat(
              lines(
                  bench
                      .till
                      .sale(bench.manager)
                      .add(PEN, 2)
                      .add("shirt-l", 1)
                      .add("2112345007427", 1)))
          .containsExactly("pen 2 25.00 GBP", "shirt-l 1 30.00 GBP", "cheese 0.742kg 9.50 GBP");
    }
  }

  @Test
  void changes_areForWhoMay_andCostsForFewer() throws Exception {
    try (Bench bench = bench()) {
      OperatorSession cashier = enrolled(bench, "cy", "cashier");
      CatalogueDesk desk = bench.till.catalogue(cashier);
      assertThat(desk.find(PEN)).isPresent();
      refused("access.notAllowed", () -> desk.change("mine", goods()));
      refused(
          "access.notAllowed",
          () ->
              desk.load("mine", CatalogueFile.ITEMS, new StringReader(""), ImportMode.GOOD_LINES));
      refused("access.notAllowed", () -> desk.costs("pen"));
      refused("access.notAllowed", () -> desk.since(0, false));

      CatalogueDesk own = bench.till.catalogue(bench.manager);
      own.change("costs", List.of(new ItemCost("pen", TODAY, price("4.20"))));
      assertThat(own.costs("pen").get(0).cost()).isEqualTo(price("4.20"));
      StringBuilder items = new StringBuilder();
      own.export(CatalogueFile.ITEMS, items);
      assertThat(items.toString()).contains(PEN).doesNotContain("4.2");
      assertThat(bench.kinds()).endsWith("cost.changed", "data.seen", "data.exported");
      assertThat(own.since(0, false).isSecret()).isFalse();
      CompletedSale sold = bench.cash(bench.till.sale(bench.manager).add(PEN, 1));
      assertThat(bench.slip(sold)).doesNotContain("4.20");
    }
  }

  private static OperatorSession enrolled(Bench bench, String id, String role) {
    bench.till.access().enrol(bench.manager, new Operator(id, id, role), "pin-4711".toCharArray());
    return bench.till.logOn(id, "pin-4711".toCharArray()).orThrow();
  }

  @Test
  void aTillWithoutCatalogue_saysSo() {
    try (Bench bench = new Bench(dir)) {
      assertThatThrownBy(() -> bench.till.catalogue(bench.manager))
          .isInstanceOf(IllegalStateException.class);
      assertThat(lines(bench.pens(1))).containsExactly("4006381333931 1 12.50 GBP");
    }
  }

  @Test
  void anotherTill_takesWhatThisOneGives() {
    try (Bench one = bench();
        Bench two = new Bench("till-02", other(), it -> it.catalogue("shop").clock(clock))) {
      CatalogueDesk from = one.till.catalogue(one.manager);
      CatalogueDesk to = two.till.catalogue(two.manager);
      assertThat(to.take(from.since(0, true))).isEqualTo(goods().size());
      assertThat(to.take(from.since(0, true))).isZero();
      assertThat(to.priceCheck(PEN).total()).isEqualTo(pounds("12.50"));
    }
  }

  private Path other() {
    Path folder = dir.resolve("other");
    folder.toFile().mkdirs();
    return folder;
  }
}

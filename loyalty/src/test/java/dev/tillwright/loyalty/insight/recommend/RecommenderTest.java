package dev.tillwright.loyalty.insight.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.stock.StockBook;
import dev.tillwright.core.stock.StockEntries;
import dev.tillwright.core.stock.StockEvent;
import dev.tillwright.loyalty.TestStore;
import dev.tillwright.loyalty.insight.Feed;
import dev.tillwright.loyalty.member.MemberEntries;
import dev.tillwright.loyalty.member.MemberId;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row E15: what goes with what, and nothing about anybody. */
class RecommenderTest {
  private static final Instant NOON = Instant.parse("2025-06-04T12:00:00Z");
  private static final long SEED = Long.getLong("loyalty.seed", 20_261_126L);

  @TempDir Path dir;

  private Feed feed(PairPlan plan) {
    return new Feed(
        TestStore.open(dir.resolve("pairs.db")),
        new PairFollower(plan),
        new StockBook(ZoneOffset.UTC));
  }

  private static Item of(String code) {
    return Feed.item(code, code.startsWith("post") ? "postage" : "goods", "1.00");
  }

  private static List<String> codes(List<Recommendation> told) {
    return told.stream().map(Recommendation::code).toList();
  }

  @Test
  void oneMembersHabit_isNeverToldToOthers() {
    Feed feed = feed(PairPlan.usual());
    for (int i = 0; i < 50; i++) {
      feed.sale("till-01", NOON, "m-1", of("tea"), of("secret"));
      feed.sale("till-01", NOON, "m-" + i, of("tea"), of("milk"));
      feed.sale("till-01", NOON, "m-" + i, of("bread"));
    }
    for (int i = 0; i < 4; i++) {
      feed.sale("till-01", NOON, "few-" + i, of("tea"), of("rare"));
      feed.sale("till-01", NOON, "few-" + i, of("tea"), of("rare"));
    }
    feed.flush();
    Recommender lenient = Recommender.of(feed.database).lift(0.01).build();
    assertThat(codes(lenient.forBasket(List.of("tea"), 10))).containsExactly("milk");
    feed.sale("till-01", NOON, "few-5", of("tea"), of("rare"));
    feed.flush();
    assertThat(codes(lenient.forBasket(List.of("tea"), 10))).containsExactly("milk", "rare");
    // The prints of who bought are gone once there are enough of them.
    assertThat(
            feed.database.<List<String>>read(
                tx ->
                    tx.list(
                        "select seen from pair_count where a = 'tea' and b = 'milk'",
                        row -> row.text(1))))
        .containsExactly("");
    feed.database.close();
  }

  @Test
  void membersBaskets_areLookedAtWithTheirLeaveOnly() {
    Feed feed = feed(PairPlan.usual());
    for (int i = 0; i < 10; i++) {
      feed.sale("till-01", NOON, "m-" + i, of("tea"), of("milk"));
      feed.sale("till-01", NOON, "m-" + i, of("bread"));
    }
    feed.sale("till-01", NOON, "ann", of("tea"));
    feed.flush();
    Set<String> leave = new HashSet<>();
    Recommender recommender = Recommender.of(feed.database).leave(leave::contains).build();
    assertThat(recommender.forMember("ann", 5)).isEmpty();
    leave.add("ann");
    List<Recommendation> told = recommender.forMember("ann", 5);
    assertThat(codes(told)).containsExactly("milk");
    assertThat(told.get(0).reason())
        .isEqualTo("bought with the tea: in 10 of its 11 baskets, 1.9 times as often as by chance");
    leave.clear();
    assertThat(recommender.forMember("ann", 5)).isEmpty();
    leave.add("ann");
    feed.say(
        "till-01",
        NOON,
        new MemberEntries.Erased(List.of(MemberId.of("ann")), "bob", "asked").draft());
    feed.sale("till-01", NOON, "ann", of("tea"));
    assertThat(feed.dump()).contains("pair_gone\nann\n").doesNotContain("ann|tea");
    assertThat(recommender.forMember("ann", 5)).isEmpty();
    feed.database.close();
  }

  @Test
  void whatIsNotThere_isNotTold() {
    Feed feed = feed(PairPlan.usual().without("post"));
    for (int i = 0; i < 10; i++) {
      feed.sale("till-01", NOON, "m-" + i, of("tea"), of("milk"), of("cup"), of("post"));
      feed.sale("till-01", NOON, "m-" + i, of("bread"));
    }
    feed.flush();
    InStock books = InStock.byTheBooks(feed.database, new StockBook(ZoneOffset.UTC), "shop");
    Recommender recommender = Recommender.of(feed.database).stock(books).build();
    assertThat(recommender.forBasket(List.of("tea"), 5)).isEmpty();
    feed.say("till-01", NOON, received("cup", 11));
    feed.flush();
    assertThat(codes(recommender.forBasket(List.of("tea"), 5))).containsExactly("cup");
    assertThat(codes(Recommender.of(feed.database).build().forBasket(List.of("tea"), 5)))
        .containsExactly("cup", "milk");
    feed.database.close();
  }

  private static Draft received(String code, long pieces) {
    return StockEntries.draft(
        new StockEvent.Received(
            "d-1",
            "ann",
            "shop",
            "",
            List.of(new StockEvent.Goods(code, Quantity.of(pieces), null))));
  }

  @Test
  void voidedSales_areTakenOutAgain() {
    Feed feed = feed(PairPlan.usual());
    for (int i = 0; i < 6; i++) {
      feed.sale("till-01", NOON, "m-" + i, of("tea"), of("milk"));
    }
    feed.sale("till-01", NOON, "m-1", of("bread"));
    String before = counts(feed);
    CompletedSale wrong = feed.sale("till-01", NOON, "m-1", of("tea"), of("milk"));
    assertThat(counts(feed)).isNotEqualTo(before);
    feed.back("till-01", NOON, wrong, null, SaleKind.VOID);
    assertThat(counts(feed)).isEqualTo(before);
    feed.database.close();
  }

  @Test
  void buyersOfVoidedBaskets_areNotAmongThoseWhoMakeAPairFitToBeTold() {
    Feed feed = feed(PairPlan.usual());
    Recommender lenient = Recommender.of(feed.database).lift(0.01).build();
    for (int i = 0; i < 4; i++) {
      feed.sale("till-01", NOON, "m-" + i, of("tea"), of("rare"));
      feed.sale("till-01", NOON, "m-" + i, of("tea"), of("rare"));
    }
    feed.sale("till-01", NOON, "m-0", of("bread"));
    CompletedSale wrong = feed.sale("till-01", NOON, "m-5", of("tea"), of("rare"));
    feed.flush();
    assertThat(codes(lenient.forBasket(List.of("tea"), 10))).containsExactly("rare");
    feed.back("till-01", NOON, wrong, null, SaleKind.VOID);
    feed.flush();
    assertThat(codes(lenient.forBasket(List.of("tea"), 10))).isEmpty();
    feed.sale("till-01", NOON, "m-6", of("tea"), of("rare"));
    feed.flush();
    assertThat(codes(lenient.forBasket(List.of("tea"), 10))).containsExactly("rare");
    feed.database.close();
  }

  @Test
  void buyersThatWereForgotten_areNeverCountedForMoreThanAreLeft() {
    System.out.println("voided buyers: seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    Feed feed = feed(PairPlan.usual());
    Map<SaleId, String> left = new LinkedHashMap<>();
    Map<SaleId, CompletedSale> sales = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      // More who buy, then more who take it back, and again.
      if (left.isEmpty() || random.nextInt(100) < (i / 60 % 2 == 0 ? 80 : 25)) {
        String member = "m-" + random.nextInt(25);
        CompletedSale sale = feed.sale("till-01", NOON, member, of("tea"), of("rare"));
        left.put(sale.id(), member);
        sales.put(sale.id(), sale);
      } else {
        SaleId back = List.copyOf(left.keySet()).get(random.nextInt(left.size()));
        left.remove(back);
        feed.back(
            "till-01",
            NOON,
            java.util.Objects.requireNonNull(sales.get(back)),
            null,
            SaleKind.VOID);
      }
      feed.flush();
      long buyers =
          feed.database
              .read(
                  tx ->
                      tx.first(
                          "select buyers from pair_count where a = 'tea' and b = 'rare'",
                          row -> row.number(1)))
              .orElseThrow();
      assertThat(buyers).isLessThanOrEqualTo(new TreeSet<>(left.values()).size());
    }
    feed.database.close();
  }

  private static String counts(Feed feed) {
    feed.flush();
    return feed.database.read(
        tx ->
            tx.list(
                        "select a || b || cast(baskets as text) from pair_count order by a, b",
                        row -> row.text(1))
                    .toString()
                + tx.list("select cast(baskets as text) from pair_total", row -> row.text(1)));
  }

  @Test
  void countsOfRandomBaskets_areThoseOfAPlainCount_andRebuildToTheSameBytes() {
    System.out.println("pairs: seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    Feed feed = feed(new PairPlan(8, 30, Set.of(), Set.of("postage")));
    Map<String, Long> together = new HashMap<>();
    Map<String, Set<String>> buyers = new HashMap<>();
    Map<String, Long> alone = new HashMap<>();
    long all = 0;
    for (int i = 0; i < 400; i++) {
      List<Item> items = new ArrayList<>();
      for (int n = random.nextInt(1, 12); n > 0; n--) {
        items.add(of((random.nextInt(20) == 0 ? "post" : "i") + random.nextInt(25)));
      }
      String member = random.nextInt(3) == 0 ? null : "m-" + random.nextInt(40);
      CompletedSale sale = feed.sale("till-01", NOON, member, items.toArray(Item[]::new));
      List<String> counted =
          items.stream()
              .map(Item::code)
              .filter(code -> code.startsWith("i"))
              .distinct()
              .limit(8)
              .toList();
      all += counted.isEmpty() ? 0 : 1;
      for (String a : counted) {
        alone.merge(a, 1L, Long::sum);
        for (String b : counted) {
          if (!a.equals(b)) {
            together.merge(a + " " + b, 1L, Long::sum);
            buyers
                .computeIfAbsent(a + " " + b, it -> new TreeSet<>())
                .add(member == null ? sale.id().toString() : member);
          }
        }
      }
    }
    feed.flush();
    Recommender recommender = Recommender.of(feed.database).baskets(3).buyers(4).lift(0.7).build();
    int told = 0;
    for (int i = 0; i < 25; i++) {
      Set<String> expected = new TreeSet<>();
      for (int j = 0; j < 25; j++) {
        String pair = "i" + i + " i" + j;
        long both = together.getOrDefault(pair, 0L);
        double lift =
            i == j ? 0 : (double) both * all / (of(alone, "i" + i) * (double) of(alone, "i" + j));
        if (both >= 3 && buyers.getOrDefault(pair, Set.of()).size() >= 4 && lift >= 0.7) {
          expected.add("i" + j);
        }
      }
      for (Recommendation each : recommender.forBasket(List.of("i" + i), 100)) {
        assertThat(expected.remove(each.code())).as(each.code()).isTrue();
        Recommendation.Reason reason = each.reasons().get(0);
        long both = of(together, "i" + i + " " + each.code());
        assertThat(reason.together()).isEqualTo(both);
        assertThat(reason.baskets()).isEqualTo(of(alone, "i" + i));
        assertThat(each.score())
            .isCloseTo(
                both * both / (of(alone, "i" + i) * (double) of(alone, each.code())), within(1e-9));
        told++;
      }
      assertThat(expected).isEmpty();
    }
    assertThat(told).isGreaterThan(150);
    String dump = feed.dump();
    feed.reset();
    feed.fold(feed.entries());
    assertThat(feed.dump()).isEqualTo(dump);
    feed.database.close();
  }

  private static long of(Map<String, Long> counts, String key) {
    return counts.getOrDefault(key, 0L);
  }

  @Test
  void partnersOfAnItem_areBounded_andTheStrongOnesStay() {
    Feed feed = feed(new PairPlan(60, 10, Set.of(), Set.of()));
    for (int i = 0; i < 6; i++) {
      feed.sale("till-01", NOON, "m-" + i, of("tea"), of("milk"));
    }
    for (int i = 0; i < 100; i++) {
      feed.sale("till-01", NOON, "m-" + i, of("tea"), of("once" + i));
      feed.flush();
      long partners =
          feed.database
              .read(
                  tx ->
                      tx.first(
                          "select count(*) from pair_count where a = 'tea'", row -> row.number(1)))
              .orElseThrow();
      assertThat(partners).isLessThanOrEqualTo(12);
    }
    Recommender recommender = Recommender.of(feed.database).lift(0.1).build();
    assertThat(codes(recommender.forBasket(List.of("tea"), 5))).containsExactly("milk");
    feed.database.close();
  }
}

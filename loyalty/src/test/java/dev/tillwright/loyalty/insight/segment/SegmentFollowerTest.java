package dev.tillwright.loyalty.insight.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.TestPostgres;
import dev.tillwright.loyalty.TestStore;
import dev.tillwright.loyalty.insight.Feed;
import dev.tillwright.loyalty.member.MemberEntries;
import dev.tillwright.loyalty.member.MemberId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row E14: segments from the journal, as of any instant. */
class SegmentFollowerTest {
  private static final String HOUSE = Programs.text("/insight/house-segments.json");
  private static final Instant NEW_YEAR = Instant.parse("2025-01-01T00:00:00Z");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final long SEED = Long.getLong("loyalty.seed", 20_261_126L);

  @TempDir Path dir;

  private static Instant day(int number) {
    return NEW_YEAR.plus(Duration.ofDays(number)).plus(Duration.ofHours(12));
  }

  private Feed feed(String name) {
    return new Feed(TestStore.open(dir.resolve(name + ".db")), new SegmentFollower());
  }

  private static Feed adopted(Feed feed) {
    feed.say("till-01", NEW_YEAR, SegmentEntries.adopted(HOUSE));
    return feed;
  }

  @Test
  void aMembersLife_isToldWithItsDates() {
    Feed feed = adopted(feed("life"));
    Item lantern = Feed.item("71053", "home", "150.00");
    feed.sale("till-01", day(0), "m-1", lantern);
    feed.sale("till-01", day(10), "m-1", lantern);
    feed.sale("till-01", day(14), "m-1", lantern);
    feed.flush();
    Segments segments = new Segments(feed.database);
    List<Standing> changes =
        segments.changes("m-1", LocalDate.parse("2025-01-01"), LocalDate.parse("2025-06-30"));
    assertThat(changes)
        .extracting(each -> each.at().atZone(LONDON).toLocalDate() + " " + each.stage())
        .containsExactly(
            "2025-01-01 NEW",
            "2025-01-15 LOYAL",
            "2025-02-14 AT_RISK",
            "2025-03-01 SILENT",
            "2025-03-31 LOST");
    assertThat(changes.get(3).reason())
        .isEqualTo("bought last on 2025-01-15, 45 days ago: silent from 45 days");
    assertThat(segments.of("m-1", day(30))).containsExactly("lanterns", "loyal");
    assertThat(segments.of("m-1", day(44))).containsExactly("at-risk", "lanterns", "win-back");
    assertThat(segments.members("win-back", day(44))).containsExactly("m-1");
    assertThat(segments.standing("nobody", day(44))).isEmpty();
    assertThat(segments.standing("m-1", NEW_YEAR.minusMillis(1))).isEmpty();
    assertThatThrownBy(() -> segments.members("no-such", day(44)))
        .isInstanceOf(IllegalArgumentException.class);
    feed.database.close();
  }

  @Test
  void rules_countFromTheirOwnInstantOn() {
    Feed feed = adopted(feed("rules"));
    feed.sale("till-01", day(0), "m-1", Feed.item("a", "x", "10.00"));
    feed.say(
        "till-01",
        day(40),
        SegmentEntries.adopted(
            HOUSE
                .replace("\"atRiskDays\": 30", "\"atRiskDays\": 5")
                .replace("\"silentDays\": 45", "\"silentDays\": 6")));
    feed.flush();
    Segments segments = new Segments(feed.database);
    assertThat(segments.of("m-1", day(39))).containsExactly("at-risk");
    assertThat(segments.of("m-1", day(41))).containsExactly("silent");
    assertThat(segments.counts(day(41))).isEqualTo(new TreeMap<>(java.util.Map.of("silent", 1)));
    feed.database.close();
  }

  @Test
  void voidedSales_neverWere_andReturnsOfOtherTillsFindTheirSale() {
    Feed feed = adopted(feed("void"));
    Item tea = Feed.item("tea", "food", "40.00");
    CompletedSale first = feed.sale("till-01", day(1), "m-1", tea);
    CompletedSale wrong = feed.sale("till-01", day(5), "m-1", tea, tea);
    feed.back("till-01", day(5).plusSeconds(60), wrong, null, SaleKind.VOID);
    feed.back("till-02", day(6), first, null, SaleKind.RETURN);
    feed.flush();
    Segments segments = new Segments(feed.database);
    Standing now = segments.standing("m-1", day(8)).orElseThrow();
    assertThat(now.purchases()).isEqualTo(1);
    assertThat(now.spent().minor()).isZero();
    assertThat(now.last()).isEqualTo(LocalDate.parse("2025-01-02"));

    // The other till's journal first: the return waits for its sale, the void for its own.
    Feed turned = feed("turned");
    List<Entry> entries = new ArrayList<>(feed.entries());
    java.util.Collections.reverse(entries);
    turned.fold(entries);
    assertThat(new Segments(turned.database).standing("m-1", day(8)))
        .isEqualTo(segments.standing("m-1", day(8)));
    feed.database.close();
    turned.database.close();
  }

  @Test
  void mergedNumbers_countTogether_andApartAgain() {
    Feed feed = adopted(feed("merged"));
    Item tea = Feed.item("71053", "food", "4.00");
    feed.sale("till-01", day(1), "m-1", tea);
    feed.sale("till-01", day(2), "m-2", tea);
    feed.sale("till-01", day(3), "m-3", tea);
    merge(feed, "m-3", "m-2");
    merge(feed, "m-2", "m-1");
    feed.sale("till-01", day(5), "m-2", tea);
    Segments segments = new Segments(feed.flush().database);
    assertThat(segments.standing("m-1", day(6)).orElseThrow().purchases()).isEqualTo(4);
    assertThat(segments.of("m-1", day(13))).containsExactly("at-risk", "lanterns");
    assertThat(segments.counts(day(13)).values()).containsExactly(1, 1);
    feed.say("till-01", day(6), new MemberEntries.Unmerged(MemberId.of("m-2"), "ann", 3).draft());
    feed.sale("till-01", day(7), "m-3", tea);
    feed.flush();
    Standing one = segments.standing("m-1", day(8)).orElseThrow();
    Standing two = segments.standing("m-2", day(8)).orElseThrow();
    assertThat(one.purchases()).isEqualTo(1);
    assertThat(two.purchases()).isEqualTo(4);
    assertThat(two.spent().minor()).isEqualTo(1_600);
    assertThat(segments.standing("m-3", day(8))).isEmpty();
    String dump = feed.dump();
    feed.reset();
    feed.fold(feed.entries());
    assertThat(feed.dump()).isEqualTo(dump);
    feed.database.close();
  }

  private static void merge(Feed feed, String from, String into) {
    feed.say(
        "till-01",
        day(4),
        new MemberEntries.Merged(MemberId.of(from), MemberId.of(into), "ann", 1).draft());
  }

  @Test
  void erasedMembers_areInNoSegment_andWhatTheyBuyLaterIsNotKept() {
    Feed feed = adopted(feed("erased"));
    Item tea = Feed.item("tea", "food", "4.00");
    CompletedSale sale = feed.sale("till-01", day(1), "m-1", tea);
    feed.sale("till-01", day(1), "m-2", tea);
    feed.say(
        "till-01",
        day(2),
        new MemberEntries.Erased(List.of(MemberId.of("m-1")), "ann", "asked").draft());
    feed.sale("till-01", day(3), "m-1", tea);
    feed.back("till-01", day(4), sale, "m-1", SaleKind.RETURN);
    Segments segments = new Segments(feed.flush().database);
    assertThat(segments.standing("m-1", day(5))).isEmpty();
    assertThat(segments.counts(day(5))).isEqualTo(new TreeMap<>(java.util.Map.of("new", 1)));
    assertThat(feed.dump().replace("segment_gone\nm-1", "")).doesNotContain("m-1");
    feed.database.close();
  }

  @Test
  void randomHistories_inAnyOrderOfTerminals_areAsAPlainCountSays() {
    System.out.println("segments: seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    try (Database sqlite = TestStore.open(dir.resolve("random.db"));
        Database postgres = Database.of(TestPostgres.schema())) {
      Feed feed = adopted(new Feed(sqlite, new SegmentFollower()));
      PlainSegments plain = new PlainSegments();
      play(feed, plain, random);
      feed.flush();
      compare(new Segments(sqlite), plain, random);
      String dump = feed.dump();
      feed.reset();
      feed.fold(feed.entries());
      assertThat(feed.dump()).isEqualTo(dump);

      // The journals of the terminals one after the other, as a central store may get them.
      Feed central = new Feed(postgres, new SegmentFollower());
      List<Entry> byTerminal = new ArrayList<>(feed.entries());
      byTerminal.sort(
          java.util.Comparator.comparing(Entry::terminal).reversed().thenComparing(Entry::seq));
      central.fold(byTerminal);
      assertThat(central.dump()).isEqualTo(dump);
      compare(new Segments(postgres), plain, random);
    }
  }

  private static void play(Feed feed, PlainSegments plain, SplittableRandom random) {
    String[] codes = {"71053", "84406B", "tea", "pen", "cup"};
    Instant at = day(0);
    List<CompletedSale> sold = new ArrayList<>();
    List<PlainSegments.Visit> rows = new ArrayList<>();
    Set<Integer> returned = new java.util.HashSet<>(); // such a sale is not voided any more
    for (int i = 0; i < 400; i++) {
      at = at.plus(Duration.ofMinutes(random.nextInt(30, 700)));
      // Clocks of terminals differ, and step.
      Instant here = at.plusSeconds(random.nextInt(-7_200, 7_200));
      String terminal = "till-0" + random.nextInt(1, 4);
      int dice = random.nextInt(10);
      int of = sold.isEmpty() ? -1 : random.nextInt(sold.size());
      if (dice < 8 || of < 0 || rows.get(of) == null) {
        String member = "m-" + (int) (30 * Math.pow(random.nextDouble(), 2));
        List<Item> items = new ArrayList<>();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
          String price = random.nextInt(1, 300) + ".00";
          items.add(Feed.item(codes[random.nextInt(codes.length)], "c", price));
        }
        CompletedSale sale = feed.sale(terminal, here, member, items.toArray(Item[]::new));
        sold.add(sale);
        PlainSegments.Visit row =
            new PlainSegments.Visit(
                member,
                here,
                true,
                sale.total().minor(),
                Set.copyOf(new java.util.HashSet<>(items.stream().map(Item::code).toList())));
        rows.add(row);
        plain.visits.add(row);
      } else if (dice == 8) {
        CompletedSale back = feed.back(terminal, here, sold.get(of), null, SaleKind.RETURN);
        returned.add(of);
        plain.visits.add(
            new PlainSegments.Visit(
                rows.get(of).member(), here, false, -back.total().minor(), Set.of()));
      } else if (!returned.contains(of)) {
        String home = sold.get(of).id().terminal();
        feed.back(home, here, sold.get(of), null, SaleKind.VOID);
        PlainSegments.Visit gone = rows.get(of);
        plain.visits.remove(gone);
        rows.set(of, null);
      }
    }
  }

  private static void compare(Segments segments, PlainSegments plain, SplittableRandom random) {
    int compared = 0;
    for (int i = 0; i < 6; i++) {
      Instant at = day(random.nextInt(0, 260)).plusSeconds(random.nextInt(86_400));
      List<String> seen = new ArrayList<>();
      segments.everybody(
          at,
          standing -> {
            seen.add(standing.member());
            assertThat(PlainSegments.of(standing))
                .as(standing.member() + " at " + at)
                .isEqualTo(plain.says(standing.member(), at));
          });
      assertThat(seen).containsExactlyElementsOf(plain.members(at));
      compared += seen.size();
    }
    assertThat(compared).isGreaterThan(100);
  }
}

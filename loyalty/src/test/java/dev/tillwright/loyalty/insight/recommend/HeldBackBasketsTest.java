package dev.tillwright.loyalty.insight.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.insight.Feed;
import dev.tillwright.loyalty.insight.RetailRows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row E15 on a real shop: January is learnt ({@code -Dlearn.from=2010-12-01}: December too), the
 * baskets of February are held back. Of each with two items or more one is hidden, drawn by a seed;
 * a hit is to name it among ten. The same ten places go to the best sellers of what was learnt.
 */
class HeldBackBasketsTest {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Instant FROM =
      Instant.parse(System.getProperty("learn.from", "2011-01-01") + "T00:00:00Z");
  private static final Instant FEBRUARY = Instant.parse("2011-02-01T00:00:00Z");
  private static final int TEN = 10;
  private static final long SEED = Long.getLong("loyalty.seed", 20_261_126L);
  private static final Set<String> NO_GOODS = Set.of("POST", "DOT", "M", "BANK CHARGES", "C2");

  @TempDir Path dir;

  private record Invoice(String number, String member, Instant at, Set<String> codes) {}

  @Test
  void heldBackItems_areNamedMoreOftenThanByBestSellers() throws IOException {
    System.out.println("held back: seed " + SEED);
    Collection<Invoice> invoices = invoices();
    try (Database database = Database.sqlite(dir.resolve("pairs.db"))) {
      PairPlan plan = PairPlan.usual().without(NO_GOODS.toArray(String[]::new));
      Feed feed = new Feed(database, new PairFollower(plan)).forgetful();
      Map<String, Integer> sold = new HashMap<>();
      int learnt = 0;
      for (Invoice each : invoices) {
        if (!each.at().isBefore(FROM) && each.at().isBefore(FEBRUARY)) {
          learnt++;
          Item[] items =
              each.codes().stream().map(it -> Feed.item(it, "", "1.00")).toArray(Item[]::new);
          feed.sale("shop", each.at(), each.member().isEmpty() ? null : each.member(), items);
          each.codes().forEach(code -> sold.merge(code, 1, Integer::sum));
        }
      }
      feed.flush();
      List<String> best =
          sold.keySet().stream()
              .filter(code -> !NO_GOODS.contains(code))
              .sorted(
                  Comparator.comparing((String code) -> -sold.getOrDefault(code, 0))
                      .thenComparing(code -> code))
              .toList();
      Recommender recommender = Recommender.of(database).build();
      SplittableRandom random = new SplittableRandom(SEED);
      int baskets = 0;
      int hits = 0;
      int bestHits = 0;
      for (Invoice each : invoices) {
        List<String> codes =
            each.codes().stream().filter(code -> !NO_GOODS.contains(code)).limit(200).toList();
        if (each.at().isBefore(FEBRUARY) || codes.size() < 2) {
          continue;
        }
        List<String> seen = new ArrayList<>(codes);
        String hidden = seen.remove(random.nextInt(seen.size()));
        baskets++;
        hits +=
            recommender.forBasket(seen, TEN).stream().anyMatch(it -> it.code().equals(hidden))
                ? 1
                : 0;
        bestHits +=
            best.stream().filter(code -> !seen.contains(code)).limit(TEN).anyMatch(hidden::equals)
                ? 1
                : 0;
      }
      System.out.printf(
          "held back: %d baskets learnt, %d held back; hit rate at 10: %.3f, best sellers %.3f%n",
          learnt, baskets, (double) hits / baskets, (double) bestHits / baskets);
      assertThat(baskets).isGreaterThan(900);
      assertThat(hits).isGreaterThan(4 * bestHits);
    }
  }

  private static Collection<Invoice> invoices() throws IOException {
    Map<String, Invoice> invoices = new LinkedHashMap<>();
    RetailRows.each(
        "online-retail-2010-12_2011-02.csv.gz",
        cells -> {
          boolean sold = !cells.get(0).startsWith("C") && Long.parseLong(cells.get(3)) > 0;
          if (sold && new BigDecimal(cells.get(5)).signum() > 0) {
            invoices
                .computeIfAbsent(
                    cells.get(0),
                    key ->
                        new Invoice(
                            key,
                            cells.get(6),
                            LocalDateTime.parse(cells.get(4), TIME).atZone(LONDON).toInstant(),
                            new LinkedHashSet<>()))
                .codes()
                .add(cells.get(1));
          }
        });
    return invoices.values();
  }
}

package dev.tillwright.loyalty.insight.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.Programs;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The segments of a real shop's customers are those of a recount from the file. */
class RetailSegmentsTest {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @TempDir Path dir;

  private record Invoice(String member, Instant at, List<Item> items, List<BigDecimal> totals) {}

  @Test
  void threeMonthsOfARealShop_comeToTheSegmentsOfARecount() throws IOException {
    Map<String, Invoice> invoices = new LinkedHashMap<>();
    RetailRows.each(
        "online-retail-2010-12_2011-02.csv.gz",
        cells -> {
          boolean sold = !cells.get(0).startsWith("C") && Long.parseLong(cells.get(3)) > 0;
          BigDecimal price = new BigDecimal(cells.get(5));
          if (sold && !cells.get(6).isEmpty() && price.compareTo(new BigDecimal("0.01")) >= 0) {
            Invoice invoice =
                invoices.computeIfAbsent(
                    cells.get(0),
                    key ->
                        new Invoice(
                            cells.get(6),
                            LocalDateTime.parse(cells.get(4), TIME).atZone(LONDON).toInstant(),
                            new ArrayList<>(),
                            new ArrayList<>()));
            BigDecimal total =
                price.multiply(new BigDecimal(cells.get(3))).setScale(2, java.math.RoundingMode.UP);
            if (invoice.items().size() < 900) {
              invoice.totals().add(total);
              invoice.items().add(Feed.item(cells.get(1), "", total.toPlainString()));
            }
          }
        });
    PlainSegments plain = new PlainSegments();
    try (Database database = Database.sqlite(dir.resolve("retail.db"))) {
      Feed feed = new Feed(database, new SegmentFollower()).forgetful();
      feed.say(
          "shop",
          Instant.EPOCH,
          SegmentEntries.adopted(Programs.text("/insight/house-segments.json")));
      for (Invoice each : invoices.values()) {
        feed.sale("shop", each.at(), each.member(), each.items().toArray(Item[]::new));
        BigDecimal total = each.totals().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        plain.visits.add(
            new PlainSegments.Visit(
                each.member(),
                each.at(),
                true,
                total.movePointRight(2).longValueExact(),
                each.items().stream().map(Item::code).collect(Collectors.toSet())));
      }
      feed.flush();
      Segments segments = new Segments(database);
      Map<String, List<PlainSegments.Visit>> byMember =
          plain.visits.stream().collect(Collectors.groupingBy(PlainSegments.Visit::member));
      for (String at : List.of("2011-01-15T12:00:00Z", "2011-03-01T00:00:00Z")) {
        Instant when = Instant.parse(at);
        Map<String, Integer> counts = new TreeMap<>();
        List<String> seen = new ArrayList<>();
        segments.everybody(
            when,
            standing -> {
              PlainSegments own = new PlainSegments();
              own.visits.addAll(byMember.get(standing.member()));
              PlainSegments.Says says = own.says(standing.member(), when);
              assertThat(PlainSegments.of(standing)).as(standing.member()).isEqualTo(says);
              says.segments().forEach(name -> counts.merge(name, 1, Integer::sum));
              seen.add(standing.member());
            });
        assertThat(seen).containsExactlyElementsOf(plain.members(when)).hasSizeGreaterThan(500);
        assertThat(segments.counts(when)).isEqualTo(counts);
        System.out.println(
            "segments of the real shop at " + at + ": " + seen.size() + " " + counts);
      }
    }
  }
}

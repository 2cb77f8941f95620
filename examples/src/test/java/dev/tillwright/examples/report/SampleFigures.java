package dev.tillwright.examples.report;

import dev.tillwright.examples.shop.Catalogue;
import dev.tillwright.examples.shop.CornerShop;
import dev.tillwright.examples.shop.Days;
import dev.tillwright.examples.shop.House;
import dev.tillwright.examples.shop.Product;
import dev.tillwright.examples.shop.ShopPlan;
import dev.tillwright.examples.shop.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures of a corner shop's month, counted from its plan: something true to draw. */
final class SampleFigures {
  private final Map<LocalDate, long[]> days = new TreeMap<>();
  private final Map<Integer, long[]> hours = new TreeMap<>();
  private final Map<String, long[]> goods = new TreeMap<>();
  private final long[] cash = new long[3];
  private final long[] card = new long[3];
  private long lines;
  private long returns;
  private long adjustments;
  private long unmatched;

  static DayFigures month(Path folder) throws IOException {
    Path file = folder.resolve("month.csv");
    CornerShop.write(file, House.ENGLISH, CornerShop.DEFAULT_SEED);
    SampleFigures sample = new SampleFigures();
    try (ShopPlan plan = ShopPlan.open(file, Days.ALL, House.ENGLISH.currency())) {
      for (Step step = plan.next(); step != null; step = plan.next()) {
        sample.add(step);
      }
    }
    return sample.figures();
  }

  private void add(Step step) {
    long[] day = days.computeIfAbsent(step.at().toLocalDate(), d -> new long[3]);
    if (step instanceof Step.Sale sale) {
      long minor = sale.total().minor();
      day[0]++;
      day[1] += minor;
      long[] hour = hours.computeIfAbsent(sale.at().getHour(), h -> new long[2]);
      hour[0]++;
      hour[1] += minor;
      long[] tender = sale.customer() == null ? cash : card;
      tender[0]++;
      tender[1] += minor;
      lines += sale.lines().size();
      for (Step.Goods line : sale.lines()) {
        long[] sold = goods.computeIfAbsent(line.code(), c -> new long[2]);
        sold[0] += line.quantity();
        sold[1] += line.total().minor();
      }
    } else if (step instanceof Step.Return back) {
      returns++;
      card[2] += back.matchedMinor();
      cash[2] += back.unmatchedMinor();
      unmatched += back.unmatchedMinor();
      day[2] += back.matchedMinor() + back.unmatchedMinor();
    } else if (step instanceof Step.Adjustment adjustment && adjustment.wholeInvoice()) {
      adjustments++;
    }
  }

  private DayFigures figures() {
    Catalogue catalogue = Catalogue.corner(House.ENGLISH);
    List<DayFigures.Seller> sellers = new ArrayList<>();
    goods.forEach(
        (code, sold) -> {
          Product product = catalogue.find(code).orElseThrow();
          sellers.add(
              new DayFigures.Seller(code, product.english(), product.chinese(), sold[0], sold[1]));
        });
    sellers.sort((a, b) -> Long.compare(b.grossMinor(), a.grossMinor()));
    return new DayFigures(
        "The corner shop",
        "A month that never was: people, goods and sales are made up. Tenders are added by the"
            + " example: card for members, through the vault and a simulated host, cash for the"
            + " rest.",
        House.ENGLISH.currency(),
        CornerShop.FIRST_DAY,
        CornerShop.LAST_DAY,
        new DayFigures.Totals(
            cash[0] + card[0],
            returns,
            adjustments,
            lines,
            cash[1] + card[1],
            cash[2] + card[2],
            unmatched,
            346,
            cash[0]),
        days.entrySet().stream()
            .map(
                e ->
                    new DayFigures.Day(
                        e.getKey(), e.getValue()[0], e.getValue()[1], e.getValue()[2]))
            .toList(),
        hours.entrySet().stream()
            .map(e -> new DayFigures.Hour(e.getKey(), e.getValue()[0], e.getValue()[1]))
            .toList(),
        sellers,
        List.of(
            new DayFigures.Tender("Card", card[0], card[1], card[2]),
            new DayFigures.Tender("Cash", cash[0], cash[1], cash[2])),
        new DayFigures.Points("corner-club/1", 18_412, 227, 3_400, 0, 14_785, 61),
        new DayFigures.Insight(
            List.of(
                new DayFigures.Stage("new", 21, "bought first on 2025-03-28, 3 days ago"),
                new DayFigures.Stage("loyal", 148, "4 purchases in the 30 days before"),
                new DayFigures.Stage("occasional", 96, "2 purchases in the 30 days before"),
                new DayFigures.Stage("at risk", 74, "bought last on 2025-03-14, 17 days ago"),
                new DayFigures.Stage("silent", 7, "bought last on 2025-03-01, 30 days ago"),
                new DayFigures.Stage("lost", 0, "")),
            List.of(
                new DayFigures.Together(
                    "Milk", "Bread", "bought with Milk: in 210 of its 800 baskets"))),
        new DayFigures.Books(
            11_873,
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            true,
            card[1],
            card[2]),
        List.of(
            "Halfway through, the worker was killed with SIGKILL, on purpose. One card payment was"
                + " open: its intent was in the journal, its outcome was not.",
            "On opening, the till asked for nothing twice: the payment was reversed under its own"
                + " key, the host acknowledged, and the sale was rung up again. Nothing was lost"
                + " and nothing was paid double."),
        new DayFigures.Speed(14.3, 412.6, 6_120, 141_000_000));
  }
}

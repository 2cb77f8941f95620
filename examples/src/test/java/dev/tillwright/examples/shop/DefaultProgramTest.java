package dev.tillwright.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.loyalty.engine.Circumstances;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.engine.Shopper;
import dev.tillwright.loyalty.ledger.Counts;
import dev.tillwright.loyalty.ledger.Qualifying;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.tier.TierChange;
import dev.tillwright.loyalty.tier.TierHistory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped program, played by the engine over a plan and counted by plain code: E1, E5, E7. */
class DefaultProgramTest {
  private static final TaxRate VAT = TaxRate.included("A", Percent.of(20));

  @TempDir Path dir;
  private final PointsEngine engine =
      PointsEngine.of(program())
          .circumstances(
              (request, tenders) ->
                  Circumstances.said(request, tenders)
                      .member(request.member() == null ? null : standing(request))
                      .build())
          .build();
  private final Map<String, List<Qualifying>> spend = new HashMap<>();
  private final Map<String, Step.Sale> sales = new HashMap<>();
  private final Map<String, List<long[]>> shares = new HashMap<>();
  private long earned;
  private long clawedBack;

  @Test
  void defaultMonth_earnsWhatPlainCodeCounts() throws IOException {
    Path month = dir.resolve("month.csv");
    for (long seed : new long[] {CornerShop.DEFAULT_SEED, 1, 2, 3}) {
      System.out.println("seed " + seed);
      CornerShop.write(month, House.ENGLISH, seed);
      compare(month, Catalogue.corner(House.ENGLISH));
    }
  }

  @Test
  void realMonths_earnWhatPlainCodeCounts() throws IOException {
    String folder = System.getenv("RETAIL_DATA");
    if (folder == null) {
      System.out.println("skipped: RETAIL_DATA does not name the folder of the real months");
    }
    Assumptions.assumeTrue(folder != null, "RETAIL_DATA does not name the folder");
    compare(Path.of(folder, "online-retail-2010-12_2011-02.csv.gz"), Catalogue.none());
  }

  @Test
  void program_isSaidInItsLanguages() {
    assertThat(program().describe(Locale.ENGLISH)).contains("Double points on Tuesdays");
    assertThat(program().describe(Locale.GERMAN)).contains("Doppelte Punkte am Dienstag");
    assertThat(program().describe(Locale.CHINESE)).contains("周二双倍积分");
  }

  private void compare(Path file, Catalogue catalogue) throws IOException {
    shares.clear();
    spend.clear();
    sales.clear();
    earned = 0;
    clawedBack = 0;
    try (ShopPlan plan = ShopPlan.open(file, Days.ALL, House.ENGLISH.currency())) {
      for (Step step = plan.next(); step != null; step = plan.next()) {
        if (step instanceof Step.Sale sale) {
          sell(sale, catalogue);
        } else if (step instanceof Step.Return back) {
          back.matched().forEach(part -> giveBack(part, back.instant(House.ENGLISH.zone())));
        }
      }
    }
    PlainCount plain = PlainCount.of(file, null, null, catalogue != Catalogue.none());
    assertThat(earned).isEqualTo(plain.pointsEarned());
    assertThat(clawedBack).isEqualTo(plain.pointsClawedBack());
  }

  private Shopper standing(Pricing.Request request) {
    String member = String.valueOf(request.member());
    List<TierChange> changes =
        TierHistory.of(
                program().tiers().orElseThrow(),
                House.ENGLISH.zone(),
                spend.getOrDefault(member, List.of()),
                request.at())
            .changes();
    String tier = changes.isEmpty() ? "GREEN" : changes.get(changes.size() - 1).to();
    return Shopper.of(member).inTier(tier);
  }

  private void counts(Step.Sale sale, Instant at, long minor) {
    if (sale.customer() != null) {
      spend
          .computeIfAbsent(sale.customer(), member -> new ArrayList<>())
          .add(new Qualifying(sale.instant(House.ENGLISH.zone()), at, new Counts(minor, 0, 0)));
    }
  }

  private void sell(Step.Sale sale, Catalogue catalogue) {
    Basket basket = Basket.empty(House.ENGLISH.currency());
    List<long[]> lines = new ArrayList<>(); // quantity, points, back so far, clawed so far
    for (Step.Goods goods : sale.lines()) {
      Item item =
          new Item(
              goods.code(),
              goods.description(),
              catalogue.category(goods.code()),
              goods.price(),
              VAT);
      basket = basket.withLine(new Line(goods.line(), item, Quantity.of(goods.quantity())));
      lines.add(new long[] {goods.quantity(), 0, 0, 0});
    }
    PointsQuote quote =
        engine.quote(
            new Pricing.Request(
                basket.totals(), sale.customer(), sale.instant(House.ENGLISH.zone()), "till-01"));
    earned += quote.points();
    quote.shares().forEach(share -> lines.get(share.line() - 1)[1] = share.points());
    shares.put(sale.invoice(), lines);
    sales.put(sale.invoice(), sale);
    counts(sale, sale.instant(House.ENGLISH.zone()), sale.total().minor());
  }

  private void giveBack(Step.OnSale sale, Instant at) {
    for (Step.Goods goods : sale.lines()) {
      counts(Objects.requireNonNull(sales.get(sale.sale())), at, -goods.total().minor());
      long[] line = shares.getOrDefault(sale.sale(), List.of()).get(goods.line() - 1);
      line[2] += goods.quantity();
      long due = line[1] * line[2] / line[0];
      clawedBack += due - line[3];
      line[3] = due;
    }
  }

  private static Program program() {
    try (InputStream in = ShopPlan.class.getResourceAsStream("corner-club.json")) {
      return Program.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

package dev.tillwright.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.receipt.ShopSales;
import dev.tillwright.core.report.SellerReason.Kind;
import dev.tillwright.core.stock.Sold;
import dev.tillwright.core.stock.StockBook;
import dev.tillwright.core.stock.StockEntries;
import dev.tillwright.core.stock.StockEvent;
import dev.tillwright.core.store.Database;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SellersTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);

  @TempDir Path dir;

  /**
   * Twenty days: ten of each. In the second ten the tea costs more and is out for three days, while
   * everything else sells half as much again.
   */
  @Test
  void slowSeller_isToldWhy() {
    TestClock clock = new TestClock("2026-10-01T09:00:00Z");
    SellerReport sellers = new SellerReport(ZoneOffset.UTC);
    StockBook stock = new StockBook(ZoneOffset.UTC);
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = Journal.open(database, "till-01", clock)) {
      journal.follow(sellers);
      journal.follow(stock);
      Item other = Sold.item("other", "2.40");
      int number = 0;
      for (int day = 0; day < 20; day++) {
        List<Draft> drafts = new ArrayList<>();
        boolean second = day >= 10;
        if (day == 0) {
          drafts.add(received("tea", 47));
        }
        if (day == 18) {
          drafts.add(received("tea", 20));
        }
        boolean out = day >= 15 && day < 18;
        if (!out) {
          Item tea = Sold.item("tea", second ? "1.50" : "1.20");
          drafts.add(Sold.of(++number, "ann", List.of(other, tea), second ? 2 : 3).toDraft());
        }
        if (day == 14) { // the last seven pieces
          drafts.add(Sold.of(++number, "tea", 7).toDraft());
        }
        drafts.add(Sold.of(++number, "ann", List.of(other), second ? 6 : 3).toDraft());
        journal.append(drafts, SOON);
        clock.move(Duration.ofDays(1));
      }
      journal.awaitFollowers(SOON);
      LocalDate from = FIRST.plusDays(10);
      LocalDate to = FIRST.plusDays(19);

      SellerStudy study =
          database.read(
              tx ->
                  SellerStudy.of(tx, "tea", ShopSales.GBP, from, to)
                      .withStock(tx, stock, StockBook.SHOP, from, to, to));

      assertThat(study.soldBefore()).isEqualTo(Quantity.of(30));
      assertThat(study.sold()).isEqualTo(Quantity.of(21));
      assertThat(study.reasons())
          .extracting(SellerReason::kind)
          .containsExactly(Kind.PRICE, Kind.STOCK_GAP, Kind.SEASON, Kind.POSITION, Kind.ALONE);
      assertThat(figure(study, Kind.STOCK_GAP)).isEqualByComparingTo("3");
      // 14 × 1.50 and 7 × 1.20 over 21, beside 1.20.
      assertThat(figure(study, Kind.PRICE)).isEqualByComparingTo("16.7");
      // 7 × 2 + 10 × 6 = 74 beside 60.
      assertThat(figure(study, Kind.SEASON)).isEqualByComparingTo("23.3");
      assertThat(figure(study, Kind.POSITION)).isEqualByComparingTo("100");
      assertThat(figure(study, Kind.ALONE)).isEqualByComparingTo("12.5");
      assertThat(study.reasons().get(0).sentence()).isEqualTo("its price went up by 16.7 %");
    }
  }

  private static BigDecimal figure(SellerStudy study, Kind kind) {
    return study.reasons().stream()
        .filter(it -> it.kind() == kind)
        .findFirst()
        .orElseThrow()
        .figure();
  }

  private static Draft received(String code, long pieces) {
    StockEvent.Goods goods = new StockEvent.Goods(code, Quantity.of(pieces), null);
    return StockEntries.draft(
        new StockEvent.Received("R" + pieces, "ann", "shop", "", List.of(goods)));
  }

  @Test
  void season_isADayBesideTheOthers() {
    LocalDate monday = LocalDate.of(2026, 11, 2);
    List<SalesRow> days = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      if (i % 7 != 6) { // closed on Sundays
        LocalDate day = monday.plusDays(i);
        long minor = i % 7 == 5 ? 2_000 : 1_000;
        days.add(row(day, minor));
      }
    }
    List<SeasonRow> weekdays = SeasonRow.weekdays(days, ShopSales.GBP, monday, monday.plusDays(13));
    assertThat(weekdays)
        .extracting(it -> it.key() + " " + it.days() + " " + it.net().minor() + " " + it.index())
        .containsExactly(
            "1 2 2000 100.0",
            "2 2 2000 100.0",
            "3 2 2000 100.0",
            "4 2 2000 100.0",
            "5 2 2000 100.0",
            "6 2 4000 200.0",
            "7 2 0 0.0");
    assertThat(SeasonRow.months(days, ShopSales.GBP, monday, monday.plusDays(30)))
        .extracting(SeasonRow::key)
        .containsExactly("2026-11", "2026-12");
  }

  private static SalesRow row(LocalDate day, long minor) {
    Money amount = Money.ofMinor(minor, ShopSales.GBP);
    Money zero = Money.zero(ShopSales.GBP);
    return new SalesRow(day.toString(), ShopSales.GBP, 1, amount, 0, zero);
  }
}

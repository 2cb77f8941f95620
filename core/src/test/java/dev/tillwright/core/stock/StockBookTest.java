package dev.tillwright.core.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.ShopSales;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books of stock against a map that is kept beside them. */
class StockBookTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final List<String> PLACES = List.of("shop", "store-room", "van.2");

  @TempDir Path dir;
  private final StockBook book = new StockBook(LONDON);

  /** What there should be, by {@code place/code}. */
  private static final class Model {
    private final Map<String, BigDecimal> hand = new TreeMap<>();
    private String sellsFrom = "shop";

    void add(String place, String code, BigDecimal quantity) {
      hand.merge(place + "/" + code, quantity, BigDecimal::add);
    }

    BigDecimal at(String place, String code) {
      return hand.getOrDefault(place + "/" + code, BigDecimal.ZERO);
    }
  }

  private static Draft next(RandomGenerator random, ShopSales shop, Model model, int number) {
    String reference = "P-" + number;
    String code = "c" + random.nextInt(30);
    Quantity quantity = new Quantity(BigDecimal.valueOf(1 + random.nextInt(9_999_999), 4));
    String place = PLACES.get(random.nextInt(3));
    String other = PLACES.get((PLACES.indexOf(place) + 1) % 3);
    BigDecimal value = quantity.value();
    switch (random.nextInt(9)) {
      case 0 -> {
        model.add(place, code, value);
        Money cost =
            random.nextBoolean() ? Money.ofMinor(random.nextInt(900), ShopSales.GBP) : null;
        return StockEntries.draft(
            new StockEvent.Received(
                reference, "ann", place, "", List.of(new StockEvent.Goods(code, quantity, cost))));
      }
      case 1 -> {
        Quantity less = Quantity.of(0).minus(quantity);
        model.add(model.sellsFrom, code, less.value());
        return StockEntries.draft(
            new StockEvent.Adjusted(
                reference, "ann", "", "broken", List.of(new StockEvent.Line(code, less))));
      }
      case 2 -> {
        Quantity before = new Quantity(model.at(place, code));
        model.hand.put(place + "/" + code, value);
        return StockEntries.draft(
            new StockEvent.Counted(
                reference,
                "ann",
                place,
                "year's end",
                List.of(new StockEvent.Count(code, quantity, before))));
      }
      case 3 -> {
        model.add(place, code, value.negate());
        model.add(other, code, value);
        return StockEntries.draft(
            new StockEvent.Transferred(
                reference, "ann", place, other, "", List.of(new StockEvent.Line(code, quantity))));
      }
      case 4 -> {
        if (random.nextInt(4) == 0) {
          model.sellsFrom = place;
          return StockEntries.draft(new StockEvent.Placed("", "ann", place));
        }
        return StockEntries.draft(
            new StockEvent.Revalued(
                reference,
                "ann",
                "",
                List.of(new StockEvent.Worth(code, UnitPrice.parse("1.255", ShopSales.GBP)))));
      }
      default -> {
        CompletedSale sale = shop.next();
        boolean out = sale.kind() == SaleKind.SALE;
        for (var line : sale.lines()) {
          BigDecimal pieces = line.priced().line().quantity().value();
          String item = line.priced().line().item().code();
          model.add(model.sellsFrom, item, out ? pieces.negate() : pieces);
        }
        return sale.toDraft();
      }
    }
  }

  @Test
  void randomHistories_endWhereANaiveModelDoes_andRebuildToTheSameRows() {
    for (long seed = 1; seed <= 3; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Model model = new Model();
      TestClock clock = new TestClock("2026-10-24T08:00:00Z");
      try (Database database = Database.sqlite(dir.resolve(seed + ".db"));
          Journal journal = Journal.open(database, "till-01", clock)) {
        journal.follow(book);
        ShopSales shop = new ShopSales(random);
        for (int i = 1; i <= 160; i += 20) {
          clock.move(Duration.ofMinutes(random.nextInt(3_000)));
          List<Draft> drafts = new ArrayList<>();
          for (int n = i; n < i + 20; n++) {
            drafts.add(next(random, shop, model, n));
          }
          journal.append(drafts, SOON);
        }
        journal.awaitFollower(StockBook.NAME, journal.headSeq(), SOON);

        assertThat(hands(database)).as("seed " + seed).isEqualTo(rounded(model.hand));
        List<String> before = dump(database);
        journal.rebuild(StockBook.NAME);
        journal.awaitFollower(StockBook.NAME, journal.headSeq(), SOON);
        assertThat(dump(database)).isEqualTo(before).hasSizeGreaterThan(50);
      }
    }
  }

  @Test
  void twoTerminals_giveTheSameRowsInWhateverOrderTheyAreFolded() {
    SplittableRandom random = new SplittableRandom(11);
    List<List<Entry>> journals = new ArrayList<>();
    for (String terminal : List.of("till-01", "till-02")) {
      Model model = new Model();
      ShopSales shop = new ShopSales(random);
      try (Database database = Database.sqlite(dir.resolve(terminal + ".db"));
          Journal journal =
              Journal.open(database, terminal, new TestClock("2026-10-24T08:00:00Z"))) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
          drafts.add(next(random, shop, model, i));
        }
        journals.add(journal.append(drafts, SOON));
      }
    }
    List<String> one = folded("one", new ArrayList<>(journals), new SplittableRandom(1));
    List<String> two = folded("two", new ArrayList<>(journals), new SplittableRandom(2));
    assertThat(two).isEqualTo(one).hasSizeGreaterThan(50);
  }

  private List<String> folded(String name, List<List<Entry>> journals, RandomGenerator order) {
    int[] at = new int[journals.size()];
    try (Database database = Database.sqlite(dir.resolve(name + ".db"))) {
      database.migrate("follower.stock", book.migrations());
      database.change(
          tx -> {
            for (int left = 120; left > 0; left--) {
              int which = order.nextInt(2);
              which = at[which] < 60 ? which : 1 - which;
              book.apply(journals.get(which).get(at[which]++), tx);
            }
          });
      return dump(database);
    }
  }

  @Test
  void levels_comePageByPage() {
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal =
            Journal.open(database, "till-01", new TestClock("2026-10-24T08:00:00Z"))) {
      journal.follow(book);
      List<Draft> drafts = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        drafts.add(received("c" + i, i + 1));
      }
      journal.append(drafts, SOON);
      journal.append(received("c3", -1), SOON);
      journal.awaitFollower(StockBook.NAME, journal.headSeq(), SOON);
      List<StockLevel> first = database.read(tx -> book.levels(tx, "shop", "", 4));
      List<StockLevel> second = database.read(tx -> book.levels(tx, "shop", "c3", 4));
      assertThat(first).extracting(StockLevel::code).containsExactly("c0", "c1", "c2", "c3");
      assertThat(first.get(3).onHand()).isEqualTo(Quantity.of(3));
      assertThat(second).extracting(StockLevel::code).containsExactly("c4", "c5", "c6");
      assertThat(database.<List<String>>read(book::places)).containsExactly("shop");
      assertThat(
              database.<List<StockDay>>read(
                  tx ->
                      book.days(
                          tx, "shop", "c3", LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 31))))
          .containsExactly(
              new StockDay(LocalDate.of(2026, 10, 24), Quantity.of(3), Quantity.of(0)));
      assertThatThrownBy(() -> database.read(tx -> book.levels(tx, "shop", "", 1_001)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Draft received(String code, long pieces) {
    StockEvent.Line line = new StockEvent.Line(code, Quantity.of(pieces));
    return StockEntries.draft(
        new StockEvent.Adjusted(code + "/" + pieces, "ann", "", "found", List.of(line)));
  }

  @Test
  void payloadThatDoesNotFit_isNamedByItsField() {
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal =
            Journal.open(database, "till-01", new TestClock("2026-10-24T08:00:00Z"))) {
      String head = "{\"reference\":\"r\",\"operator\":\"o\",\"place\":\"shop\",\"reason\":\"\",";
      for (String lines :
          List.of(
              "\"lines\":[]}",
              "\"lines\":[{\"code\":\"a\",\"counted\":\"1e9\",\"book\":\"0\"}]}",
              "\"lines\":[{\"code\":\"a\",\"counted\":\"-1\",\"book\":\"0\"}]}",
              "\"lines\":[{\"code\":\"\",\"counted\":\"1\",\"book\":\"0\"}]}")) {
        Entry entry = journal.append(new Draft("stock.counted", head + lines), SOON);
        assertThatThrownBy(() -> StockEntries.read(entry))
            .isInstanceOf(JsonException.class)
            .hasMessageContaining("/lines");
      }
      Entry newer = journal.append(new Draft("stock.blessed", "{}"), SOON);
      assertThat(StockEntries.read(newer)).isEmpty();
    }
  }

  private static Map<String, BigDecimal> rounded(Map<String, BigDecimal> hand) {
    Map<String, BigDecimal> all = new TreeMap<>();
    hand.forEach((key, value) -> all.put(key, new Quantity(value).value()));
    return all;
  }

  private Map<String, BigDecimal> hands(Database database) {
    Map<String, BigDecimal> all = new TreeMap<>();
    for (String place : PLACES) {
      database
          .<List<StockLevel>>read(tx -> book.levels(tx, place, "", 1_000))
          .forEach(it -> all.put(place + "/" + it.code(), it.onHand().value()));
    }
    return all;
  }

  private static List<String> dump(Database database) {
    return database.read(
        (Tx tx) -> {
          List<String> rows = new ArrayList<>();
          tx.each(
              "select place, code, whole, micro from stock_hand order by place, code",
              row -> rows.add(row.text(1) + row.text(2) + row.number(3) + "." + row.number(4)));
          tx.each(
              "select place, code, day, moved_whole, moved_micro, sold_whole, sold_micro"
                  + " from stock_day order by place, code, day",
              row ->
                  rows.add(
                      row.text(1)
                          + row.text(2)
                          + row.text(3)
                          + row.number(4)
                          + row.number(5)
                          + row.number(6)
                          + row.number(7)));
          tx.each(
              "select terminal, kind, reference, seq from stock_reference order by 1, 2, 3",
              row -> rows.add(row.text(1) + row.text(2) + row.text(3) + row.number(4)));
          tx.each(
              "select terminal, place from stock_place order by 1",
              row -> rows.add(row.text(1) + row.text(2)));
          return rows;
        });
  }
}

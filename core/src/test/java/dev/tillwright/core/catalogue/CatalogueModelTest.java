package dev.tillwright.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random changes in random orders, against a map and plain loops; more of them with {@code
 * -Dcatalogue.seeds=N}.
 */
class CatalogueModelTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 3, 1);
  private static final int DAYS = 12;
  private static final List<String> ITEMS =
      List.of("pen", "ink", "tea", "tea-s", "tea-l", "036000291452", "x9");
  private static final List<String> BAR_CODES =
      List.of("4006381333931", "6291041500213", "036000291452", "0036000291452", "95012346", "A-1");
  private static final List<String> LISTS = List.of("base", "promo", "web", "Night");
  private static final List<String> CHANNELS = List.of("shop", "web", "phone");
  private static final List<String> ORIGINS = List.of("till-01", "Till-02", "central");

  @TempDir Path dir;

  @Test
  void whateverTheOrder_whatHoldsIsTheNewest() {
    for (long seed = 1; seed <= Long.getLong("catalogue.seeds", 2); seed++) {
      Path here = dir;
      long of = seed;
      agree(
          seed,
          new Shelf("till-01", () -> Database.sqlite(here.resolve("a" + of))),
          new Shelf("central", () -> Database.sqlite(here.resolve("b" + of))));
    }
  }

  @Test
  void postgres_holdsTheSame() {
    DataSource source = TestPostgres.schema();
    agree(
        77,
        new Shelf("till-01", () -> Database.of(source)),
        new Shelf("central", () -> Database.sqlite(dir.resolve("b"))));
  }

  private static void agree(long seed, Shelf one, Shelf other) {
    System.out.println("catalogue model, seed " + seed);
    Random random = new Random(seed);
    List<CatalogueUpdate> updates = updates(random);
    Map<String, CatalogueUpdate> model = model(updates);
    try (one;
        other) {
      add(one, updates);
      List<CatalogueUpdate> shuffled = new ArrayList<>(updates);
      shuffled.addAll(updates.subList(0, updates.size() / 3)); // some come twice
      Collections.shuffle(shuffled, random);
      add(other, shuffled);
      List<String> rows = one.rows();
      assertThat(other.rows()).as("seed " + seed).isEqualTo(rows);
      one.journal.rebuild(CatalogueBook.NAME);
      one.reopen();
      assertThat(one.rows()).as("rebuilt, seed " + seed).isEqualTo(rows);
      compare(seed, one, model);
    }
  }

  private static void add(Shelf shelf, List<CatalogueUpdate> updates) {
    shelf.append(updates.stream().flatMap(it -> CatalogueEntries.drafts(it).stream()).toList());
  }

  private static Map<String, CatalogueUpdate> model(List<CatalogueUpdate> updates) {
    Map<String, CatalogueUpdate> model = new HashMap<>();
    for (CatalogueUpdate update : updates) {
      CatalogueUpdate there = model.get(update.changes().get(0).key());
      if (there == null || newer(update.version(), there.version())) {
        model.put(update.changes().get(0).key(), update);
      }
    }
    return model;
  }

  private static boolean newer(CatalogueVersion one, CatalogueVersion other) {
    return one.number() > other.number()
        || one.number() == other.number() && one.origin().compareTo(other.origin()) > 0;
  }

  private static void compare(long seed, Shelf shelf, Map<String, CatalogueUpdate> model) {
    List<String> codes = new ArrayList<>(ITEMS);
    codes.addAll(BAR_CODES);
    codes.add("00036000291452");
    codes.add("nobody");
    int found = 0;
    int priced = 0;
    for (String code : codes) {
      CatalogueItem item = item(model, code);
      assertThat(shelf.read(tx -> CatalogueBook.find(tx, code)).orElse(null))
          .as("seed " + seed + " " + code)
          .isEqualTo(item);
      if (item == null) {
        continue;
      }
      List<Article> days = days(shelf, code);
      for (int day = 0; day < days.size(); day++) {
        LocalDate at = FIRST.plusDays(day - 1);
        Article article = days.get(day);
        found++;
        assertThat(article.taxes()).isEqualTo(taxes(model, item.taxClass(), at));
        for (String channel : CHANNELS) {
          Offered offer = article.price(channel).orElse(null);
          ListPrice expected = price(model, item, at, channel);
          assertThat(offer == null ? null : offer.price())
              .as("seed " + seed + " " + code + " " + at + " " + channel)
              .isEqualTo(expected);
          priced += expected == null ? 0 : 1;
        }
      }
    }
    assertThat(found).isGreaterThan(20);
    assertThat(priced).isGreaterThan(20);
  }

  /** From the day before the first to the day after the last. */
  private static List<Article> days(Shelf shelf, String code) {
    return shelf.read(
        tx -> {
          List<Article> days = new ArrayList<>();
          for (int day = -1; day <= DAYS; day++) {
            days.add(CatalogueBook.article(tx, code, FIRST.plusDays(day), Shelf.GBP).orElseThrow());
          }
          return days;
        });
  }

  private static <T> List<T> all(Map<String, CatalogueUpdate> model, Class<T> type) {
    List<T> all = new ArrayList<>();
    for (CatalogueUpdate update : model.values()) {
      if (type.isInstance(update.changes().get(0))) {
        all.add(type.cast(update.changes().get(0)));
      }
    }
    return all;
  }

  private static @Nullable CatalogueItem item(Map<String, CatalogueUpdate> model, String code) {
    CatalogueItem best = null;
    CatalogueVersion newest = new CatalogueVersion(1, "0");
    for (CatalogueUpdate update : model.values()) {
      if (update.changes().get(0) instanceof CatalogueItem it && has(it, code)) {
        boolean better =
            best == null
                || it.active() && !best.active()
                || it.active() == best.active() && newer(update.version(), newest);
        newest = better ? update.version() : newest;
        best = better ? it : best;
      }
    }
    return best;
  }

  /** The codes of this test that are GTINs differ by the zeros before them at most. */
  private static boolean has(CatalogueItem item, String code) {
    List<String> codes = new ArrayList<>(item.barCodes());
    codes.add(item.code());
    return codes.stream()
        .anyMatch(it -> it.replaceFirst("^0+", "").equals(code.replaceFirst("^0+", "")));
  }

  private static List<TaxRate> taxes(
      Map<String, CatalogueUpdate> model, String taxClass, LocalDate day) {
    TaxClass best = null;
    for (TaxClass it : all(model, TaxClass.class)) {
      boolean come = it.name().equals(taxClass) && (it.from() == null || !it.from().isAfter(day));
      if (come && (best == null || later(it.from(), best.from()))) {
        best = it;
      }
    }
    return best == null ? List.of() : best.taxes();
  }

  private static boolean later(@Nullable LocalDate one, @Nullable LocalDate other) {
    return one != null && (other == null || one.isAfter(other));
  }

  private static boolean holds(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }

  private static @Nullable ListPrice price(
      Map<String, CatalogueUpdate> model, CatalogueItem item, LocalDate day, String channel) {
    ListPrice best = null;
    PriceList bestList = null;
    for (PriceList list : all(model, PriceList.class)) {
      boolean there =
          holds(list.from(), list.to(), day)
              && (list.channels().isEmpty() || list.channels().contains(channel));
      for (String owner : List.of(item.code(), item.parent())) {
        ListPrice price = there ? inList(model, list, owner, day) : null;
        if (price != null
            && (best == null || bestList == null || before(item, list, price, bestList, best))) {
          best = price;
          bestList = list;
        }
      }
    }
    return best;
  }

  private static boolean before(
      CatalogueItem item, PriceList list, ListPrice price, PriceList other, ListPrice than) {
    if (list.rank() != other.rank()) {
      return list.rank() > other.rank();
    }
    boolean own = price.item().equals(item.code());
    if (own != than.item().equals(item.code())) {
      return own;
    }
    if (list.channels().isEmpty() != other.channels().isEmpty()) {
      return other.channels().isEmpty();
    }
    if (later(price.from(), than.from()) || later(than.from(), price.from())) {
      return later(price.from(), than.from());
    }
    return list.name().compareTo(other.name()) < 0;
  }

  private static @Nullable ListPrice inList(
      Map<String, CatalogueUpdate> model, PriceList list, String owner, LocalDate day) {
    ListPrice best = null;
    for (ListPrice it : all(model, ListPrice.class)) {
      boolean fits =
          it.list().equals(list.name())
              && it.item().equals(owner)
              && it.price() != null
              && holds(it.from(), it.to(), day);
      if (fits && (best == null || later(it.from(), best.from()))) {
        best = it;
      }
    }
    return best;
  }

  // --- what comes ------------------------------------------------------------------------------

  private static List<CatalogueUpdate> updates(Random random) {
    List<CatalogueUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 260; i++) {
      // No two of one origin have one number, and many of several origins do.
      CatalogueVersion version =
          new CatalogueVersion(1 + i / ORIGINS.size(), ORIGINS.get(i % ORIGINS.size()));
      CatalogueChange change = change(random);
      updates.add(new CatalogueUpdate(version, "ann", "no. " + i, List.of(change)));
    }
    Collections.shuffle(updates, random);
    return updates;
  }

  private static CatalogueChange change(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> item(random);
      case 2 -> list(random);
      case 3 ->
          new TaxClass(
              "t" + random.nextInt(2),
              day(random),
              List.of(TaxRate.included("A", Percent.of(random.nextInt(25)))));
      case 4 ->
          new ItemCost(
              any(random, ITEMS),
              FIRST.plusDays(random.nextInt(DAYS)),
              Shelf.pounds("1." + random.nextInt(10)));
      default -> price(random);
    };
  }

  private static CatalogueItem item(Random random) {
    String code = any(random, ITEMS);
    CatalogueItem item = CatalogueItem.of(code, "N" + random.nextInt(9), "t" + random.nextInt(2));
    if (code.startsWith("tea-")) {
      item = item.variantOf("tea", new TreeMap<>(Map.of("size", code.substring(4))));
    }
    int codes = random.nextInt(3);
    String[] barCodes = new String[codes];
    for (int i = 0; i < codes; i++) {
      barCodes[i] = any(random, BAR_CODES);
    }
    item = item.withBarCodes(barCodes);
    return random.nextInt(4) == 0 ? item.withdrawn() : item;
  }

  private static PriceList list(Random random) {
    PriceList list = PriceList.of(any(random, LISTS), Shelf.GBP).ranked(random.nextInt(3));
    if (random.nextBoolean()) {
      list = list.on(any(random, CHANNELS), any(random, CHANNELS));
    }
    LocalDate from = day(random);
    return list.between(from, end(random, from));
  }

  private static ListPrice price(Random random) {
    LocalDate from = day(random);
    ListPrice price =
        new ListPrice(
            any(random, LISTS),
            any(random, ITEMS),
            Shelf.pounds(random.nextInt(20) + ".99"),
            from,
            end(random, from));
    return random.nextInt(8) == 0 ? price.removed() : price;
  }

  private static @Nullable LocalDate day(Random random) {
    return random.nextInt(3) == 0 ? null : FIRST.plusDays(random.nextInt(DAYS));
  }

  private static @Nullable LocalDate end(Random random, @Nullable LocalDate from) {
    return random.nextInt(3) > 0 ? null : (from == null ? FIRST : from).plusDays(random.nextInt(5));
  }

  private static String any(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}

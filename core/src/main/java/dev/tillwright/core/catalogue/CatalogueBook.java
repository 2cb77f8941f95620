package dev.tillwright.core.catalogue;

import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The catalogue as a follower of the journal.
 *
 * <p><b>Guarantees.</b> The newer version of each thing holds, in whatever order entries come and
 * however often; so tills that took in the same changes have the same catalogue, a central view
 * over all of them too, and rebuilding gives the same rows. Entries that cannot be read are left
 * alone.
 *
 * <p>Questions are asked inside {@code database.read(tx -> …)}; they know what the follower has
 * taken in. Each is a fixed number of look-ups in an index, however many items there are. Holds no
 * state of its own; for any number of threads.
 */
public final class CatalogueBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "catalogue";

  /** A page has at most so many rows. */
  public static final int MAX_PAGE = 1_000;

  private static final int MAX_HOLDERS = 100;

  /** A follower that knows nothing yet. */
  public CatalogueBook() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return CatalogueTables.MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    Optional<CatalogueUpdate> update;
    try {
      update = CatalogueEntries.read(entry);
    } catch (JsonException foreign) {
      return; // written by other hands; nothing is changed by it
    }
    update.ifPresent(
        it -> {
          it.changes().forEach(change -> CatalogueTables.put(tx, it.version(), change));
          CatalogueTables.seen(tx, it.version());
        });
  }

  @Override
  public void reset(Tx tx) {
    CatalogueTables.clear(tx);
  }

  /** The newest version that it has taken in; none of an empty catalogue. */
  public static Optional<CatalogueVersion> version(Tx tx) {
    return tx
        .list(
            "select number, origin from catalogue_version",
            row -> new CatalogueVersion(row.number(1), row.text(2)))
        .stream()
        .max(Comparator.naturalOrder());
  }

  /** The item with exactly this code. */
  public static Optional<CatalogueItem> item(Tx tx, String code) {
    return tx.first("select payload from catalogue_item where code = ?", CatalogueBook::item, code);
  }

  /**
   * The item of a code or bar code, with or without the zeros before a GTIN. One that is sold goes
   * before one that was withdrawn: bar codes are used again.
   */
  public static Optional<CatalogueItem> find(Tx tx, String code) {
    return holders(tx, BarCodes.canonical(code)).stream()
        .min(
            Comparator.comparing((Holder it) -> !it.item.active())
                .thenComparing(it -> it.version, Comparator.reverseOrder()))
        .map(Holder::item);
  }

  /** An item that has a code. */
  record Holder(CatalogueItem item, CatalogueVersion version) {}

  static List<Holder> holders(Tx tx, String canonical) {
    return tx.list(
        "select i.payload, i.number, i.origin from catalogue_code c"
            + " join catalogue_item i on i.code = c.item where c.code = ? limit ?",
        row -> new Holder(item(row), new CatalogueVersion(row.number(2), row.text(3))),
        canonical,
        MAX_HOLDERS);
  }

  /** The item of a code or bar code with what it costs and is taxed on a day. */
  public static Optional<Article> article(Tx tx, String code, LocalDate day, Currency currency) {
    return find(tx, code)
        .map(
            item ->
                new Article(
                    item,
                    hasVariants(tx, item.code()),
                    offers(tx, item, day, currency),
                    taxes(tx, item.taxClass(), day)));
  }

  static boolean hasVariants(Tx tx, String code) {
    return tx.first(
            "select code from catalogue_item where parent = ? and active = 1 limit 1",
            row -> row.text(1),
            code)
        .isPresent();
  }

  private static List<Offered> offers(Tx tx, CatalogueItem item, LocalDate day, Currency currency) {
    long today = day.toEpochDay();
    List<Offered> offers = new ArrayList<>();
    tx.each(
        // Of each list the price with the latest first day that has come and not ended.
        "select p.payload, l.payload from catalogue_price p"
            + " join catalogue_list l on l.name = p.list"
            + " where p.item in (?, ?) and p.currency = ? and p.since = (select max(q.since)"
            + " from catalogue_price q where q.item = p.item and q.list = p.list"
            + " and q.currency = p.currency and q.since <= ? and q.until >= ?)",
        row -> {
          ListPrice price = (ListPrice) change(CatalogueEntries.PRICE, row.text(1));
          PriceList list = (PriceList) change(CatalogueEntries.LIST, row.text(2));
          boolean holds =
              CatalogueTables.since(list.from()) <= today
                  && CatalogueTables.until(list.to()) >= today;
          if (holds) {
            offers.add(new Offered(list, price, price.item().equals(item.code())));
          }
        },
        item.code(),
        item.parent(), // empty is nobody's code
        currency.getCurrencyCode(),
        today,
        today);
    return offers;
  }

  private static List<TaxRate> taxes(Tx tx, String taxClass, LocalDate day) {
    return tx.first(
            "select payload from catalogue_tax where name = ? and since <= ?"
                + " order by since desc limit 1",
            row -> ((TaxClass) change(CatalogueEntries.TAX, row.text(1))).taxes(),
            taxClass,
            day.toEpochDay())
        .orElse(List.of());
  }

  /**
   * The items, by code.
   *
   * @param after the last code of the page before; empty for the first page
   * @param n at most so many, 1 to {@value #MAX_PAGE}
   */
  public static List<CatalogueItem> items(Tx tx, String after, int n) {
    return tx.list(
        "select payload from catalogue_item where code > ? order by code limit ?",
        CatalogueBook::item,
        after,
        page(n));
  }

  /** The variants of an item, withdrawn ones too, by code; at most {@value #MAX_PAGE}. */
  public static List<CatalogueItem> variants(Tx tx, String parent) {
    return tx.list(
        "select payload from catalogue_item where parent = ? and parent <> '' order by code limit"
            + " ?",
        CatalogueBook::item,
        parent,
        MAX_PAGE);
  }

  /** The price lists, by name; at most {@value #MAX_PAGE}. */
  public static List<PriceList> lists(Tx tx) {
    return tx.list(
        "select payload from catalogue_list order by name limit ?",
        row -> (PriceList) change(CatalogueEntries.LIST, row.text(1)),
        MAX_PAGE);
  }

  /** All prices of an item, those that were taken out too; at most {@value #MAX_PAGE}. */
  public static List<ListPrice> prices(Tx tx, String item) {
    return tx.list(
        "select payload from catalogue_price where item = ? order by list, since limit ?",
        row -> (ListPrice) change(CatalogueEntries.PRICE, row.text(1)),
        item,
        MAX_PAGE);
  }

  /** The taxes of a class, oldest first; at most {@value #MAX_PAGE}. */
  public static List<TaxClass> taxes(Tx tx, String taxClass) {
    return tx.list(
        "select payload from catalogue_tax where name = ? order by since limit ?",
        row -> (TaxClass) change(CatalogueEntries.TAX, row.text(1)),
        taxClass,
        MAX_PAGE);
  }

  /** What an item cost, oldest first; at most {@value #MAX_PAGE}. A trade secret. */
  public static List<ItemCost> costs(Tx tx, String item) {
    return tx.list(
        "select payload from catalogue_cost where item = ? order by since limit ?",
        row -> (ItemCost) change(CatalogueEntries.COST, row.text(1)),
        item,
        MAX_PAGE);
  }

  /** What one unit of an item costs on a day; none before it was said. A trade secret. */
  public static Optional<UnitPrice> cost(Tx tx, String item, LocalDate day) {
    return tx.first(
        "select payload from catalogue_cost where item = ? and since <= ?"
            + " order by since desc limit 1",
        row -> ((ItemCost) change(CatalogueEntries.COST, row.text(1))).cost(),
        item,
        day.toEpochDay());
  }

  /** Hands over all of a kind with its version, oldest first. */
  static void all(Tx tx, String kind, BiConsumer<CatalogueVersion, CatalogueChange> each) {
    String table =
        switch (kind) {
          case CatalogueEntries.ITEM -> "item";
          case CatalogueEntries.LIST -> "list";
          case CatalogueEntries.PRICE -> "price";
          case CatalogueEntries.TAX -> "tax";
          default -> "cost";
        };
    String keys =
        switch (table) {
          case "item" -> "code";
          case "list" -> "name";
          case "price" -> "item, list, since";
          case "tax" -> "name, since";
          default -> "item, since";
        };
    tx.each(
        "select number, origin, payload from catalogue_"
            + table
            + " order by number, origin, "
            + keys,
        row ->
            each.accept(
                new CatalogueVersion(row.number(1), row.text(2)), change(kind, row.text(3))));
  }

  private static CatalogueItem item(Tx.Row row) {
    return (CatalogueItem) change(CatalogueEntries.ITEM, row.text(1));
  }

  private static CatalogueChange change(String kind, String payload) {
    return CatalogueEntries.change(kind, payload);
  }

  private static int page(int n) {
    if (n < 1 || n > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " rows");
    }
    return n;
  }
}

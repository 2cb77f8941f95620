package dev.tillwright.core.catalogue;

import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the view and the statements that put them there, in portable SQL. A row is replaced
 * by a newer version only, so that the order of arrival does not matter.
 */
final class CatalogueTables {
  /** Days are counted from 1970; these are before and after all of them. */
  private static final long EVER_BEFORE = -1_000_000;

  private static final long WITHOUT_END = 10_000_000;

  private static final String VERSION = " number bigint not null, origin varchar(32) not null,";

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table catalogue_item (code varchar(64) not null primary key,"
                  + " parent varchar(64) not null, active bigint not null,"
                  + VERSION
                  + " payload text not null)",
              "create index catalogue_item_parent on catalogue_item (parent)",
              "create table catalogue_code (code varchar(64) not null,"
                  + " item varchar(64) not null, primary key (code, item))",
              "create index catalogue_code_item on catalogue_code (item)",
              "create table catalogue_list (name varchar(32) not null primary key,"
                  + VERSION
                  + " payload text not null)",
              "create table catalogue_price (item varchar(64) not null, list varchar(32) not null,"
                  + " since bigint not null, until bigint not null, currency varchar(3) not null,"
                  + VERSION
                  + " payload text not null, primary key (item, list, since))",
              "create table catalogue_tax (name varchar(32) not null, since bigint not null,"
                  + VERSION
                  + " payload text not null, primary key (name, since))",
              "create table catalogue_cost (item varchar(64) not null, since bigint not null,"
                  + VERSION
                  + " payload text not null, primary key (item, since))",
              "create table catalogue_version (origin varchar(32) not null primary key,"
                  + " number bigint not null)"));

  private CatalogueTables() {}

  static long since(@Nullable LocalDate from) {
    return from == null ? EVER_BEFORE : from.toEpochDay();
  }

  static long until(@Nullable LocalDate to) {
    return to == null ? WITHOUT_END : to.toEpochDay();
  }

  /** What is known of the same thing as a change. */
  record Known(CatalogueVersion version, String payload) {}

  static Optional<Known> known(Tx tx, CatalogueChange change) {
    String select = "select number, origin, payload from ";
    Tx.RowMapper<Known> known =
        row -> new Known(new CatalogueVersion(row.number(1), row.text(2)), row.text(3));
    if (change instanceof CatalogueItem it) {
      return tx.first(select + "catalogue_item where code = ?", known, it.code());
    } else if (change instanceof PriceList it) {
      return tx.first(select + "catalogue_list where name = ?", known, it.name());
    } else if (change instanceof ListPrice it) {
      return tx.first(
          select + "catalogue_price where item = ? and list = ? and since = ?",
          known,
          it.item(),
          it.list(),
          since(it.from()));
    } else if (change instanceof TaxClass it) {
      return tx.first(
          select + "catalogue_tax where name = ? and since = ?",
          known,
          it.name(),
          since(it.from()));
    }
    ItemCost it = (ItemCost) change;
    return tx.first(
        select + "catalogue_cost where item = ? and since = ?", known, it.item(), since(it.from()));
  }

  /** Puts a change in its row, unless what stands there is as new or newer. */
  static void put(Tx tx, CatalogueVersion version, CatalogueChange change) {
    if (known(tx, change).filter(it -> it.version().compareTo(version) >= 0).isPresent()) {
      return;
    }
    String payload = CatalogueEntries.text(change);
    if (change instanceof CatalogueItem it) {
      item(tx, version, it, payload);
    } else if (change instanceof PriceList it) {
      tx.update(
          "insert into catalogue_list (name, number, origin, payload) values (?, ?, ?, ?)"
              + " on conflict (name) do update set number = excluded.number,"
              + " origin = excluded.origin, payload = excluded.payload",
          it.name(),
          version.number(),
          version.origin(),
          payload);
    } else if (change instanceof ListPrice it) {
      price(tx, version, it, payload);
    } else if (change instanceof TaxClass it) {
      tx.update(
          "insert into catalogue_tax (name, since, number, origin, payload)"
              + " values (?, ?, ?, ?, ?) on conflict (name, since) do update set"
              + " number = excluded.number, origin = excluded.origin, payload = excluded.payload",
          it.name(),
          since(it.from()),
          version.number(),
          version.origin(),
          payload);
    } else if (change instanceof ItemCost it) {
      tx.update(
          "insert into catalogue_cost (item, since, number, origin, payload)"
              + " values (?, ?, ?, ?, ?) on conflict (item, since) do update set"
              + " number = excluded.number, origin = excluded.origin, payload = excluded.payload",
          it.item(),
          since(it.from()),
          version.number(),
          version.origin(),
          payload);
    }
  }

  private static void item(Tx tx, CatalogueVersion version, CatalogueItem it, String payload) {
    tx.update("delete from catalogue_code where item = ?", it.code());
    tx.update(
        "insert into catalogue_item (code, parent, active, number, origin, payload)"
            + " values (?, ?, ?, ?, ?, ?) on conflict (code) do update set"
            + " parent = excluded.parent, active = excluded.active, number = excluded.number,"
            + " origin = excluded.origin, payload = excluded.payload",
        it.code(),
        it.parent(),
        it.active(),
        version.number(),
        version.origin(),
        payload);
    codes(it)
        .forEach(
            code ->
                tx.update(
                    "insert into catalogue_code (code, item) values (?, ?)", code, it.code()));
  }

  /** All under which an item is looked up, each once. */
  static Stream<String> codes(CatalogueItem item) {
    return Stream.concat(Stream.of(item.code()), item.barCodes().stream())
        .map(BarCodes::canonical)
        .distinct();
  }

  private static void price(Tx tx, CatalogueVersion version, ListPrice it, String payload) {
    UnitPrice price = it.price();
    tx.update(
        "insert into catalogue_price (item, list, since, until, currency, number, origin, payload)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (item, list, since) do update set"
            + " until = excluded.until, currency = excluded.currency, number = excluded.number,"
            + " origin = excluded.origin, payload = excluded.payload",
        it.item(),
        it.list(),
        since(it.from()),
        until(it.to()),
        price == null ? "" : price.currency().getCurrencyCode(), // taken out: of no currency
        version.number(),
        version.origin(),
        payload);
  }

  /** The newest number of a terminal. */
  static void seen(Tx tx, CatalogueVersion version) {
    tx.update(
        "insert into catalogue_version (origin, number) values (?, ?) on conflict (origin)"
            + " do update set number = excluded.number"
            + " where catalogue_version.number < excluded.number",
        version.origin(),
        version.number());
  }

  static void clear(Tx tx) {
    for (String table : List.of("item", "code", "list", "price", "tax", "cost", "version")) {
      tx.update("delete from catalogue_" + table);
    }
  }
}

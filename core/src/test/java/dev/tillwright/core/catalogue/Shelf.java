package dev.tillwright.core.catalogue;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A journal with its catalogue, without a till. */
final class Shelf implements AutoCloseable {
  static final Currency GBP = Currency.getInstance("GBP");
  static final Duration SOON = Duration.ofSeconds(30);

  final Supplier<Database> store;
  final String terminal;
  Journal journal;
  Catalogue catalogue;

  Shelf(String terminal, Supplier<Database> store) {
    this.terminal = terminal;
    this.store = store;
    open();
  }

  private void open() {
    journal = Journal.open(store.get(), terminal, Clock.systemUTC());
    journal.follow(new CatalogueBook());
    catalogue = Catalogue.of(journal, SOON);
  }

  void reopen() {
    close();
    open();
  }

  void append(List<Draft> drafts) {
    journal.append(drafts, SOON);
  }

  <T> T read(Function<Tx, T> question) {
    journal.awaitFollowers(SOON);
    return journal.database().read(question);
  }

  /** All rows of the view, in an order of their own. */
  List<String> rows() {
    return read(
        tx -> {
          List<String> rows = new ArrayList<>();
          rows.addAll(
              tx.list(
                  "select code, parent, active, number, origin, payload from catalogue_item",
                  row -> "item " + row.text(1) + row.text(2) + row.number(3) + version(row, 4)));
          rows.addAll(
              tx.list(
                  "select code, item from catalogue_code",
                  row -> "code " + row.text(1) + " " + row.text(2)));
          rows.addAll(
              tx.list(
                  "select name, number, origin, payload from catalogue_list",
                  row -> "list " + row.text(1) + version(row, 2)));
          rows.addAll(
              tx.list(
                  "select item, list, since, until, currency, number, origin, payload"
                      + " from catalogue_price",
                  row ->
                      String.join(" ", "price", row.text(1), row.text(2), row.text(5))
                          + row.number(3)
                          + " "
                          + row.number(4)
                          + version(row, 6)));
          rows.addAll(
              tx.list(
                  "select name, since, number, origin, payload from catalogue_tax",
                  row -> "tax " + row.text(1) + row.number(2) + version(row, 3)));
          rows.addAll(
              tx.list(
                  "select item, since, number, origin, payload from catalogue_cost",
                  row -> "cost " + row.text(1) + row.number(2) + version(row, 3)));
          rows.addAll(
              tx.list(
                  "select origin, number from catalogue_version",
                  row -> "version " + row.text(1) + row.number(2)));
          return rows.stream().sorted().toList();
        });
  }

  private static String version(Tx.Row row, int at) {
    return " " + row.number(at) + row.text(at + 1) + row.text(at + 2);
  }

  static UnitPrice pounds(String decimal) {
    return UnitPrice.parse(decimal, GBP);
  }

  @Override
  public void close() {
    journal.close();
    journal.database().close();
  }
}

package dev.tillwright.loyalty.partner;

import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.ledger.LedgerEntries;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.PointsLedger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** A till over a real file that can be opened again, with its partners. */
final class PartnerShop implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Instant NOON = Instant.parse("2025-06-04T12:00:00Z");

  private final Path file;
  private final List<Agreement> agreements;
  private volatile Instant now = NOON;
  Database database;
  Journal journal;
  LedgerQueries ledger;
  PartnerQueries partners;
  PartnerDesk desk;

  PartnerShop(Path dir, Agreement... agreements) {
    this.file = dir.resolve("till.db");
    this.agreements = List.of(agreements);
    open();
  }

  private void open() {
    database = Database.sqlite(file);
    journal =
        Journal.open(
            database,
            "till-01",
            new Clock() {
              @Override
              public ZoneId getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(ZoneId zone) {
                throw new AssertionError("nobody asks");
              }

              @Override
              public Instant instant() {
                return now;
              }
            });
    journal.follow(new PointsLedger());
    journal.follow(new PartnerFollower());
    ledger = new LedgerQueries(database);
    partners = new PartnerQueries(database);
    desk = new PartnerDesk(journal, agreements);
  }

  PartnerShop reopened() {
    close();
    open();
    return this;
  }

  PartnerShop at(Instant instant) {
    now = instant;
    return this;
  }

  PartnerShop grant(String member, long points) {
    journal.append(
        LedgerEntries.Granted.of("opening/" + member, member, points, "opening").draft(), PATIENCE);
    return this;
  }

  long available(String member) {
    journal.awaitFollowers(PATIENCE);
    return ledger.balance(member, now).available();
  }

  Exchange exchange(String key) {
    return partners.exchange("till-01", key).orElseThrow();
  }

  /** Every row of the views, in one order. */
  String dump() {
    journal.awaitFollowers(PATIENCE);
    return database.read(
        tx ->
            tx
                .list(
                    "select name from sqlite_master where type = 'table'"
                        + " and (name like 'ledger!_%' escape '!' or name like 'partner!_%'"
                        + " escape '!') order by name",
                    row -> row.text(1))
                .stream()
                .map(
                    table -> {
                      String columns =
                          String.join(
                              "||'|'||",
                              tx.list(
                                  "select name from pragma_table_info('" + table + "')",
                                  row -> "cast(" + row.text(1) + " as text)"));
                      return table
                          + tx.list(
                              "select " + columns + " as line from " + table + " order by line",
                              row -> row.text(1));
                    })
                .collect(Collectors.joining("\n")));
  }

  @Override
  public void close() {
    journal.close();
    database.close();
  }
}

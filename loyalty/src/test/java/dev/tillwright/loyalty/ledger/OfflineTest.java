package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HoldOutcome;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.program.Program;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two terminals without the ledger, and what it says when it is back (row E5, V25). */
class OfflineTest {
  private static final Program PROGRAM =
      Programs.of(
          "GBP",
          "'worth':{'points':1,'minor':1,'step':1},"
              + "'terms':{'offline':{'policy':'LIMIT','points':100}},",
          "{'id':'spend','scope':'BASKET','then':"
              + "[{'type':'earnPerAmount','points':'1','per':'1.00'}]}");

  @TempDir Path dir;

  /** A till of its own, without the ledger. */
  private static final class OfflineTill implements AutoCloseable {
    final Database database;
    final Journal journal;
    final OfflineTender tender;
    private long number;

    OfflineTill(Path dir, String terminal) {
      database = Database.sqlite(dir.resolve(terminal + ".db"));
      journal = Journal.open(database, terminal, Clock.fixed(Shop.WEDNESDAY, ZoneOffset.UTC));
      journal.follow(new OfflinePoints());
      journal.append(LedgerEntries.Adopted.of(PROGRAM).draft(), Shop.PATIENCE);
      tender = new OfflineTender(journal, PROGRAM);
    }

    HoldOutcome hold(String hold, long points) {
      SaleId sale = new SaleId(journal.terminal(), 1, ++number);
      Entry entry = journal.append(PointsEntries.held(hold, sale, "m-1", points), Shop.PATIENCE);
      return tender.outcomeOf(hold, entry.seq(), Shop.PATIENCE);
    }

    long left() {
      return tender.available("m-1", Shop.PATIENCE);
    }

    void sell(String hold, long points) {
      CompletedSale sale =
          Histories.sold(
              new SaleId(journal.terminal(), 1, ++number),
              "m-1",
              Map.of(1, new long[] {0, 9}),
              hold,
              points);
      journal.append(sale.toDraft(), Shop.PATIENCE);
    }

    @Override
    public void close() {
      journal.close();
      database.close();
    }
  }

  @Test
  void v25_eachTerminalGivesUpToItsLimit_andTheLedgerHonoursBoth() {
    JsonIn example =
        JsonIn.parse(Programs.text("/vectors/loyalty-scenarios.json")).objects("cases").stream()
            .filter(each -> each.text("id").equals("V25"))
            .findFirst()
            .orElseThrow();
    JsonIn given = example.object("given");
    PointsLedger follower = new PointsLedger();
    try (OfflineTill a = new OfflineTill(dir, "till-a");
        OfflineTill b = new OfflineTill(dir, "till-b");
        Database central = Database.sqlite(dir.resolve("central.db"))) {
      assertThat(a.hold("a1", given.number("A")))
          .isEqualTo(new HoldOutcome.Refused("a1", given.number("A"), 100));
      long cut = Math.min(given.number("A"), a.left());
      assertThat(cut).isEqualTo(example.object("expected").number("A"));
      assertThat(a.hold("a2", cut)).isEqualTo(new HoldOutcome.Held("a2", cut));
      a.sell("a2", cut);
      assertThat(b.hold("b1", given.number("B"))).isInstanceOf(HoldOutcome.Held.class);
      b.sell("b1", given.number("B"));
      assertThat(a.left()).isZero();
      assertThat(b.left()).isEqualTo(40);

      central.migrate(follower.name(), follower.migrations());
      central.change(
          tx -> {
            follower.apply(entry(1, LedgerEntries.Adopted.of(PROGRAM).draft()), tx);
            long balance = given.number("balance");
            follower.apply(
                entry(2, LedgerEntries.Granted.of("g", "m-1", balance, "old").draft()), tx);
            b.journal.read(1, 99, entry -> follower.apply(entry, tx));
            a.journal.read(1, 99, entry -> follower.apply(entry, tx));
          });
      LedgerQueries ledger = new LedgerQueries(central);
      assertThat(ledger.balance("m-1").available())
          .isEqualTo(example.object("expected").number("after_sync"));
      assertThat(ledger.conflicts()).isEmpty();
      assertThat(ledger.totals().burned()).isEqualTo(160);
    }
  }

  @Test
  void limit_isForAllSalesTogether_andBeginsAnewWithTheLedger() {
    try (OfflineTill till = new OfflineTill(dir, "till-a")) {
      till.hold("h1", 70);
      assertThat(till.left()).isEqualTo(30);
      till.journal.append(PointsEntries.released("h1"), Shop.PATIENCE);
      till.journal.append(PointsEntries.released("h1"), Shop.PATIENCE);
      assertThat(till.left()).isEqualTo(100);
      till.hold("h2", 60);
      till.sell("h2", 25);
      assertThat(till.left()).as("spent less than was held").isEqualTo(75);
      till.hold("h3", 75);
      assertThat(till.hold("h4", 1)).isInstanceOf(HoldOutcome.Refused.class);
      till.journal.append(OfflinePoints.synced(), Shop.PATIENCE);
      assertThat(till.left()).as("what is still held counts on").isEqualTo(25);
      String before = rows(till);
      till.journal.rebuild(OfflinePoints.NAME);
      till.journal.awaitFollowers(Shop.PATIENCE);
      assertThat(rows(till)).isEqualTo(before);
      assertThatThrownBy(() -> till.tender.outcomeOf("none", 1, Shop.PATIENCE))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(till.tender.worth(250, Shop.GBP)).isEqualTo(Money.parse("2.50", Shop.GBP));
      assertThat(till.tender.pointsFor(Money.parse("2.50", Shop.GBP))).isEqualTo(250);
    }
  }

  private static Entry entry(long seq, Draft draft) {
    return new Entry("central", 1, seq, Shop.WEDNESDAY, draft.kind(), draft.payload(), "", "");
  }

  private static String rows(OfflineTill till) {
    return till.database.read(
        tx ->
            tx.list(
                    "select hold || open || held || was_left from offline_hold order by hold",
                    row -> row.text(1))
                + ""
                + tx.list("select member || points from offline_used", row -> row.text(1)));
  }
}

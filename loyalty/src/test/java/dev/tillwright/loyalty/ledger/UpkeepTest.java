package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.PointsTill;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.tier.Tiers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The till tells its ledger what it has to know: the terms of its program, and what is due. */
class UpkeepTest {
  private static final Instant JUNE = Instant.parse("2025-06-04T10:00:00Z");
  private static final Duration PATIENCE = PointsTill.PATIENCE;

  @TempDir Path folder;

  private static Program program(int version, String after) {
    return Programs.of(
        "GBP",
        "'worth':{'points':1,'minor':1},'terms':{'expiry':{'after':'"
            + after
            + "','end':'MONTH'}},"
            + "'tiers':{'by':'SPEND','window':{'type':'CALENDAR_YEAR'},'base':'BASIC',"
            + "'levels':[{'id':'GOLD','from':'100.00'}]},",
        "{'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':1,'per':1}]},"
            + "{'id':'gold','scope':'BASKET','then':[{'type':'tierBonus','factors':{'GOLD':2}}]}",
        version);
  }

  @Test
  void terms_areAdoptedWhenTheTillOpens_onceForEachVersion() {
    try (PointsTill shop = PointsTill.open(folder, program(1, "P1M"), JUNE)) {
      shop.sell("m-1", "7.00");
      assertThat(shop.settled().lots("m-1"))
          .extracting(Lot::expires)
          .containsExactly(Instant.parse("2025-07-31T23:00:00Z"));
    }
    try (PointsTill shop = PointsTill.open(folder, program(1, "P1M"), JUNE)) {
      assertThat(shop.entries(LedgerEntries.Adopted.KIND)).as("opened again").hasSize(1);
    }
    try (PointsTill shop = PointsTill.open(folder, program(2, "P2M"), JUNE)) {
      assertThat(shop.entries(LedgerEntries.Adopted.KIND)).as("another version").hasSize(2);
      shop.sell("m-2", "7.00");
      assertThat(shop.settled().lots("m-2"))
          .extracting(Lot::expires)
          .containsExactly(Instant.parse("2025-08-31T23:00:00Z"));
    }
    try (PointsTill shop = PointsTill.open(folder, program(1, "P1M"), JUNE)) {
      assertThat(shop.entries(LedgerEntries.Adopted.KIND)).as("and back").hasSize(3);
      shop.sell("m-3", "7.00");
      assertThat(shop.settled().lots("m-3"))
          .extracting(Lot::expires)
          .containsExactly(Instant.parse("2025-07-31T23:00:00Z"));
    }
  }

  @Test
  void aSale_countsForTheTierOfTheNextOne() {
    try (PointsTill shop = PointsTill.open(folder, program(1, "P1M"), JUNE)) {
      List<Long> points = List.of(sold(shop, "99.99"), sold(shop, "1.00"), sold(shop, "1.00"));
      assertThat(points).containsExactly(99L, 1L, 2L);
      assertThat(new Tiers(shop.settled()).standing("m-1", JUNE).orElseThrow().tier())
          .isEqualTo("GOLD");
    }
  }

  private static long sold(PointsTill shop, String price) {
    CompletedSale sale = shop.sell("m-1", price);
    PointsQuote quote = sale.points();
    return quote.points();
  }

  @Test
  void whatIsDue_isPostedWithTheDayClose_andWhenTheTillOpens() {
    Instant august = Instant.parse("2025-08-01T10:00:00Z");
    try (PointsTill shop = PointsTill.open(folder, program(1, "P1M"), JUNE)) {
      shop.sell("m-1", "7.00");
      shop.till.closeDay(shop.ann());
      assertThat(shop.entries(LedgerEntries.Run.KIND)).as("nothing is due").isEmpty();
      shop.at(august);
      shop.sell("m-2", "5.00");
      shop.till.closeDay(shop.ann());
      assertThat(shop.entries(LedgerEntries.Run.KIND)).hasSize(1);
      assertThat(shop.settled().balance("m-1").expired()).isEqualTo(7);
      assertThat(shop.ledger.due(august)).isZero();
    }
    Instant october = Instant.parse("2025-10-01T10:00:00Z");
    try (PointsTill shop = PointsTill.open(folder, program(1, "P1M"), october)) {
      assertThat(shop.settled().balance("m-2").expired()).isEqualTo(5);
      assertThat(shop.ledger.conflicts()).isEmpty();
    }
  }

  @Test
  void upkeep_betweenAnyTwoSteps_isWhatItWas() {
    try (Database database = Database.sqlite(folder.resolve("books.db"));
        Journal journal = Journal.open(database, "till-01", Clock.fixed(JUNE, ZoneOffset.UTC))) {
      journal.follow(new PointsLedger());
      journal.follow(new OfflinePoints());
      Program program = program(1, "P1M");
      LedgerTender tender = new LedgerTender(journal, new LedgerQueries(database), program);
      OfflineTender offline = new OfflineTender(journal, program);
      assertThat(tender.upkeep(PATIENCE)).as("asked, and then the power went").hasSize(1);
      assertThat(offline.upkeep(PATIENCE)).isEqualTo(tender.upkeep(PATIENCE));
      journal.append(tender.upkeep(PATIENCE), PATIENCE);
      assertThat(tender.upkeep(PATIENCE)).as("appended, and then the power went").isEmpty();
      assertThat(offline.upkeep(PATIENCE)).isEmpty();
      journal.rebuild(PointsLedger.NAME);
      assertThat(tender.upkeep(PATIENCE)).as("folded anew").isEmpty();
    }
  }

  @Test
  void aLedgerThatIsLate_saysSo_soThatNoDayCloseFails() {
    try (Database database = Database.sqlite(folder.resolve("books.db"));
        Journal journal = Journal.open(database, "till-01", Clock.fixed(JUNE, ZoneOffset.UTC))) {
      journal.follow(new Stuck());
      journal.append(LedgerEntries.Adopted.of(program(1, "P1M")).draft(), PATIENCE);
      LedgerTender tender =
          new LedgerTender(journal, new LedgerQueries(database), program(1, "P1M"));
      assertThatThrownBy(() -> tender.upkeep(Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              TillwrightException.class,
              late -> {
                assertThat(late.code()).isEqualTo("points.late");
                assertThat(late.retryable()).as("the till closes its day all the same").isTrue();
              });
    }
  }

  /** A ledger that cannot read. */
  private static final class Stuck implements Follower {
    @Override
    public String name() {
      return PointsLedger.NAME;
    }

    @Override
    public List<Migration> migrations() {
      return new PointsLedger().migrations();
    }

    @Override
    public void apply(Entry entry, Tx tx) {
      throw new TillwrightException("stuck", true, "stuck");
    }

    @Override
    public void reset(Tx tx) {}
  }
}

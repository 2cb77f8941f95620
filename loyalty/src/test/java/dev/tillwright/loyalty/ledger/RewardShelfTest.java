package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.program.Finding;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.TermSheet;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue of rewards as program data (E6). */
class RewardShelfTest {
  private static final Instant JUNE = Instant.parse("2025-06-04T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String REWARDS =
      "'tiers':{'by':'SPEND','window':{'type':'CALENDAR_YEAR'},'base':'BASIC',"
          + "'levels':[{'id':'GOLD','from':'100.00','text':{'en':'Gold'}}]},"
          + "'rewards':["
          + "{'id':'mug','points':50,'stock':3,'each':1,'text':{'en':'A mug','de':'Eine Tasse'}},"
          + "{'id':'coffee','points':30,'days':14,'text':{'en':'A coffee'}},"
          + "{'id':'dinner','points':40,'tiers':['GOLD'],'text':{'en':'A dinner'}},"
          + "{'id':'ice','points':10,'effective':{'from':'2025-07-01T00:00'}}],";
  private static final Program PROGRAM = program(REWARDS);

  @TempDir Path dir;

  private static Program program(String more) {
    return Programs.of(
        "GBP",
        more,
        "{'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':1,'per':1}]}");
  }

  /** Books in which some members have 100 points each. */
  private Journal books(Database database, String... members) {
    Journal journal = Journal.open(database, "till-01", Clock.fixed(JUNE, ZoneOffset.UTC));
    journal.follow(new PointsLedger());
    journal.append(LedgerEntries.Adopted.of(PROGRAM).draft(), PATIENCE);
    for (String member : members) {
      journal.append(LedgerEntries.Granted.of("g-" + member, member, 100, "old").draft(), PATIENCE);
    }
    journal.awaitFollowers(PATIENCE);
    return journal;
  }

  private static List<String> said(List<RewardOffer> offers) {
    return offers.stream()
        .map(offer -> offer.reward().id() + (offer.free() ? "" : ": " + offer.because()))
        .toList();
  }

  private static Outcome take(
      Journal journal, RewardShelf shelf, String key, String member, String reward) {
    RewardEntries.Redeemed taken =
        shelf.take(key, member, "BASIC", reward, "v-" + key, JUNE).orElseThrow();
    journal.append(taken.draft(), PATIENCE);
    journal.awaitFollowers(PATIENCE);
    return new LedgerQueries(journal.database()).outcome(taken).orElseThrow();
  }

  @Test
  void offers_sayWhatCanBeHad_andWhyNot() {
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = books(database, "m-1", "m-2")) {
      LedgerQueries ledger = new LedgerQueries(database);
      RewardShelf shelf = new RewardShelf(ledger, PROGRAM, Locale.ENGLISH);
      assertThat(said(shelf.offers("m-1", "BASIC", JUNE)))
          .containsExactly(
              "mug", "coffee", "dinner: for members of tier GOLD", "ice: it cannot be had now");
      assertThat(said(shelf.offers("m-1", "GOLD", JUNE))).contains("dinner");
      assertThat(said(shelf.offers("nobody", "", JUNE))).contains("mug: 50 points more are needed");

      assertThat(take(journal, shelf, "1", "m-1", "mug")).isEqualTo(Outcome.DONE);
      assertThat(said(shelf.offers("m-1", "BASIC", JUNE))).contains("mug: you have had it 1 times");
      assertThat(shelf.take("2", "m-1", "BASIC", "mug", "v", JUNE)).isEmpty();
      assertThat(shelf.take("2", "m-1", "BASIC", "dinner", "v", JUNE)).isEmpty();
      assertThat(shelf.take("2", "m-1", "BASIC", "boat", "v", JUNE)).isEmpty();

      assertThat(take(journal, shelf, "3", "m-1", "coffee")).isEqualTo(Outcome.DONE);
      assertThat(ledger.voucher("v-3").orElseThrow().expires())
          .as("14 days in London, the first among them")
          .isEqualTo(Instant.parse("2025-06-17T23:00:00Z"));
      assertThat(ledger.balance("m-1").available()).isEqualTo(20);
      journal.rebuild(PointsLedger.NAME);
      journal.awaitFollowers(PATIENCE);
      assertThat(said(shelf.offers("m-1", "BASIC", JUNE))).contains("mug: you have had it 1 times");
    }
  }

  @Test
  void theLedgerDecides_whateverWasOffered() {
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = books(database, "m-1", "m-2")) {
      LedgerQueries ledger = new LedgerQueries(database);
      List<RewardEntries.Redeemed> wrong =
          List.of(
              new RewardEntries.Redeemed("a", "m-1", 1, "mug", Optional.empty()),
              new RewardEntries.Redeemed("b", "m-1", 10, "ice", Optional.empty()));
      RewardEntries.Redeemed own =
          new RewardEntries.Redeemed("c", "m-1", 7, "the application's", Optional.empty());
      wrong.forEach(each -> journal.append(each.draft(), PATIENCE));
      journal.append(own.draft(), PATIENCE);
      journal.awaitFollowers(PATIENCE);
      wrong.forEach(each -> assertThat(ledger.outcome(each)).contains(Outcome.REFUSED));
      assertThat(ledger.outcome(own)).contains(Outcome.DONE);
      assertThat(ledger.balance("m-1").available()).isEqualTo(93);
    }
  }

  @Test
  void aVoucherCodeThatIsTaken_costsNoPoints() {
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = books(database, "m-1", "m-2")) {
      LedgerQueries ledger = new LedgerQueries(database);
      RewardShelf shelf = new RewardShelf(ledger, PROGRAM, Locale.ENGLISH);
      for (String member : List.of("m-1", "m-2", "m-1")) {
        RewardEntries.Redeemed taken =
            shelf
                .take("k" + journal.headSeq(), member, "", "coffee", "same-code", JUNE)
                .orElseThrow();
        journal.append(taken.draft(), PATIENCE);
        journal.awaitFollowers(PATIENCE);
        boolean first = taken.key().equals("k3");
        assertThat(ledger.outcome(taken)).contains(first ? Outcome.DONE : Outcome.REFUSED);
      }
      assertThat(ledger.voucher("same-code").orElseThrow().member()).isEqualTo("m-1");
      assertThat(ledger.balance("m-1").available()).as("once 30 points").isEqualTo(70);
      assertThat(ledger.balance("m-2").available()).isEqualTo(100);
    }
  }

  @Test
  void ofManyWhoWantTheLastOnes_onlySoManyHaveThem() throws Exception {
    String[] members = new String[16];
    for (int i = 0; i < members.length; i++) {
      members[i] = "m-" + i;
    }
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = books(database, members)) {
      LedgerQueries ledger = new LedgerQueries(database);
      RewardShelf shelf = new RewardShelf(ledger, PROGRAM, Locale.ENGLISH);
      List<RewardEntries.Redeemed> wanted = new ArrayList<>();
      for (String member : members) {
        wanted.add(shelf.take("k-" + member, member, "", "mug", "", JUNE).orElseThrow());
      }
      ExecutorService pool = Executors.newFixedThreadPool(8);
      try {
        List<Callable<Object>> work = new ArrayList<>();
        wanted.forEach(each -> work.add(() -> journal.append(each.draft(), PATIENCE)));
        for (Future<Object> each : pool.invokeAll(work)) {
          each.get();
        }
      } finally {
        pool.shutdownNow();
      }
      journal.awaitFollowers(PATIENCE);
      assertThat(wanted)
          .filteredOn(it -> ledger.outcome(it).orElseThrow() == Outcome.DONE)
          .hasSize(3);
      assertThat(ledger.totals().burned()).isEqualTo(150);
    }
  }

  @Test
  void catalogue_isProgramData_thatReadsBack_andIsChecked() {
    assertThat(Program.parse(PROGRAM.toJson())).isEqualTo(PROGRAM);
    TermSheet sheet = TermSheet.of(PROGRAM);
    assertThat(TermSheet.parse(sheet.toJson())).isEqualTo(sheet);
    assertThat(PROGRAM.describe(Locale.ENGLISH))
        .contains("Reward: A mug for 50 points (3 in all; at most 1 for each member).")
        .contains("Reward: A dinner for 40 points (for members of tier Gold).")
        .contains("Reward: A coffee for 30 points (by a voucher that is good for 14 days).");
    assertThat(PROGRAM.describe(Locale.GERMAN)).contains("Prämie: Eine Tasse für 50 Punkte");
    assertThat(PROGRAM.describe(Locale.CHINESE)).contains("奖励：");
    Program dearer = program(REWARDS.replace("'points':50", "'points':60"));
    assertThat(dearer.changesSince(PROGRAM, Locale.ENGLISH))
        .anyMatch(change -> change.contains("A mug for 60 points"));
    assertThat(PROGRAM.findings().stream().filter(Finding::isError)).isEmpty();
    assertThat(
            program(
                    "'effective':{'to':'2025-01-01T00:00'},'rewards':["
                        + "{'id':'a','points':1,'tiers':['IRON']},"
                        + "{'id':'b','points':1,'effective':{'from':'2026-01-01T00:00'}}],")
                .findings()
                .stream()
                .filter(Finding::isError)
                .map(finding -> finding.rule() + " " + finding.kind()))
        .containsExactly("a UNKNOWN_REFERENCE", "b DEAD_DATES");
  }

  @Test
  void whatCannotBe_isRefusedWithItsPlace() {
    for (String[] each :
        new String[][] {
          {"{'id':'a','points':0}", "/rewards/0/points"},
          {"{'id':'a','points':1},{'id':'a','points':2}", "/rewards/1/id"},
          {"{'id':'a','points':1,'days':0}", "/rewards/0/days"},
          {"{'id':'a','points':1,'colour':'red'}", "colour"},
          {"{'id':'a','points':1,'stock':0}", "/rewards/0/stock"}
        }) {
      assertThatThrownBy(() -> program("'rewards':[" + each[0] + "],"))
          .isInstanceOf(JsonException.class)
          .hasMessageContaining(each[1]);
    }
  }
}

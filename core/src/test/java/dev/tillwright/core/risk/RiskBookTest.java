package dev.tillwright.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.journal.JournalExport;
import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActFold;
import dev.tillwright.core.risk.act.HeapMemory;
import dev.tillwright.core.risk.dry.DryRun;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.shop.Month;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row C3: what the book keeps in rows is what the entries say, also after it is rebuilt. */
class RiskBookTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** Tells the time of the entry that is written next. */
  private static final class Told extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void theBook_keepsTheActsThatAFoldOfTheEntriesGives_andRulesSeeTheSamePast() {
    try (Database database = Database.sqlite(folder.resolve("till.db"))) {
      sameActs(database, 6);
    }
  }

  @Test
  void aDryRun_overAnExport_tellsWhatOneOverTheJournalTells() {
    RiskRules rules = RiskRules.parse(RiskRulesTest.SHOP);
    Told clock = new Told();
    try (Database database = Database.sqlite(folder.resolve("till.db"));
        Database export = Database.sqlite(folder.resolve("export.db"));
        Journal journal = Journal.open(database, "till-1", clock)) {
      for (Entry entry : Month.of(12, 1, 12, 1).entries()) {
        clock.now = entry.at();
        journal.append(new Draft(entry.kind(), entry.payload()), SOON);
      }
      DryRun live = DryRun.of(rules);
      journal.read(1, journal.headSeq(), live::apply);
      JournalExport.write(journal, export);
      DryRun exported = DryRun.of(rules);
      export.read(
          tx -> {
            new JournalCopy("till-1").each(tx, exported::apply);
            return 0;
          });

      assertThat(exported.report()).isEqualTo(live.report());
      assertThat(live.report().rules()).anyMatch(it -> it.hits() > 0);
    }
  }

  @Test
  void theSame_onPostgres() {
    try (Database database = Database.of(TestPostgres.schema())) {
      sameActs(database, 2);
    }
  }

  private static void sameActs(Database database, int days) {
    Told clock = new Told();
    try (Journal journal = Journal.open(database, "till-1", clock)) {
      journal.follow(new RiskBook());
      List<Draft> together = new ArrayList<>();
      for (Entry entry : Month.of(11, days, 12, 0.3).entries()) {
        if (!entry.at().equals(clock.now) && !together.isEmpty()) {
          journal.append(together, SOON);
          together.clear();
        }
        clock.now = entry.at();
        together.add(new Draft(entry.kind(), entry.payload()));
      }
      journal.append(together, SOON);
      List<Act> folded = new ArrayList<>();
      ActFold fold = new ActFold(new HeapMemory());
      journal.read(1, journal.headSeq(), entry -> folded.addAll(fold.apply(entry)));
      assertThat(folded).hasSizeGreaterThan(25 * days);

      assertThat(kept(journal)).isEqualTo(folded);
      journal.rebuild(RiskBook.NAME);
      assertThat(kept(journal)).isEqualTo(folded);

      // Rules that come into force now decide as those that were there from the beginning.
      RiskRules rules = RiskRules.parse(RiskRulesTest.SHOP);
      RiskEngine always = RiskEngine.of(rules);
      RiskEngine late = RiskEngine.of(rules);
      folded.forEach(always::happened);
      kept(journal).forEach(late::happened);
      long said = 0;
      for (Act act : folded) {
        if (act.kind().isDecided()) {
          Act again = act.with().seq(0).build();
          assertThat(late.decide(again)).isEqualTo(always.decide(again));
          said += always.decide(again).isAllowed() ? 0 : 1;
        }
      }
      assertThat(said).isPositive();
    }
  }

  private static List<Act> kept(Journal journal) {
    journal.awaitFollower(RiskBook.NAME, journal.headSeq(), SOON);
    List<Act> kept = new ArrayList<>();
    journal
        .database()
        .read(
            tx -> {
              RiskBook.acts("till-1", 0, kept::add, tx);
              return 0;
            });
    return kept;
  }

  @Test
  void actsOlderThanTheLongestWindow_areNotKept() {
    Told clock = new Told();
    clock.now = Instant.parse("2025-03-03T10:00:00Z");
    try (Database database = Database.sqlite(folder.resolve("till.db"));
        Journal journal = Journal.open(database, "till-1", clock)) {
      journal.follow(new RiskBook());
      for (int day = 0; day < 70; day++) {
        clock.now = clock.now.plus(Duration.ofDays(1));
        journal.append(
            new Draft(
                "drawer.opening",
                "{\"operator\":\"ann\",\"currency\":\"GBP\",\"reason\":\"change\"}"),
            SOON);
      }
      assertThat(kept(journal)).hasSize(31);
    }
  }
}

package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.access.AccessSettings;
import dev.tillwright.core.access.AuditRules;
import dev.tillwright.core.access.LockOut;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Weakness;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the books alone tell an audit, once their till is closed. */
class BooksAuditTest {
  private static final char[] NONE = {};

  @TempDir Path dir;

  /** A closed till's file; what it was set to is not what is usual. */
  private Path closed(Consumer<Bench> deeds) {
    try (Bench bench =
        new Bench(
            dir,
            it ->
                it.guards(
                    Guards.usual()
                        .access(
                            a ->
                                a.session(Duration.ofHours(9), Duration.ofHours(3))
                                    .lockOut(
                                        new LockOut(12, Duration.ofSeconds(7), Duration.ofDays(2)))
                                    .sensitive(
                                        Set.of(Permission.REPRINT, Permission.INCIDENT),
                                        Duration.ofMinutes(17)))))) {
      deeds.accept(bench);
    }
    return dir.resolve("till.db");
  }

  @Test
  void closedTill_isAuditedByTheSettingsAndVersionsItsBooksTell() {
    Path file =
        closed(
            bench -> {
              bench.cash(bench.pens(1));
              bench.till.safekeeping().backup(bench.manager, dir);
              bench.till.access().enrol(bench.manager, new Operator("bob", "B", "cashier"), NONE);
            });
    try (Database books = Database.sqlite(file);
        Journal journal = Journal.open(books, "till-01", Clock.systemUTC())) {
      BooksAudit audit = BooksAudit.of(journal);
      AccessSettings settings =
          audit
              .asOpened(AccessSettings.builder(new Bench.CheapHasher(), Clock.systemUTC()))
              .build();
      assertThat(settings.session()).isEqualTo(Duration.ofHours(9));
      assertThat(settings.idle()).isEqualTo(Duration.ofHours(3));
      assertThat(settings.lockOut())
          .isEqualTo(new LockOut(12, Duration.ofSeconds(7), Duration.ofDays(2)));
      assertThat(settings.sensitive())
          .containsExactlyInAnyOrder(Permission.REPRINT, Permission.INCIDENT);
      assertThat(settings.fresh()).isEqualTo(Duration.ofMinutes(17));
      long newest = journal.headSeq();
      AuditRules usual = AuditRules.usual();
      AuditRules few =
          new AuditRules(
              usual.keyAge(), usual.keyNotice(), usual.operatorIdle(), 10, 2, usual.least());
      assertThat(audit.unshipped(newest - 2, few)).isEmpty();
      assertThat(audit.unshipped(newest - 3, few))
          .hasValueSatisfying(
              it ->
                  assertThat(it.toString()).startsWith("UNSHIPPED journal: 3 entries are not at"));
      assertThat(audit.unshipped(newest + 5, few)).as("a newer copy than this").isEmpty();

      AccessControl access = AccessControl.open(books, journal, settings);
      long head = journal.headSeq();
      OperatorSession max = access.logOn("max", "secret".toCharArray()).orThrow();
      List<Weakness> found =
          audit.weaknesses(access, max, AuditRules.usual().least("tillwright", "9.9"));
      assertThat(found)
          .extracting(it -> it.what() + " " + it.about())
          .contains("WEAK_SETTING lockOut", "WEAK_SETTING checkpoints", "OLD_VERSION tillwright")
          .doesNotContain("WEAK_SETTING session", "OLD_VERSION java");
      assertThat(audit.unknown().get(0))
          .contains(String.format("%,d entries", journal.headSeq()))
          .containsPattern("[1-9]\\d* of them in a backup")
          .contains("Till.audit");
      assertThat(journal.headSeq()).as("the log-on").isGreaterThan(head);

      OperatorSession bob = access.logOn("bob", NONE).orThrow();
      assertThatThrownBy(() -> audit.weaknesses(access, bob, AuditRules.usual()))
          .isInstanceOf(RefusedException.class);
      assertThat(journal.head().orElseThrow().kind()).isEqualTo("operator.refused");
    }
  }

  @Test
  void booksOfNoTill_tellNothing_andChangeNoSetting() {
    try (Database books = Database.sqlite(dir.resolve("empty.db"));
        Journal journal = Journal.open(books, "till-01", Clock.systemUTC())) {
      BooksAudit audit = BooksAudit.of(journal);
      AccessSettings settings =
          audit.asOpened(AccessSettings.builder(null, Clock.systemUTC())).build();
      assertThat(settings.session())
          .isEqualTo(AccessSettings.standard(null, Clock.systemUTC()).session());
      assertThat(audit.unknown().get(0)).contains("0 entries, 0 of them");
    }
  }
}

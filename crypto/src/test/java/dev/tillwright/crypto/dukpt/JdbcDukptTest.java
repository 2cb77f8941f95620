package dev.tillwright.crypto.dukpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D5: what the host remembers, and what the terminal does, in a database. */
class JdbcDukptTest {
  @TempDir Path folder;

  @Test
  void ledger_saysFreshOnce_alsoAfterItWasOpenedAgain() {
    try (Database database = Database.sqlite(folder.resolve("host.db"))) {
      KsnLedger ledger = JdbcKsnLedger.over(database);
      assertThat(ledger.note(aes(5))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(5))).isEqualTo(KsnVerdict.REPLAYED);
      assertThat(ledger.note(aes(4))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(4))).isEqualTo(KsnVerdict.REPLAYED);
      assertThat(ledger.note(aes(9))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(0xFFFF0000L))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(new AesKsn("0000000000000001", 5))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(TdesKsn.parse("FFFF9876543210E00005"))).isEqualTo(KsnVerdict.FRESH);
      assertThatExceptionOfType(KsnFormatException.class).isThrownBy(() -> ledger.note(aes(0)));
    }
    try (Database database = Database.sqlite(folder.resolve("host.db"))) {
      KsnLedger ledger = JdbcKsnLedger.over(database);
      assertThat(ledger.note(aes(0xFFFF0000L))).isEqualTo(KsnVerdict.REPLAYED);
      assertThat(ledger.note(aes(5))).isEqualTo(KsnVerdict.REGRESSED);
      TdesKsn late = TdesKsn.parse("FFFF9876543210E00004");
      assertThat(ledger.note(late)).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(late)).isEqualTo(KsnVerdict.REPLAYED);
    }
  }

  /** Beside a ledger that forgets nothing: never fresh twice, and fresh once within 64 counters. */
  @Test
  void ledger_whateverOvertakesWhat_saysFreshOnceToEach() {
    long seed = new Random().nextLong();
    System.out.println("seed of the overtaking messages: " + seed);
    Random random = new Random(seed);
    try (Database database = Database.sqlite(folder.resolve("host.db"))) {
      KsnLedger ledger = JdbcKsnLedger.over(database);
      Set<Long> came = new HashSet<>();
      long highest = 0;
      for (int i = 0; i < 400; i++) {
        int jump = random.nextInt(20) == 0 ? 100 : 3;
        long counter = Math.max(1, highest + jump - random.nextInt(jump + 70));
        KsnVerdict expected =
            came.contains(counter) && highest - counter <= 64
                ? KsnVerdict.REPLAYED
                : highest - counter > 64 ? KsnVerdict.REGRESSED : KsnVerdict.FRESH;
        assertThat(ledger.note(aes(counter)))
            .as("%d after %d", counter, highest)
            .isEqualTo(expected);
        came.add(counter);
        highest = Math.max(highest, counter);
      }
    }
  }

  @Test
  void ledger_atTheEdgesOfWhatItRemembers_isExact() {
    try (Database database = Database.sqlite(folder.resolve("host.db"))) {
      KsnLedger ledger = JdbcKsnLedger.over(database);
      assertThat(ledger.note(aes(100))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(163))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(100))).isEqualTo(KsnVerdict.REPLAYED);
      assertThat(ledger.note(aes(164))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(100))).isEqualTo(KsnVerdict.REPLAYED);
      assertThat(ledger.note(aes(165))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(100))).isEqualTo(KsnVerdict.REGRESSED);
      assertThat(ledger.note(aes(101))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(165 + 64))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(165))).isEqualTo(KsnVerdict.REPLAYED);
      assertThat(ledger.note(aes(166))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(228))).as("a jump of a whole word").isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(229 + 65))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(230))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(229))).isEqualTo(KsnVerdict.REGRESSED);
    }
  }

  @Test
  void ledger_ofAnOlderProgram_takesNothingThatItMayHaveSeen() {
    try (Database database = Database.sqlite(folder.resolve("host.db"))) {
      database.migrate(
          "dukpt.host",
          List.of(
              Migration.of(
                  1,
                  "create table dukpt_seen (device text not null primary key,"
                      + " counter bigint not null)")));
      database.change(
          tx -> tx.update("insert into dukpt_seen values (?, ?)", aes(1).device(), 90L));
      KsnLedger ledger = JdbcKsnLedger.over(database);
      assertThat(ledger.note(aes(90))).isEqualTo(KsnVerdict.REPLAYED);
      assertThat(ledger.note(aes(89))).isEqualTo(KsnVerdict.REPLAYED);
      assertThat(ledger.note(aes(26))).isEqualTo(KsnVerdict.REPLAYED);
      assertThat(ledger.note(aes(25))).isEqualTo(KsnVerdict.REGRESSED);
      assertThat(ledger.note(aes(92))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(91))).isEqualTo(KsnVerdict.FRESH);
    }
  }

  @Test
  void ledger_askedByManyAtOnce_saysFreshToOne() throws Exception {
    try (Database database = Database.sqlite(folder.resolve("host.db"))) {
      KsnLedger ledger = JdbcKsnLedger.over(database);
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        for (int counter = 1; counter <= 20; counter++) {
          AesKsn ksn = aes(counter);
          List<Future<KsnVerdict>> asked = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            asked.add(pool.submit(() -> ledger.note(ksn)));
          }
          int fresh = 0;
          for (Future<KsnVerdict> answer : asked) {
            fresh += answer.get() == KsnVerdict.FRESH ? 1 : 0;
          }
          assertThat(fresh).isEqualTo(1);
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void storage_movesOnOnlyFromWhereTheDeviceStands() {
    TerminalState first = new TerminalState("1234567890123456", 1, "AAAA");
    TerminalState second = new TerminalState("1234567890123456", 2, "BBBB");
    try (Database database = Database.sqlite(folder.resolve("till.db"))) {
      DukptStorage storage = JdbcDukptStorage.over(database);
      assertThat(storage.find(first.device())).isEmpty();
      assertThat(storage.replace(1, second)).isFalse();
      assertThat(storage.create(first)).isTrue();
      assertThat(storage.create(second)).isFalse();
      assertThat(storage.find(first.device())).contains(first);
      assertThat(storage.replace(2, second)).isFalse();
      assertThat(storage.replace(1, second)).isTrue();
      assertThat(storage.replace(1, second)).isFalse();
    }
    try (Database database = Database.sqlite(folder.resolve("till.db"))) {
      assertThat(JdbcDukptStorage.over(database).find(first.device())).contains(second);
    }
  }

  private static AesKsn aes(long counter) {
    return new AesKsn("1234567890123456", counter);
  }
}

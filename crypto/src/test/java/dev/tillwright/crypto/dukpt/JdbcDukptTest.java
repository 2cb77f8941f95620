package dev.tillwright.crypto.dukpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      assertThat(ledger.note(aes(4))).isEqualTo(KsnVerdict.REGRESSED);
      assertThat(ledger.note(aes(9))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(aes(0xFFFF0000L))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(new AesKsn("0000000000000001", 5))).isEqualTo(KsnVerdict.FRESH);
      assertThat(ledger.note(TdesKsn.parse("FFFF9876543210E00005"))).isEqualTo(KsnVerdict.FRESH);
      assertThatExceptionOfType(KsnFormatException.class).isThrownBy(() -> ledger.note(aes(0)));
    }
    try (Database database = Database.sqlite(folder.resolve("host.db"))) {
      KsnLedger ledger = JdbcKsnLedger.over(database);
      assertThat(ledger.note(aes(0xFFFF0000L))).isEqualTo(KsnVerdict.REPLAYED);
      assertThat(ledger.note(TdesKsn.parse("FFFF9876543210E00004")))
          .isEqualTo(KsnVerdict.REGRESSED);
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

package dev.tillwright.crypto.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcSubjectKeysTest extends SubjectKeysContract {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.sqlite(folder.resolve("keys.db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  SubjectKeys store() {
    return JdbcSubjectKeys.over(database, NOW);
  }

  @Test
  void keysAndShreddings_outliveTheProgram_andAreDated() {
    store().add(key(ANN, 1, "one"), 1);
    store().shred(BEN);
    database.close();
    open();
    assertThat(store().newest(ANN)).isEqualTo(new SubjectKeys.Present(key(ANN, 1, "one")));
    assertThat(store().newest(BEN)).isEqualTo(new SubjectKeys.Shredded());
    assertThat(
            database.<Long>read(
                tx ->
                    tx.first(
                            "select shredded_millis from seal_subject where subject = ?",
                            row -> row.number(1),
                            BEN.value())
                        .orElseThrow()))
        .isEqualTo(NOW.instant().toEpochMilli());
  }

  @Test
  void aShreddedKey_isNotInTheClosedFile() throws Exception {
    String wrapped = "a-wrapped-key-that-is-searched-for".repeat(3);
    store().add(key(ANN, 1, wrapped), 1);
    store().add(key(BEN, 1, "stays"), 1);
    database.close();
    assertThat(text()).contains(wrapped).contains("stays");
    open();
    store().shred(ANN);
    database.close();
    assertThat(text()).doesNotContain(wrapped.substring(0, 34)).contains("stays");
    open();
  }

  private String text() throws Exception {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void aRowThatIsNotOurs_isRefusedWithoutItsContent() {
    SubjectKeys store = store();
    store.add(key(ANN, 1, "one"), 1);
    for (String change :
        new String[] {
          "update seal_key set key_id = 'not hex'",
          "update seal_key set key_id = '0000000000000001', wrapped_by = 'nobody'",
          "update seal_key set wrapped_by = 'seal-0000000000000001', wrapped = ''"
        }) {
      database.change(tx -> tx.update(change));
      assertThatThrownBy(() -> store.newest(ANN))
          .isInstanceOf(TillwrightException.class)
          .extracting(it -> ((TillwrightException) it).code())
          .isEqualTo("seal.refused");
    }
    assertThat(new String(store.toString().getBytes(US_ASCII), US_ASCII)).contains("keys.db");
  }
}

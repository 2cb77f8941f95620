package dev.tillwright.crypto.module;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyId;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyState;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.KeyUse;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.key.UseLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D4: the software module's keys at rest. */
class SoftwareModuleTest {
  private static final byte[] TEXT = "sixteen bytes ..".getBytes(US_ASCII);
  private static final byte[] SECRET = "Zj4!Zj4!Zj4!Zj4!".getBytes(US_ASCII);
  private static final KeySpec DATA =
      KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.AES, 128)
          .limited(
              UseLimits.uses(1_000)
                  .within(
                      Instant.parse("2027-01-01T00:00:00Z"),
                      Instant.parse("2028-01-01T00:00:00Z")));

  @TempDir Path folder;
  private final SoftwareKeys ring = SoftwareKeys.ephemeral(new SecureRandom());
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));
  private Database database;
  private Keys keys;

  @BeforeEach
  void start() {
    database = Database.sqlite(folder.resolve("keys.db"));
    keys = open();
  }

  @AfterEach
  void stop() {
    keys.close();
    database.close();
    ring.close();
  }

  @Test
  void keys_outliveTheModule_withEverythingThatWasSaidOfThem() {
    KeyHandle data = keys.generate("data", DATA);
    KeyHandle old = keys.generate("old", DATA.limited(UseLimits.NONE));
    byte[] sealed = keys.encrypt(data, TEXT, TEXT);
    keys.retire(old);
    KeyHandle gone = keys.destroy(keys.generate("gone", DATA));
    List<KeyHandle> before = keys.inventory();

    reopen();
    assertThat(keys.inventory()).isEqualTo(before).hasSize(3);
    assertThat(keys.find(data.ref())).contains(data);
    assertThat(keys.find(old.ref()).orElseThrow().state()).isEqualTo(KeyState.DECRYPT_ONLY);
    assertThat(keys.find(gone.ref()).orElseThrow().state()).isEqualTo(KeyState.DESTROYED);
    assertThat(keys.decrypt(data, sealed, TEXT)).isEqualTo(TEXT);
    refused("key.state", () -> keys.decrypt(gone, sealed, TEXT));
    assertThat(keys.generate("gone", DATA).ref().version()).isEqualTo(2);
  }

  @Test
  void countOfUses_isBookedBeforeTheUse_andSurvives() {
    KeyHandle key = keys.generate("data", DATA.limited(UseLimits.uses(130)));
    keys.encrypt(key, TEXT, TEXT);
    assertThat(keys.used(key)).isEqualTo(64);
    reopen(); // as after a crash: what was booked and not used is lost
    int more = 0;
    try {
      for (; more < 1_000; more++) {
        keys.encrypt(key, TEXT, TEXT);
      }
    } catch (KeyRefusedException e) {
      assertThat(e.code()).isEqualTo("key.exhausted");
    }
    assertThat(more).isEqualTo(130 - 64);
    assertThat(keys.used(key)).isEqualTo(130);
    reopen();
    refused("key.exhausted", () -> keys.encrypt(key, TEXT, TEXT));
  }

  @Test
  void countedKey_usedByManyThreads_isNeverUsedTooOften() throws Exception {
    KeyHandle key = keys.generate("data", DATA.limited(UseLimits.uses(500)));
    AtomicInteger used = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> running =
          IntStream.range(0, 8)
              .<Future<?>>mapToObj(
                  worker ->
                      pool.submit(
                          () -> {
                            try {
                              while (true) {
                                keys.encrypt(key, TEXT, TEXT);
                                used.incrementAndGet();
                              }
                            } catch (KeyRefusedException spent) {
                              return spent.code();
                            }
                          }))
              .toList();
      for (Future<?> each : running) {
        assertThat(each.get()).isEqualTo("key.exhausted");
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(used).hasValue(500);
  }

  /** Whatever is changed of a row: the key does not open. */
  @Test
  void record_thatWasChanged_isDamaged() {
    keys.generate("data", DATA);
    keys.generate("other", DATA);
    for (Map.Entry<String, String> change :
        Map.ofEntries(
                Map.entry("id", "'date'"),
                Map.entry("version", "7"),
                Map.entry("usage", "'K1'"),
                Map.entry("mode", "'N'"),
                Map.entry("algorithm", "'H'"),
                Map.entry("bits", "192"),
                Map.entry("exportability", "'S'"),
                Map.entry("max_uses", "9000000"),
                Map.entry("protect_until", "1814400001"),
                Map.entry("process_until", "9223372036854775807"),
                Map.entry("created", "1"),
                Map.entry("state", "'DECRYPT_ONLY'"),
                Map.entry("sealed", "(select sealed from key_record where id = 'other')"))
            .entrySet()) {
      keys.close();
      List<String> before =
          database.read(
              tx ->
                  tx.list(
                      "select cast(%s as text) from key_record where id = 'data'"
                          .formatted(change.getKey()),
                      row -> row.text(1)));
      change(change.getKey(), change.getValue(), "data");
      refused("key.damaged", this::open);
      String id = change.getKey().equals("id") ? "date" : "data";
      change(change.getKey(), "'" + before.get(0) + "'", id);
      keys = open();
    }
    keys.close();
    change("mode", "'?'", "data");
    refused("key.damaged", this::open);
  }

  private void change(String column, String value, String id) {
    database.change(
        tx -> tx.update("update key_record set %s = %s where id = ?".formatted(column, value), id));
  }

  @Test
  void keys_underAnotherRing_doNotOpen() {
    keys.generate("data", DATA);
    try (SoftwareKeys other = SoftwareKeys.ephemeral(new SecureRandom())) {
      refused(
          "key.unknown",
          () ->
              SoftwareModule.open(
                  database, other, Acknowledgement.KEYS_IN_SOFTWARE, new SecureRandom(), clock));
    }
  }

  @Test
  void rotatedRing_sealsEveryKeyAnewAtTheNextOpening() {
    KeyHandle key = keys.generate("data", DATA);
    byte[] sealed = keys.encrypt(key, TEXT, TEXT);
    KeyId next = ring.rotateSeal(new char[0]);
    reopen();
    List<String> under =
        database.read(tx -> tx.list("select ring_key from key_record", row -> row.text(1)));
    assertThat(under).containsExactly(next.value());
    assertThat(keys.decrypt(key, sealed, TEXT)).isEqualTo(TEXT);
    keys.destroy(key);
    ring.rotateSeal(new char[0]);
    reopen();
    assertThat(keys.inventory()).containsExactly(key.in(KeyState.DESTROYED));
  }

  @Test
  void keysAtRest_areOnlyWrapped() throws Exception {
    try (SecretBytes secret = SecretBytes.copyOf(SECRET)) {
      keys.load("loaded", DATA, secret);
    }
    keys.close();
    database.close();
    int files = 0;
    try (var all = Files.list(folder)) {
      for (Path file : all.toList()) {
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
            .doesNotContain("Zj4!Zj4!")
            .doesNotContainIgnoringCase("5a6a34215a6a3421");
        files++;
      }
    }
    assertThat(files).isPositive();
    database = Database.sqlite(folder.resolve("keys.db"));
    keys = open();
  }

  @Test
  void replacedKey_ofATask_isThereOrNotAfterReopening() {
    KeySpec spec = KeySpec.of(KeyUsage.B1, ModeOfUse.DERIVE, KeyAlgorithm.AES, 128);
    KeyHandle first = keys.generate("register", spec);
    KeyHandle second =
        keys.perform(
            new KeyTask<KeyHandle>() {
              @Override
              public String name() {
                return "replace";
              }

              @Override
              public List<KeyNeed> needs() {
                return List.of(new KeyNeed(first, KeyUse.DERIVE));
              }

              @Override
              public KeyHandle run(Inside inside) {
                inside.destroy(first);
                inside.hold(spec, new byte[16]);
                return inside.keep("register", spec, SECRET.clone());
              }
            });
    reopen();
    assertThat(keys.inventory()).containsExactly(first.in(KeyState.DESTROYED), second);
    assertThat(keys.current("register")).contains(second);
  }

  /** Two modules over one table, as two processes would be: a key ends once. */
  @Test
  void keyThatAnotherProcessDestroyed_isNotDestroyedAgain() {
    KeyHandle key = keys.generate("data", DATA);
    try (Keys other = open()) {
      other.destroy(key);
      refused("key.state", () -> keys.destroy(key));
      refused("key.state", () -> keys.retire(key));
      other.generate("fresh", DATA);
      refused("key.busy", () -> keys.generate("fresh", DATA));
    }
  }

  private void reopen() {
    keys.close();
    keys = open();
  }

  private Keys open() {
    return Keys.in(
        SoftwareModule.open(
            database, ring, Acknowledgement.KEYS_IN_SOFTWARE, new SecureRandom(), clock),
        clock);
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }
}

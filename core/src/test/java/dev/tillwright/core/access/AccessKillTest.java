package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.ChildJvm;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL as soon as an entry about access is durable, mostly before any follower has it: what the
 * journal says is in force when the books are opened again.
 */
@Timeout(120)
class AccessKillTest {
  private static final char[] NONE = {};

  @TempDir Path dir;
  private final TestClock clock = new TestClock(AccessChild.NOW);
  private final Remembered random = new Remembered();
  private char[] code = NONE;

  /** Seeds that a test knows. */
  private static final class Remembered extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private byte[] latest = {};

    @Override
    public void nextBytes(byte[] bytes) {
      super.nextBytes(bytes);
      latest = bytes.clone();
    }
  }

  @BeforeEach
  void people() {
    reopened(
        access -> {
          access.enrolFirst(new Operator("mia", "Mia", "manager"), Door.pin("mia"));
          OperatorSession mia = access.logOn("mia", Door.pin("mia")).orThrow();
          access.enrol(mia, new Operator("meg", "Meg", "supervisor"), Door.pin("meg"));
          access.enrol(mia, new Operator("bob", "Bob", "cashier"), Door.pin("bob"));
          access.enrolCode(mia, "meg").orElseThrow().close();
          code = Totp.USUAL.code(random.latest, Totp.USUAL.step(clock.instant()));
        });
  }

  private void reopened(Consumer<AccessControl> look) {
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = Journal.open(database, "till-01", clock)) {
      look.accept(AccessChild.open(database, journal, clock, random));
    }
  }

  /** Lets the child go on to the entry, kills it there, and tells what was written of that kind. */
  private List<Entry> killedAt(String kind, int howManieth) throws Exception {
    Process child =
        ChildJvm.start(
            ChildJvm.classPath(),
            AccessChild.class,
            dir.resolve("till.db").toString(),
            kind,
            Integer.toString(howManieth),
            new String(code));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.equals("entry")) {
        line = lines.readLine();
      }
      assertThat(line).isEqualTo("entry");
      child.toHandle().destroyForcibly(); // leaves its output readable
      assertThat(child.waitFor()).isEqualTo(137);
    } finally {
      child.toHandle().destroyForcibly();
    }
    List<Entry> written = new ArrayList<>();
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = Journal.open(database, "till-01", clock)) {
      System.out.println("killed at " + journal.headSeq() + ", followers at " + followed(database));
      journal.read(
          1,
          Long.MAX_VALUE,
          it -> {
            if (it.kind().equals(kind)) {
              written.add(it);
            }
          });
    }
    return written;
  }

  private static List<Long> followed(Database database) {
    return database.read(
        tx ->
            tx.list(
                "select seq from follower where name in ('access', 'incidents', 'customers')",
                row -> row.number(1)));
  }

  @Test
  void wrongTries_areCounted_andLockOut() throws Exception {
    assertThat(killedAt(OperatorEntries.REFUSED, 5)).hasSize(5);
    reopened(
        access -> {
          assertThat(access.logOn("bob", Door.pin("bob")))
              .isEqualTo(new LogOn.Refused(AccessRefusal.LOCKED, clock.instant().plusSeconds(30)));
          clock.move(Duration.ofSeconds(30));
          access.logOn("bob", Door.pin("bob")).orThrow();
        });
  }

  @Test
  void whoWasRevoked_isOut() throws Exception {
    assertThat(killedAt(IncidentBook.REVOKED, 1)).hasSize(1);
    reopened(
        access -> {
          assertThat(Door.refusal(access.logOn("bob", Door.pin("bob"))))
              .isEqualTo(AccessRefusal.REVOKED);
          assertThat(access.incidents().isRevoked(Revocable.OPERATOR, "bob")).isTrue();
        });
  }

  @Test
  void anOverride_standsWithBoth_usedItsCode_andLendsNothingToTheNextRun() throws Exception {
    assertThat(killedAt(OperatorEntries.OVERRIDDEN, 1))
        .singleElement()
        .satisfies(
            it -> assertThat(it.payload()).contains("\"operator\":\"bob\"", "\"by\":\"meg\""));
    reopened(
        access -> {
          OperatorSession bob = access.logOn("bob", Door.pin("bob")).orThrow();
          assertThat(Door.refusal(bob.require(Permission.DISCOUNT)))
              .contains(AccessRefusal.NOT_ALLOWED);
          LogOn again =
              access.override(
                  bob, Permission.DISCOUNT, "meg", Door.pin("meg"), code.clone(), "once more");
          assertThat(Door.refusal(again)).isEqualTo(AccessRefusal.CODE_USED);
        });
  }
}

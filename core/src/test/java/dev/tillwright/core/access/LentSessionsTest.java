package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that were lent on, and the room that sessions take. */
class LentSessionsTest {
  private static final char[] NONE = {};

  @TempDir Path dir;
  private Door door;

  /** The books; those who inherit have them elsewhere. */
  Supplier<Database> store() {
    return () -> Database.sqlite(dir.resolve("till.db"));
  }

  @BeforeEach
  void open() {
    door = new Door(store(), it -> it.session(Duration.ofHours(12), Duration.ofHours(2)));
  }

  @AfterEach
  void close() {
    door.close();
  }

  private OperatorSession lend(OperatorSession to, Permission permission) {
    return door.access
        .override(to, permission, "meg", Door.pin("meg"), NONE, "regular customer")
        .orThrow();
  }

  @Test
  void overrideOfAnOverride_endsWithTheSessionThatWasBegun() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    OperatorSession twice = lend(lend(bob, Permission.DISCOUNT), Permission.OPEN_DRAWER);
    assertThat(twice.require(Permission.SELL).isAllowed()).isTrue();
    bob.logOff();
    assertThat(Door.refusal(twice.require(Permission.SELL))).contains(AccessRefusal.ENDED);
  }

  @Test
  void override_doesNotShowAgainWhoTheOtherIs() {
    OperatorSession max = door.enrolled("max", "manager");
    Operator fresh = new Operator("new", "New", "cashier");
    door.clock.move(Duration.ofMinutes(31));
    OperatorSession lent = lend(max, Permission.OPEN_DRAWER);
    assertThat(Door.refusal(door.access.enrol(lent, fresh, NONE)))
        .contains(AccessRefusal.NOT_FRESH);
    assertThat(door.access.reauthenticate(lent, Door.pin("max"), NONE).isAllowed()).isTrue();
    assertThat(door.access.enrol(lent, fresh, NONE).isAllowed()).isTrue();
    // For what she speaks for, it was meg who showed who she is.
    OperatorSession bob = door.enrolled("bob", "cashier");
    door.clock.move(Duration.ofMinutes(31));
    OperatorSession spoken = lend(bob, Permission.MANAGE_OPERATORS);
    assertThat(door.access.enrol(spoken, fresh, NONE).isAllowed()).isTrue();
  }

  @Test
  void sessionsOfWhichNothingWasDone_makeRoom() {
    Sessions sessions = new Sessions(Duration.ofHours(1));
    Instant now = door.clock.instant();
    Operator bob = new Operator("bob", "Bob", "cashier");
    for (int i = 0; i < 1_000; i++) {
      Instant until = now.plus(Duration.ofHours(12));
      sessions.begin(
          new OperatorSession(door.access, sessions.next(), bob, Role.CASHIER, now, until, null));
    }
    assertThat(sessions.hasRoom(now.plus(Duration.ofMinutes(59)))).isFalse();
    assertThat(sessions.hasRoom(now.plus(Duration.ofMinutes(61)))).isTrue();
  }

  @Test
  void overrideWithoutAReason_isRefused_andTheSecretWiped() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    char[] secret = Door.pin("meg");
    assertThatThrownBy(
            () -> door.access.override(bob, Permission.DISCOUNT, "meg", secret, NONE, " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(secret).containsOnly('\0');
  }

  @Test
  void memberWhoseNameNoViewCouldKeep_isRefusedBeforeAnythingIsWritten() {
    OperatorSession meg = door.on("meg");
    long before = door.journal.headSeq();
    char[] pin = "2580".toCharArray();
    Customers customers = door.access.customers();
    assertThatThrownBy(() -> customers.setPin(meg, "m".repeat(65), pin))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(pin).containsOnly('\0');
    assertThatThrownBy(() -> customers.pin(meg, "m\0", "2580".toCharArray()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(door.journal.headSeq()).isEqualTo(before);
  }
}

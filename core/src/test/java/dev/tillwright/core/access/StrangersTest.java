package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever guesses names learns nothing from lock-outs. */
class StrangersTest {
  private static final char[] NONE = {};

  @TempDir Path dir;

  private static LogOn wrong(Door door, String name) {
    return door.access.logOn(name, "wrong".toCharArray());
  }

  @Test
  void aNameOfNobody_isAnsweredAsAKnownOne_tryByTry_alsoAfterARestart() {
    try (Door door = new Door(dir, it -> it.references(new TestIndex()))) {
      door.enrolled("bob", "cashier");
      door.enrolled("cat", "cashier");
      OperatorSession meg = door.on("meg");
      for (int i = 1; i <= 12; i++) {
        if (i == 6 || i == 9) {
          door.restart();
        }
        if (i > 6) {
          door.clock.move(Duration.ofSeconds(i % 2 == 0 ? 31 : 70));
        }
        assertThat(wrong(door, "zed")).as("try " + i).isEqualTo(wrong(door, "bob"));
      }
      assertThat(Door.refusal(wrong(door, "bob"))).isEqualTo(AccessRefusal.LOCKED);
      assertThat(wrong(door, "zed")).isEqualTo(wrong(door, "bob"));
      // Others, known or not, are not touched by it.
      assertThat(wrong(door, "yan")).isEqualTo(wrong(door, "cat"));
      assertThat(Door.refusal(wrong(door, "yan"))).isEqualTo(AccessRefusal.WRONG);
      assertThat(meg.operator().id()).isEqualTo("meg");
      door.journal.read(
          1, Long.MAX_VALUE, it -> assertThat(it.payload()).doesNotContain("zed", "yan"));
    }
  }

  @Test
  void anOverrideByNobody_locksOutAsWell() {
    try (Door door = new Door(dir, it -> it)) {
      OperatorSession bob = door.enrolled("bob", "cashier");
      for (String name : List.of("zed", "meg")) {
        for (int i = 1; i <= 6; i++) {
          LogOn lent =
              door.access.override(
                  bob, Permission.DISCOUNT, name, "wrong".toCharArray(), NONE, "please");
          assertThat(Door.refusal(lent))
              .as(name + " " + i)
              .isEqualTo(i <= 5 ? AccessRefusal.WRONG : AccessRefusal.LOCKED);
        }
      }
    }
  }

  @Test
  void withoutAnIndex_nothingOfANameIsKept_andARestartForgetsItsTries() {
    try (Door door = new Door(dir, it -> it)) {
      for (int i = 0; i < 5; i++) {
        wrong(door, "zed");
      }
      assertThat(Door.refusal(wrong(door, "zed"))).isEqualTo(AccessRefusal.LOCKED);
      String before = door.newest().payload();
      door.restart();
      assertThat(Door.refusal(wrong(door, "zed"))).isEqualTo(AccessRefusal.WRONG);
      assertThat(marks(before, door.newest().payload())).as("another key").hasSize(2);
    }
  }

  private static Set<String> marks(String... payloads) {
    return java.util.Arrays.stream(payloads)
        .map(it -> dev.tillwright.core.json.JsonIn.parse(it).text("nobody"))
        .collect(java.util.stream.Collectors.toSet());
  }

  @Test
  void aRevokedManager_isNoManagerWhoIsLeft() {
    try (Door door = new Door(dir, it -> it)) {
      door.enrolled("mia", "manager");
      OperatorSession meg = door.on("meg");
      Revocation mia = new Revocation(Revocable.OPERATOR, "mia", "left in anger");
      assertThat(door.access.incidents().revoke(meg, mia).isAllowed()).isTrue();
      assertThat(Door.refusal(door.access.retire(meg, "meg"))).contains(AccessRefusal.LAST_MANAGER);
      Operator lower = new Operator("meg", "Meg", "cashier");
      assertThat(Door.refusal(door.access.enrol(meg, lower, Door.pin("meg"))))
          .contains(AccessRefusal.LAST_MANAGER);
      assertThat(door.access.retire(meg, "mia").isAllowed()).isTrue();
    }
  }
}

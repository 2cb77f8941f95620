package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.KeyAges.Key;
import dev.tillwright.core.access.KeyAges.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in the audit: their ends and their counts, exact at the edges. */
class KeyAuditTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final AuditRules RULES =
      AuditRules.usual().keys(Duration.ofDays(366), Duration.ofDays(30));

  @TempDir Path dir;
  private KeyAges ages = KeyAges.none();
  private Door door;
  private OperatorSession meg;

  @BeforeEach
  void open() {
    door = new Door(dir, it -> it.keys(() -> ages.keys()));
    meg = door.on("meg");
  }

  @AfterEach
  void close() {
    door.close();
  }

  private List<Weakness> found() {
    return door.access.weaknesses(meg, RULES).stream()
        .filter(it -> it.what().name().contains("KEY") || it.about().equals("keys"))
        .toList();
  }

  private String kinds(Key key) {
    ages = () -> List.of(key);
    return String.join(" ", found().stream().map(it -> it.what().name()).toList());
  }

  private static Key aged(Duration age) {
    return Key.of("k/1", "MAC", NOW.minus(age));
  }

  private static Key until(Duration from) {
    return aged(Duration.ofDays(1)).limited(new Limits(NOW.plus(from), 0, Long.MAX_VALUE));
  }

  private static Key used(long used, long most) {
    return aged(Duration.ofDays(1)).limited(new Limits(Instant.MAX, used, most));
  }

  @Test
  void age_isExactAtItsEdges() {
    assertThat(kinds(aged(Duration.ofDays(336)))).isEmpty();
    assertThat(kinds(aged(Duration.ofDays(336).plusNanos(1)))).isEqualTo("KEY_SOON_STALE");
    assertThat(kinds(aged(Duration.ofDays(366)))).isEqualTo("KEY_SOON_STALE");
    assertThat(kinds(aged(Duration.ofDays(366).plusNanos(1)))).isEqualTo("STALE_KEY");
    // A clock that was behind when the key was made.
    assertThat(kinds(aged(Duration.ofDays(-5)))).isEmpty();
  }

  @Test
  void cryptoperiod_isExactAtItsEdges_andCountsBeforeTheAge() {
    assertThat(kinds(until(Duration.ofDays(30).plusNanos(1)))).isEmpty();
    assertThat(kinds(until(Duration.ofDays(30)))).isEqualTo("KEY_SOON_STALE");
    assertThat(kinds(until(Duration.ofNanos(1)))).isEqualTo("KEY_SOON_STALE");
    assertThat(kinds(until(Duration.ZERO))).isEqualTo("STALE_KEY");
    assertThat(kinds(until(Duration.ofDays(-400)))).isEqualTo("STALE_KEY");
  }

  @Test
  void uses_areToldFromNineOfTenOn_alsoOfVeryManyAndVeryFew() {
    assertThat(kinds(used(899, 1_000))).isEmpty();
    assertThat(kinds(used(900, 1_000))).isEqualTo("KEY_SOON_USED_UP");
    assertThat(kinds(used(999, 1_000))).isEqualTo("KEY_SOON_USED_UP");
    assertThat(kinds(used(1_000, 1_000))).isEqualTo("KEY_USED_UP");
    assertThat(kinds(used(0, 1))).isEmpty();
    assertThat(kinds(used(1, 1))).isEqualTo("KEY_USED_UP");
    assertThat(kinds(used(1L << 62, Long.MAX_VALUE))).as("any number of uses").isEmpty();
    assertThat(kinds(used(Long.MAX_VALUE - 2, Long.MAX_VALUE - 1))).isEqualTo("KEY_SOON_USED_UP");
  }

  @Test
  void keyThatIsOldAndUsedUp_isTwoFindings_withItsNameItsCheckValueAndItsRemedy() {
    ages =
        () ->
            List.of(
                aged(Duration.ofDays(400))
                    .checked("0A1B2C")
                    .limited(new Limits(Instant.MAX, 2_000, 2_000))
                    .remedied("bring the next one"));
    assertThat(found())
        .extracting(Weakness::toString)
        .containsExactly(
            "STALE_KEY k/1 (KCV 0A1B2C): MAC uses a key since 2025-10-20T08:00:00Z;"
                + " bring the next one",
            "KEY_USED_UP k/1 (KCV 0A1B2C): MAC 2,000 of 2,000 uses are booked;"
                + " bring the next one");
  }

  @Test
  void keeperThatFails_isAFinding_andHidesNoOther() {
    ages =
        () -> {
          throw new TillwrightException("key.timeout", true, "the token does not answer");
        };
    assertThat(found())
        .extracting(Weakness::toString)
        .containsExactly(
            "WEAK_SETTING keys: who keeps the keys does not answer: key.timeout;"
                + " see to it, then audit again");
    assertThat(door.access.weaknesses(meg, RULES)).anyMatch(it -> it.about().equals("meg"));
  }

  @Test
  void severalKeepers_areToldOneAfterTheOther_andNoKeyFitsIntoACheckValue() {
    KeyAges both = ((KeyAges) () -> List.of(used(1, 1))).and(() -> List.of(used(2, 2)));
    assertThat(both.keys()).extracting(it -> it.limits().used()).containsExactly(1L, 2L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> used(1, 1).checked("00112233445566778899AABBCCDDEEFF"))
        .withMessageNotContaining("0011");
  }
}

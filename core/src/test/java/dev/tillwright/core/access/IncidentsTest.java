package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revoked, frozen, and told by a list. */
class IncidentsTest {
  private static final Ed25519Signer OFFICE =
      Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom()));
  private static final Revocation BOB = new Revocation(Revocable.OPERATOR, "bob", "left");

  @TempDir Path dir;
  private Door door;

  /** The books; those who inherit have them elsewhere. */
  Supplier<Database> store() {
    return () -> Database.sqlite(dir.resolve("till.db"));
  }

  @BeforeEach
  void open() {
    door = new Door(store(), it -> it.revocationLists(CheckpointKeys.of(OFFICE.publicKey()), true));
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void revokedOperator_isOutAtTheNextCall_andAfterARestart() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    OperatorSession meg = door.on("meg");
    assertThat(door.access.incidents().revoke(meg, BOB).isAllowed()).isTrue();
    assertThat(Door.refusal(bob.require(Permission.SELL))).contains(AccessRefusal.ENDED);
    assertThat(Door.refusal(door.access.logOn("bob", Door.pin("bob"))))
        .isEqualTo(AccessRefusal.REVOKED);
    door.restart();
    assertThat(Door.refusal(door.access.logOn("bob", Door.pin("bob"))))
        .isEqualTo(AccessRefusal.REVOKED);
    assertThat(door.access.incidents().restore(door.on("meg"), BOB).isAllowed()).isTrue();
    door.on("bob");
  }

  @Test
  void whatWasRevoked_holds_alsoWhereTheCallThatDidItFailedAfterItsEntry() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    door.access.append(
        new dev.tillwright.core.journal.Draft(
            IncidentBook.REVOKED,
            "{\"kind\":\"OPERATOR\",\"id\":\"bob\",\"reason\":\"left\",\"by\":\"meg\"}"));
    door.journal.awaitFollowers(Duration.ofSeconds(20));
    assertThat(Door.refusal(bob.require(Permission.SELL))).contains(AccessRefusal.REVOKED);
    assertThat(door.access.incidents().isRevoked(Revocable.OPERATOR, "bob")).isTrue();
  }

  @Test
  void incidents_needAPermission_andNobodyRevokesHimself() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    Revocation meg = new Revocation(Revocable.OPERATOR, "meg", "spite");
    assertThat(Door.refusal(door.access.incidents().revoke(bob, meg)))
        .contains(AccessRefusal.NOT_ALLOWED);
    assertThat(Door.refusal(door.access.incidents().freeze(bob, "spite")))
        .contains(AccessRefusal.NOT_ALLOWED);
    assertThat(door.access.incidents().issue(bob, OFFICE, 1, Duration.ofDays(1))).isEmpty();
    assertThatThrownBy(() -> door.access.incidents().revoke(door.on("meg"), meg))
        .hasMessageContaining("himself");
  }

  @Test
  void frozenTill_readsAndNothingElse_untilItIsThawed() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    OperatorSession meg = door.on("meg");
    door.access.incidents().freeze(meg, "card reader opened");
    assertThat(Door.refusal(bob.require(Permission.SELL))).contains(AccessRefusal.FROZEN);
    assertThat(Door.refusal(meg.require(Permission.CLOSE_DAY))).contains(AccessRefusal.FROZEN);
    assertThat(meg.require(Permission.REPORT).isAllowed()).isTrue();
    door.restart();
    assertThat(Door.refusal(door.access.logOn("bob", Door.pin("bob"))))
        .isEqualTo(AccessRefusal.FROZEN);
    door.access.incidents().thaw(door.on("meg"), "reader replaced");
    assertThat(door.on("bob").require(Permission.SELL).isAllowed()).isTrue();
  }

  @Test
  void aSignedList_isTakenOnce_andTakesThePlaceOfTheOneBefore() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    Incidents incidents = door.access.incidents();
    assertThat(incidents.take(list(7, 1, List.of(BOB)), "post")).isEmpty();
    assertThat(incidents.list()).isEqualTo(7);
    assertThat(Door.refusal(bob.require(Permission.SELL))).contains(AccessRefusal.ENDED);
    assertThat(incidents.restore(door.on("meg"), BOB).isAllowed()).isTrue();
    assertThat(incidents.isRevoked(Revocable.OPERATOR, "bob")).isTrue();
    Revocation key = new Revocation(Revocable.KEY, "k-1", "leaked");
    assertThat(incidents.take(list(8, 1, List.of(key)), "post")).isEmpty();
    assertThat(incidents.revoked()).containsExactly(key);
    door.restart();
    assertThat(door.access.incidents().revoked()).containsExactly(key);
    door.journal.rebuild("incidents");
    door.journal.awaitFollowers(Duration.ofSeconds(20));
    door.restart();
    assertThat(door.access.incidents().list()).isEqualTo(8);
    door.on("bob");
  }

  private String list(long number, int days, List<Revocation> revoked) {
    return new RevocationList(
            number, door.clock.instant(), door.clock.instant().plus(Duration.ofDays(days)), revoked)
        .signed(OFFICE);
  }

  @Test
  void tamperedExpiredAndRolledBackLists_areRefusedAndRecorded() {
    Incidents incidents = door.access.incidents();
    String right = list(7, 1, List.of(BOB));
    // Whatever character is changed, it is not read.
    CheckpointKeys keys = CheckpointKeys.of(OFFICE.publicKey());
    for (int i = 0; i < right.length(); i++) {
      char other = right.charAt(i) == 'x' ? 'y' : 'x';
      String changed = right.substring(0, i) + other + right.substring(i + 1);
      assertThatThrownBy(() -> RevocationList.read(changed, keys))
          .as("character " + i)
          .isInstanceOfAny(IllegalArgumentException.class, JsonException.class);
    }
    assertThat(incidents.take(right.replace("bob", "bub"), "post")).contains("list.notSigned");
    assertThat(door.newest().payload()).contains("list.notSigned", "post");
    String forged =
        new RevocationList(9, door.clock.instant(), door.clock.instant().plusSeconds(60), List.of())
            .signed(Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom())));
    assertThat(incidents.take(forged, "post")).contains("list.notSigned");
    assertThat(incidents.take("{", "post")).contains("list.notRead");
    assertThat(incidents.take(right, "post")).isEmpty();
    assertThat(incidents.take(right, "post")).contains("list.rolledBack");
    assertThat(incidents.take(list(6, 1, List.of()), "post")).contains("list.rolledBack");
    String old = list(8, 1, List.of());
    door.clock.move(Duration.ofDays(1));
    assertThat(incidents.take(old, "post")).contains("list.expired");
    assertThat(door.newest().payload()).contains("list.expired", "\"number\":8", "post");
    String later = list(9, 1, List.of());
    door.clock.move(Duration.ofHours(-2));
    assertThat(incidents.take(later, "post")).contains("list.notYet");
    assertThat(incidents.isRevoked(Revocable.OPERATOR, "bob")).isTrue();
  }

  @Test
  void aListThatNoEntryCanHold_isNotSigned() {
    List<Revocation> many =
        Collections.nCopies(
            RevocationList.MAX, new Revocation(Revocable.DEVICE, "reader", "x".repeat(100)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list(1, 1, many))
        .withMessageContaining("bytes");
    Incidents incidents = door.access.incidents();
    assertThat(incidents.take(list(1, 1, many.subList(0, 6_000)), "post")).isEmpty();
  }

  @Test
  void aTillWhoseListIsTooOld_isAsFrozen_untilItIsBroughtANewerOne() {
    OperatorSession bob = door.enrolled("bob", "cashier");
    Incidents incidents = door.access.incidents();
    assertThat(incidents.isStale()).isFalse();
    incidents.take(list(1, 1, List.of()), "post");
    door.clock.move(Duration.ofHours(11));
    assertThat(bob.require(Permission.SELL).isAllowed()).isTrue();
    door.clock.move(Duration.ofHours(13));
    assertThat(incidents.isStale()).isTrue();
    assertThat(Door.refusal(door.access.logOn("bob", Door.pin("bob"))))
        .isEqualTo(AccessRefusal.FROZEN);
    incidents.take(list(2, 1, List.of()), "post");
    door.on("bob");
  }

  @Test
  void revokedTerminal_isFrozen_andNotThawedThere() {
    Incidents incidents = door.access.incidents();
    Revocation here = new Revocation(Revocable.TERMINAL, "till-01", "stolen");
    incidents.take(list(1, 1, List.of(here)), "post");
    assertThat(incidents.isFrozen()).isTrue();
    incidents.thaw(door.on("meg"), "give it back");
    assertThat(incidents.isFrozen()).isTrue();
  }

  @Test
  void aList_isMadeOfWhatIsRevokedHere() {
    OperatorSession meg = door.on("meg");
    door.access.incidents().revoke(meg, BOB);
    String text = door.access.incidents().issue(meg, OFFICE, 3, Duration.ofDays(7)).orElseThrow();
    assertThat(door.newest().kind()).isEqualTo("incident.listIssued");
    assertThat(RevocationList.read(text, CheckpointKeys.of(OFFICE.publicKey())).revoked())
        .containsExactly(BOB);
    assertThatThrownBy(() -> door.access.incidents().issue(meg, OFFICE, 4, Duration.ofDays(91)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

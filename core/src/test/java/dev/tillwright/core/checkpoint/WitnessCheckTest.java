package dev.tillwright.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.checkpoint.WitnessFault.What;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a chain that is whole in itself cannot show, and a witness does (B1, A13). */
class WitnessCheckTest {
  private static final int ENTRIES = 60;
  private static final int EVERY = 20;

  @TempDir Path dir;
  private Path file;
  private List<Checkpoint> checkpoints;
  private final List<Witness> slips = new ArrayList<>();

  @BeforeEach
  void write() {
    file = dir.resolve("till.db");
    checkpoints = Books.write(file, ENTRIES, EVERY, Books::payload);
    slips.clear();
    try (Database database = Database.sqliteReadOnly(file)) {
      database.read(
          tx -> {
            tx.each(
                "select seq, hash from journal where kind = 'sale.completed'",
                row ->
                    slips.add(
                        new Witness.Slip(Books.TILL, row.number(1), row.text(2).substring(0, 20))));
            return 0;
          });
    }
  }

  private Path copy(String name) throws IOException {
    return Files.copy(file, dir.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean chainIsWhole(Path file) {
    return JournalVerifier.verify(file, Optional.empty()).ok();
  }

  private static Witness outside(Checkpoint checkpoint) {
    return new Witness.Signed(checkpoint, true);
  }

  @Test
  void anUntouchedJournal_agreesWithAllItsWitnesses() {
    List<Witness> all = new ArrayList<>(slips);
    checkpoints.forEach(checkpoint -> all.add(outside(checkpoint)));
    WitnessReport report = Books.check(file, all);
    assertThat(report.faults()).isEmpty();
    assertThat(report.outside()).isEqualTo(((Witness) slips.get(ENTRIES - 1)).seq());
    assertThat(report.signed()).isEqualTo(checkpoints.get(2).size());
    assertThat(report.entries()).isEqualTo(ENTRIES + checkpoints.size());
  }

  @Test
  void withoutAnyWitness_theReportSaysThatNothingIsKnown() {
    WitnessReport report = Books.check(file, List.of());
    assertThat(report.ok()).isTrue();
    assertThat(report.outside()).isZero();
    assertThat(report.signed()).isEqualTo(checkpoints.get(2).size());
    assertThat(report.statements().get(0)).contains("no witness");
    assertThat(report.statements().get(1))
        .contains("cannot be known")
        .contains("its key was there");
  }

  @Test
  void aTailCutAnywhere_isFoundUpToTheNewestWitness_andNotBeyond() throws IOException {
    Witness newest = slips.get(ENTRIES - 6);
    for (long last = 1; last < ENTRIES + 3; last++) {
      Path cut = copy("cut.db");
      Books.cut(cut, last);
      assertThat(chainIsWhole(cut)).as("the chain alone sees nothing").isTrue();
      WitnessReport report = Books.check(cut, List.of(newest));
      if (last < newest.seq()) {
        assertThat(report.firstFault()).map(WitnessFault::what).contains(What.CUT_OFF);
        assertThat(report.firstFault().orElseThrow().message()).contains("cut off");
      } else {
        assertThat(report.faults()).isEmpty();
        assertThat(report.outside()).isEqualTo(newest.seq());
      }
    }
  }

  @Test
  void aJournalWrittenAnew_isFoundByEverySlipBehindTheChange() {
    for (int changed : new int[] {1, 17, 40, ENTRIES}) {
      Path forged = dir.resolve("forged-" + changed + ".db");
      Books.write(forged, ENTRIES, EVERY, n -> Books.payload(n == changed ? n + 1 : n));
      assertThat(chainIsWhole(forged)).as("a whole new chain").isTrue();
      for (int at = 0; at < ENTRIES; at++) {
        WitnessReport report = Books.check(forged, List.of(slips.get(at)));
        assertThat(report.ok())
            .as("changed " + changed + ", slip " + at)
            .isEqualTo(at + 1 < changed);
      }
      WitnessReport signed = Books.check(forged, List.of(outside(checkpoints.get(2))));
      assertThat(signed.firstFault()).map(WitnessFault::what).contains(What.DIFFERS);
    }
  }

  @Test
  void anOldCopyPutBack_isFound() throws IOException {
    Path old = dir.resolve("old.db");
    Books.write(old, EVERY + 5, EVERY, Books::payload);
    WitnessReport report = Books.check(old, List.of(outside(checkpoints.get(1))));
    assertThat(report.firstFault()).map(WitnessFault::what).contains(What.CUT_OFF);
  }

  @Test
  void aChainMadeAnewByOthers_breaksTheCheckpointsInside() throws IOException {
    // One entry changed and every hash after it computed anew, but without the signing key.
    Path forged = copy("forged.db");
    Rechain.from(forged, 5, "{\"n\":5,\"total\":1}");
    assertThat(chainIsWhole(forged)).isTrue();
    WitnessReport report = Books.check(forged, List.of());
    assertThat(report.faults()).hasSize(3);
    assertThat(report.firstFault()).map(WitnessFault::what).contains(What.DIFFERS);
  }

  @Test
  void aChangedTreeUnderAWholeHead_isFound() throws IOException {
    // The hash of the covered end is right, a hash in the middle is not: only the tree tells.
    Path forged = copy("forged.db");
    Books.sql(forged, "update journal set hash = '" + "a".repeat(64) + "' where seq = 5");
    WitnessReport report = Books.check(forged, List.of(outside(checkpoints.get(0))));
    assertThat(report.firstFault()).map(WitnessFault::what).contains(What.TREE_DIFFERS);
    assertThat(chainIsWhole(forged)).isFalse();
  }

  @Test
  void checkpointsOfOtherKeysOrChanged_areNotBelieved() {
    Checkpoint good = checkpoints.get(0);
    Checkpoint changed = Checkpoint.parse(good.toJson().replace("08:26", "08:27"));
    assertThat(Books.check(file, List.of(outside(changed))).firstFault())
        .map(WitnessFault::what)
        .contains(What.BAD_SIGNATURE);
    Checkpoint theirs =
        Checkpoint.sign(
            Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom())),
            Books.TILL,
            1,
            good.size(),
            Books.CLOCK.instant(),
            good.head(),
            good.root(),
            good.previous());
    assertThat(Books.check(file, List.of(outside(theirs))).firstFault())
        .map(WitnessFault::what)
        .contains(What.UNKNOWN_KEY);
    try (Database database = Database.sqliteReadOnly(file)) {
      WitnessReport plain =
          WitnessCheck.check(database, Books.TILL, List.of(outside(good)), CheckpointKeys.of());
      assertThat(plain.ok()).isTrue();
      assertThat(plain.outside()).isEqualTo(good.size());
      assertThat(plain.signed()).isZero();
    }
  }

  @Test
  void behindABrokenPlace_nothingIsConfirmed() throws IOException {
    Path broken = copy("broken.db");
    Books.sql(broken, "delete from journal where seq = 10");
    WitnessReport report = Books.check(broken, List.of(slips.get(4), slips.get(30)));
    assertThat(report.outside()).isEqualTo(5);
    assertThat(report.faults())
        .extracting(WitnessFault::what)
        .contains(What.BROKEN_BEFORE)
        .doesNotContain(What.CUT_OFF);
  }

  @Test
  void slips_areReadAsTheyArePrinted() {
    String hash = "3f2a91bc04de77a1c0de" + "0".repeat(44);
    Witness.Slip typed = Witness.Slip.parse("till-01/3/1742 3f2a-91bc-04de-77a1-c0de");
    assertThat(typed).isEqualTo(new Witness.Slip("till-01", 3, 1742, "3f2a91bc04de77a1c0de"));
    assertThat(Witness.Slip.parse("tillwright:1/till-01/3/1742/" + hash).hash()).isEqualTo(hash);
    for (String bad :
        List.of("", "till-01/3/1742", "till-01/3/0 " + hash, "till-01/3/1742 3f2a", "a/b/c/d/e")) {
      assertThatThrownBy(() -> Witness.Slip.parse(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

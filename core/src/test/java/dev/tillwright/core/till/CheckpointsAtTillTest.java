package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.CheckpointPolicy;
import dev.tillwright.core.checkpoint.CheckpointSigner;
import dev.tillwright.core.checkpoint.Checkpoints;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.checkpoint.WitnessCheck;
import dev.tillwright.core.checkpoint.WitnessReport;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.receipt.Proof;
import dev.tillwright.core.report.DayTotals;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A till signs the head of its books, and what leaves it speaks for them (A13, B1). */
class CheckpointsAtTillTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final Signer signer = new Signer();

  @Test
  void openingSigns_andTheDayClose_coversItsOwnEntry() {
    try (Bench bench = new Bench(folder, it -> it.checkpoints(signer))) {
      assertThat(bench.kinds()).contains(Checkpoint.KIND);
      bench.cash(bench.sale("2.00"));
      DayTotals closed = bench.till.closeDay(bench.manager);

      ClosedDay day = bench.till.safekeeping().closedDay(bench.manager, 1).orElseThrow();
      assertThat(day.totals()).isEqualTo(closed);
      Entry z = entry(bench, DayTotals.KIND);
      assertThat(day.proof().matches(z)).isTrue();
      Checkpoint checkpoint = day.checkpoint().orElseThrow();
      assertThat(checkpoint.size()).isGreaterThanOrEqualTo(z.seq());
      assertThat(CheckpointKeys.of(signer.publicKey()).verifies(checkpoint)).isTrue();
      assertThat(bench.till.safekeeping().closedDay(bench.manager, 2)).isEmpty();
    }
  }

  @Test
  void slipAndCheckpoint_confirmTheBooks_andShowAnEntryThatWasChanged() {
    Proof slip;
    Checkpoint kept;
    try (Bench bench = new Bench(folder, it -> it.checkpoints(signer))) {
      CompletedSale sale = bench.cash(bench.sale("2.00"));
      assertThat(bench.slip(sale)).contains("till-01/1/");
      slip = Proof.of(entry(bench, CompletedSale.KIND));
      bench.cash(bench.sale("3.00"));
      kept = bench.till.safekeeping().checkpoint().orElseThrow();
      assertThat(bench.till.safekeeping().checkpoint()).as("nothing came since").contains(kept);
    }
    List<Witness> witnesses =
        List.of(
            Witness.Slip.parse(slip.place() + " " + slip.code()),
            Witness.Slip.parse(slip.qr()),
            new Witness.Signed(Checkpoint.parse(kept.toJson()), true));

    assertThat(check(witnesses).ok()).isTrue();
    assertThat(check(witnesses).outside()).isEqualTo(kept.size());

    try (Database books = Database.sqlite(folder.resolve("till.db"))) {
      books.change(
          tx ->
              tx.update(
                  "update journal set hash = replace(hash, substr(hash, 1, 2), 'zz') where seq = ?",
                  slip.seq()));
    }
    assertThat(check(witnesses).faults()).hasSizeGreaterThanOrEqualTo(witnesses.size());
  }

  private WitnessReport check(List<Witness> witnesses) {
    try (Database books = Database.sqliteReadOnly(folder.resolve("till.db"))) {
      return WitnessCheck.check(books, "till-01", witnesses, CheckpointKeys.of(signer.publicKey()));
    }
  }

  @Test
  void withoutASigner_nothingIsSigned_andTheDayCloses() {
    try (Bench bench = new Bench(folder)) {
      bench.cash(bench.sale("2.00"));
      bench.till.closeDay(bench.manager);
      assertThat(bench.till.safekeeping().checkpoint()).isEmpty();
      assertThat(bench.till.safekeeping().closedDay(bench.manager, 1).orElseThrow().checkpoint())
          .isEmpty();
      assertThat(bench.kinds()).doesNotContain(Checkpoint.KIND);
    }
  }

  @Test
  void aKeyOutOfReach_isAnAlarm_andTheDayIsSignedWhenItIsBack() {
    try (Bench bench = new Bench(folder, it -> it.checkpoints(signer))) {
      bench.cash(bench.sale("2.00"));
      signer.away = true;
      bench.till.closeDay(bench.manager);

      assertThat(bench.till.safekeeping().closedDay(bench.manager, 1).orElseThrow().checkpoint())
          .isEmpty();
      assertThat(bench.till.monitor().standing()).extracting(Alarm::code).contains(Notary.FAILED);
      assertThatThrownBy(() -> bench.till.safekeeping().checkpoint())
          .isInstanceOfSatisfying(
              TillwrightException.class, e -> assertThat(e.code()).isEqualTo("checkpoint.key"));

      signer.away = false;
      Optional<Checkpoint> late = bench.till.safekeeping().checkpoint();
      assertThat(bench.till.safekeeping().closedDay(bench.manager, 1).orElseThrow().checkpoint())
          .isEqualTo(late);
      assertThat(bench.till.monitor().standing()).isEmpty();
    }
  }

  @Test
  void inTheBackground_whatComesTogetherIsSigned() throws InterruptedException {
    CheckpointPolicy policy = new CheckpointPolicy(2, Duration.ofDays(1));
    try (Bench bench = new Bench(folder, it -> it.checkpoints(signer, policy).background(true))) {
      bench.cash(bench.sale("2.00"));
      long sold = entry(bench, CompletedSale.KIND).seq();
      long end = System.nanoTime() + SOON.toNanos();
      while ((covering(bench, sold).isEmpty() || unsigned(bench) > 2) && System.nanoTime() < end) {
        Thread.sleep(20); // the view may know of a checkpoint before the gauge does
      }
      assertThat(covering(bench, sold)).isPresent();
      assertThat(unsigned(bench)).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void aKeyThatHangs_keepsNobodyWaiting() {
    CountDownLatch hang = new CountDownLatch(1);
    try (Database books = Database.sqlite(folder.resolve("till.db"));
        Journal journal = Journal.open(books, "till-01", Clock.systemUTC())) {
      journal.follow(new CheckpointBook());
      journal.append(new Draft("till.noted", "{}"), SOON);
      signer.hang = hang;
      Monitor monitor = new Monitor(Clock.systemUTC());
      Notary notary =
          new Notary(
              journal,
              signer,
              Checkpoints.open(journal, signer, Clock.systemUTC(), SOON),
              CheckpointPolicy.usual(),
              Duration.ofMillis(20),
              monitor);
      notary.dayClosed();
      assertThat(monitor.standing()).extracting(Alarm::code).containsExactly(Notary.FAILED);
      assertThat(monitor.read()).containsEntry("checkpoint.unsigned", 1L);
      hang.countDown();
      notary.close();
    }
  }

  @Test
  void anOldCopyPutBack_isNotOpened_besideWhatWasKept() throws IOException {
    try (Bench bench = new Bench(folder, it -> it.checkpoints(signer))) {
      bench.cash(bench.sale("2.00"));
    }
    Path books = folder.resolve("till.db");
    byte[] old = Files.readAllBytes(books);
    Witness kept;
    try (Bench bench = new Bench(folder, it -> it.checkpoints(signer))) {
      bench.cash(bench.sale("3.00"));
      kept = new Witness.Signed(bench.till.safekeeping().checkpoint().orElseThrow(), true);
    }
    new Bench(folder, it -> it.witnesses(kept)).close();
    Files.write(books, old);
    assertThatThrownBy(() -> new Bench(folder, it -> it.witnesses(kept)).close())
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("journal.older"))
        .hasMessageContaining(kept.label());
  }

  @Test
  void booksThatAreNotThoseOfTheirCheckpoint_areNotOpened() {
    Checkpoint kept;
    try (Bench bench = new Bench(folder, it -> it.checkpoints(signer))) {
      kept = bench.till.safekeeping().checkpoint().orElseThrow();
      bench.till.journal().awaitFollowers(SOON);
    }
    try (Database books = Database.sqlite(folder.resolve("till.db"))) {
      books.change(
          tx ->
              tx.update(
                  "update checkpoint set payload = replace(payload, ?, ?)",
                  kept.head(),
                  "f".repeat(64)));
    }
    assertThatThrownBy(() -> new Bench(folder, it -> it.checkpoints(signer)).close())
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("journal.broken"));
  }

  private static long unsigned(Bench bench) {
    return Objects.requireNonNull(bench.till.monitor().read().get("checkpoint.unsigned"));
  }

  private static Optional<Checkpoint> covering(Bench bench, long seq) {
    return bench.till.journal().database().read(tx -> CheckpointBook.covering("till-01", seq, tx));
  }

  private static Entry entry(Bench bench, String kind) {
    return bench.entries().stream().filter(it -> it.kind().equals(kind)).findFirst().orElseThrow();
  }

  /** A key that can be out of reach. */
  private static final class Signer implements CheckpointSigner {
    private final Ed25519Signer pair = Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom()));
    private volatile boolean away;
    private volatile CountDownLatch hang = new CountDownLatch(0);

    @Override
    public PublicKey publicKey() {
      return pair.publicKey();
    }

    @Override
    public byte[] sign(byte[] message) {
      try {
        hang.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (away) {
        throw new TillwrightException("checkpoint.key", true, "the key is out of reach");
      }
      return pair.sign(message);
    }
  }
}

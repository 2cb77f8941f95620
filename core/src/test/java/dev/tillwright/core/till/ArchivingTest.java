package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.backup.Retention;
import dev.tillwright.core.backup.Retention.Purpose;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.dispute.CaseFile;
import dev.tillwright.core.dispute.CaseState;
import dev.tillwright.core.journal.Archived;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.till.UpdateReadiness.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a till may move into an archive, and what keeps it from that (B13). */
class ArchivingTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Retention SHORT =
      Retention.usual()
          .with(Purpose.REFUND, Duration.ofDays(30))
          .with(Purpose.DISPUTE, Duration.ofDays(60))
          .with(Purpose.REPORT, Duration.ofDays(10));

  @TempDir Path folder;
  private volatile Instant now = Instant.parse("2025-03-03T10:15:30Z");
  private final Ed25519Signer signer = Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom()));
  private Path archives;
  private Path backups;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    archives = Files.createDirectory(folder.resolve("archives"));
    backups = Files.createDirectory(folder.resolve("backups"));
    bench =
        new Bench(
            folder, it -> it.clock(new Moving()).checkpoints(signer).archives(archives, SHORT));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private final class Moving extends Clock {
    @Override
    public ZoneId getZone() {
      return Bench.LONDON;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(instant(), zone);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** Days go by, with so much to write that the oldest entries are no longer among the newest. */
  private void later(int days) {
    now = now.plus(Duration.ofDays(days));
    bench
        .till
        .journal()
        .append(Collections.nCopies(1_010, new Draft("test.noise", "{\"n\":1}")), SOON);
    bench.reopen();
  }

  private Safekeeping safekeeping() {
    return bench.till.safekeeping();
  }

  private Optional<Archived> archive() {
    return safekeeping().archive(bench.manager);
  }

  @Test
  void closedDays_goAfterTheirRetention_andTheirSalesAreStillFoundAndTakenBack() {
    CompletedSale sale = bench.cash(bench.pens(2));
    String slip = bench.slip(sale);
    bench.till.closeDay(bench.manager);
    later(61);
    assertThat(archive()).as("it is in one place alone").isEmpty();
    assertThat(safekeeping().archiveLine().held()).anyMatch(it -> it.contains("in a backup"));
    safekeeping().backup(bench.manager, backups);

    Archived moved = archive().orElseThrow();
    assertThat(bench.kinds()).contains(Archived.KIND);
    assertThat(archives.resolve(moved.file())).exists();
    assertThat(bench.slip(sale)).isEqualTo(slip);
    assertThat(bench.till.find(sale.id())).isPresent();
    bench.till.journal().rebuild("sales");
    bench.till.journal().awaitFollowers(SOON);
    bench.reopen();
    assertThat(bench.slip(sale)).isEqualTo(slip);
    assertThat(safekeeping().deleteOldestArchive(bench.manager)).as("law").isEmpty();
  }

  @Test
  void youngDays_openSalesAndOpenCases_keepWhatTheyNeed() {
    CompletedSale disputed = bench.cash(bench.pens(1));
    bench.till.closeDay(bench.manager);
    long z = bench.till.journal().headSeq();
    Ticket aside = bench.sale("2.00");
    aside.suspend("until they come back");
    bench.till.closeDay(bench.manager);
    later(59);
    safekeeping().backup(bench.manager, backups);
    assertThat(safekeeping().archiveLine().seq()).as("disputes may come").isZero();
    later(2);
    assertThat(safekeeping().archiveLine().seq()).isBetween(z - 5, z + 3);
    assertThat(safekeeping().archiveLine().held())
        .anyMatch(it -> it.contains("the sale " + aside.id() + " is open"));

    CaseFile opened =
        bench.till.cases(bench.manager).open(CaseDeskTest.complaint(disputed.id(), ""));
    assertThat(safekeeping().archiveLine().seq()).isLessThan(z - 2);
    assertThat(safekeeping().archiveLine().held())
        .anyMatch(it -> it.contains("the case " + opened.id() + " is open"));
    bench.till.cases(bench.manager).move(opened.id(), CaseState.WITHDRAWN, "settled");
    assertThat(safekeeping().archiveLine().seq()).isBetween(z - 5, z + 3);
  }

  @Test
  void withoutAFolder_orTheFileItself_itSaysSo() throws IOException {
    bench.cash(bench.pens(1));
    bench.till.closeDay(bench.manager);
    later(61);
    safekeeping().backup(bench.manager, backups);
    Archived moved = archive().orElseThrow();
    assertThat(finding().back()).isEqualTo(UpdateReadiness.Verdict.OK);
    Files.move(archives.resolve(moved.file()), folder.resolve("away"));
    assertThat(finding().back()).isEqualTo(UpdateReadiness.Verdict.NOT_READY);
    assertThat(finding().sentence()).contains(moved.file());
    try (Bench plain = new Bench(Files.createDirectory(folder.resolve("plain")))) {
      assertThatThrownBy(() -> plain.till.safekeeping().archive(plain.manager))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("no folder");
    }
  }

  private UpdateReadiness.Finding finding() {
    List<UpdateReadiness.Finding> all = safekeeping().updateReadiness().findings();
    return all.stream().filter(it -> it.what() == What.ARCHIVES).findFirst().orElseThrow();
  }
}

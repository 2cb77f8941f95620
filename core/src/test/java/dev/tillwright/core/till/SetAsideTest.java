package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sale whose entries do not go together keeps no till shut. */
class SetAsideTest {
  @TempDir Path folder;

  private void write(Draft... drafts) {
    Clock then = Clock.fixed(Instant.parse("2025-03-03T10:15:30Z"), ZoneOffset.UTC);
    try (Database database = Database.sqlite(folder.resolve("till.db"));
        Journal journal = Journal.open(database, "till-01", then)) {
      journal.append(List.of(drafts), Duration.ofSeconds(20));
    }
  }

  @Test
  void aSaleThatDoesNotReplay_isSetAside_andTheTillOpensWithTheOthers() {
    SaleId broken;
    SaleId unread;
    SaleId good;
    try (Bench bench = new Bench(folder)) {
      broken = bench.pens(1).id();
      unread = bench.pens(1).id();
      good = bench.pens(2).id();
      bench.till.journal().awaitFollowers(Duration.ofSeconds(20));
    }
    // As a program wrote them that lost what came before: a tender goes that never came.
    write(
        SaleEvents.toDraft(new SaleEvent.TenderRemoved(broken, "till-01/1/99")),
        new Draft("sale.lineVoided", "{\"sale\":\"" + unread + "\",\"line\":\"none\"}"));

    try (Bench bench = new Bench(folder)) {
      Recovery recovery = bench.till.recovery();
      assertThat(recovery.aside()).containsExactly(broken, unread);
      assertThat(recovery.open()).containsExactly(good);
      assertThat(recovery.sentence()).endsWith("1 open, 2 set aside for a person");
      assertThat(bench.till.monitor().standing())
          .filteredOn(it -> it.code().equals("sale.setAside"))
          .extracting(Alarm::subject)
          .containsExactlyInAnyOrder(broken.toString(), unread.toString());
      assertThat(bench.entries())
          .filteredOn(it -> it.kind().equals("recovery.setAside"))
          .extracting(it -> JsonIn.parse(it.payload()).text("sale"))
          .containsExactly(broken.toString(), unread.toString());
      assertThatThrownBy(() -> bench.till.resume(bench.manager, broken))
          .isInstanceOf(RefusedException.class);
      bench.cash(bench.till.resume(bench.manager, good));
      bench.cash(bench.pens(1));

      bench.reopen();
      assertThat(bench.till.recovery().aside()).containsExactly(broken, unread);
      assertThat(bench.kinds().stream().filter("recovery.setAside"::equals)).hasSize(2);
      assertThat(bench.till.closeDay(bench.manager).currencies().get(0).gross())
          .isEqualTo(Bench.pounds("37.50"));
    }
  }
}

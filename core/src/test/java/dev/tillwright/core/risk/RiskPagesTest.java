package dev.tillwright.core.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.Situation;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.shop.Month;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month of acts is read page by page, and decided about as if it had been read at once. */
class RiskPagesTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Instant NOW = Instant.parse("2025-03-03T10:15:30Z");

  @TempDir Path folder;

  private Journal journal(Database database) {
    Journal journal = Journal.open(database, "till-1", Clock.fixed(NOW, ZoneOffset.UTC));
    journal.follow(new RiskBook());
    return journal;
  }

  @Test
  void pages_areBounded_andTogetherAreAllActs_whereverTheyEnd() {
    try (Database database = Database.sqlite(folder.resolve("till.db"));
        Journal journal = journal(database)) {
      List<Draft> drafts = new ArrayList<>();
      for (Entry entry : Month.of(11, 2, 12, 0.3).entries()) {
        drafts.add(new Draft(entry.kind(), entry.payload()));
      }
      journal.append(drafts, SOON);
      journal.awaitFollower(RiskBook.NAME, journal.headSeq(), SOON);
      List<Act> all = new ArrayList<>();
      database.read(
          tx -> {
            RiskBook.acts("till-1", 0, all::add, tx);
            return 0;
          });
      long mostOfOne = all.stream().mapToLong(it -> parts(all, it.seq())).max().orElse(0);
      assertThat(mostOfOne).as("an entry may be several acts").isGreaterThan(1);
      for (int most : new int[] {1, 2, 3, 7, all.size(), all.size() + 1}) {
        List<Act> paged = new ArrayList<>();
        List<Act> page;
        do {
          long after = paged.isEmpty() ? 0 : paged.get(paged.size() - 1).seq();
          page = database.read(tx -> RiskBook.page("till-1", after, most, tx));
          assertThat((long) page.size()).isLessThan(most + mostOfOne);
          paged.addAll(page);
        } while (page.size() >= most);
        assertThat(paged).isEqualTo(all);
      }
    }
  }

  private static long parts(List<Act> all, long seq) {
    return all.stream().filter(it -> it.seq() == seq).count();
  }

  @Test
  void aFirstLook_countsAllPages() {
    int openings = 2 * RiskCheck.PAGE;
    RiskRules rules =
        RiskRules.parse(
            """
            {"schema": 1, "set": "s", "version": 1, "status": "APPROVED", "zone": "Europe/London",
             "currency": "GBP",
             "measures": [{"id": "d", "by": ["OPERATOR"], "over": "PT8H", "kinds": ["DRAWER"]}],
             "rules": [{"id": "often", "version": 1, "on": ["DRAWER"],
               "when": {"type": "count", "measure": "d", "atLeast": %d},
               "then": {"outcome": "BLOCK"}, "text": "Often."}]}
            """
                .formatted(openings + 1));
    try (Database database = Database.sqlite(folder.resolve("till.db"));
        Journal journal = journal(database)) {
      Draft opening =
          new Draft(
              "drawer.opening", "{\"operator\":\"ann\",\"currency\":\"GBP\",\"reason\":\"r\"}");
      List<Draft> drafts = new ArrayList<>();
      for (int i = 1; i < openings; i++) {
        drafts.add(opening);
      }
      journal.append(drafts, SOON);
      RiskCheck check = RiskCheck.of(journal, rules, SOON);
      Situation next =
          Situation.of(
                  dev.tillwright.core.access.Act.OPEN_DRAWER,
                  "till-1",
                  new Operator("ann", "Ann", "cashier"),
                  NOW,
                  Money.zero(Currency.getInstance("GBP")))
              .build();
      assertThat(check.decide(next).isAllowed()).isTrue();
      journal.append(opening, SOON);
      assertThat(check.decide(next).isAllowed()).isFalse();
      check.use(rules); // a first look again
      assertThat(check.decide(next).isAllowed()).isFalse();
    }
  }
}

package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of every kind of entry, under random terms: the ledger's balances at every
 * instant, its lots and what counts for tiers are those of a naive ledger, and its accounts add up
 * to zero. {@code -Dhistory.only=9715} plays that one alone, {@code -Dhistory.from=9715} so many
 * from there on.
 */
class NaiveLedgerTest {
  private static final long SEED = Long.getLong("loyalty.seed", 20_261_126L);
  private static final List<String> MEMBERS = List.of("m-1", "m-2");
  private static final int BATCH = 100;

  @TempDir Path dir;

  @Test
  void randomHistories_areThoseOfTheNaiveLedger() {
    play(Integer.getInteger("loyalty.histories", 5_000));
  }

  /** {@code mvn verify -Pcampaign -pl loyalty -am -Dcampaign.run=points}. */
  @Test
  @Tag("campaign-points")
  void campaign_ofRandomHistories() {
    play(Integer.getInteger("campaign.histories", 200_000));
  }

  private void play(int histories) {
    int start = Integer.getInteger("history.only", Integer.getInteger("history.from", 0));
    int end = start + (Integer.getInteger("history.only") == null ? histories : 1);
    System.out.println("naive ledger: seed " + SEED + ", histories " + start + " to " + end);
    PointsLedger ledger = new PointsLedger();
    long entries = 0;
    try (Database database = Database.sqlite(dir.resolve("ledger.db"))) {
      database.migrate(ledger.name(), ledger.migrations());
      for (int from = start; from < end; from += BATCH) {
        int first = from;
        int last = Math.min(end, from + BATCH);
        entries +=
            database.write(
                tx -> {
                  long applied = 0;
                  for (int number = first; number < last; number++) {
                    applied += play(tx, ledger, number);
                  }
                  return applied;
                });
      }
    }
    System.out.println("naive ledger: " + entries + " entries agree");
  }

  private static int play(Tx tx, PointsLedger ledger, int number) {
    SplittableRandom random = new SplittableRandom(SEED + number);
    Histories history = new Histories(random, "t1", MEMBERS);
    int steps = 4 + random.nextInt(10);
    for (int step = 0; step < steps; step++) {
      history.step();
    }
    ledger.reset(tx);
    for (Entry entry : history.entries) {
      ledger.apply(entry, tx);
    }
    String which = "history " + number + " of seed " + SEED;
    for (Map.Entry<Instant, Map<String, Balance>> seen : history.seen.entrySet()) {
      seen.getValue()
          .forEach(
              (member, balance) ->
                  assertThat(new AsOf(tx, new Owner("club", member), seen.getKey()).balance())
                      .as("%s, %s at %s", which, member, seen.getKey())
                      .isEqualTo(balance));
    }
    for (String member : MEMBERS) {
      assertThat(lots(tx, member))
          .as("%s, lots of %s", which, member)
          .isEqualTo(lots(history, member));
      assertThat(counts(tx, member))
          .as("%s, what counts of %s", which, member)
          .isEqualTo(history.naive.counts(member));
    }
    assertThat(
            tx.first("select coalesce(sum(points), 0) from ledger_account", row -> row.number(1)))
        .as(which)
        .contains(0L);
    assertThat(
            tx.first(
                "select count(*) from (select m.member from ledger_member m"
                    + " where m.debt < 0 or m.debt + coalesce((select sum(points) from"
                    + " ledger_account a where a.member = m.member and a.program = m.program and"
                    + " a.account in ('AVAILABLE', 'PENDING')), 0) <> coalesce((select"
                    + " sum(remaining) from ledger_lot l where l.member = m.member"
                    + " and l.program = m.program), 0)) as wrong",
                row -> row.number(1)))
        .as("%s: every point is in a lot or owed", which)
        .contains(0L);
    return history.entries.size();
  }

  private static Counts counts(Tx tx, String member) {
    return tx.first(
            "select coalesce(sum(spend), 0), coalesce(sum(points), 0), coalesce(sum(visits), 0)"
                + " from ledger_qualify where program = 'club' and member = ?",
            row -> new Counts(row.number(1), row.number(2), row.number(3)),
            member)
        .orElse(Counts.NOTHING);
  }

  private static List<String> lots(Tx tx, String member) {
    return Lots.list(tx, "where program = 'club' and member = ?", member).stream()
        .map(lot -> lot.id() + " " + lot.expires() + " " + lot.remaining() + " " + lot.expired())
        .sorted()
        .toList();
  }

  private static List<String> lots(Histories history, String member) {
    NaiveLedger.Person person = history.naive.people.get(member);
    return person == null
        ? List.of()
        : person.bags.stream()
            .map(bag -> bag.id + " " + bag.end + " " + bag.left + " " + bag.gone)
            .sorted()
            .toList();
  }
}

package dev.tillwright.loyalty.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.Baskets;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.engine.Shopper;
import dev.tillwright.loyalty.ledger.Counts;
import dev.tillwright.loyalty.ledger.LedgerEntries;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.PointsLedger;
import dev.tillwright.loyalty.program.Program;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiers from a real journal, and what the engine makes of them (row E8). */
class TiersTest {
  private static final Instant JUNE = Instant.parse("2025-06-04T14:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path dir;

  private static Program program(String reached) {
    return Programs.of(
        "EUR",
        "'tiers':{'by':'SPEND','window':{'type':'CALENDAR_YEAR'},'reached':'"
            + reached
            + "','base':'BASIC','levels':[{'id':'GOLD','from':'100.00'}]},",
        "{'id':'spend','scope':'BASKET','then':"
            + "[{'type':'earnPerAmount','points':'1','per':'1.00'}]},"
            + "{'id':'gold','scope':'BASKET','when':{'type':'in','field':'member.tier','values':"
            + "['GOLD']},'then':[{'type':'multiply','factor':'2','of':['spend']}]}");
  }

  /** 95.00 before, then a sale of 20.00: 5.00 to the threshold and 15.00 above it. */
  @ParameterizedTest
  @CsvSource({"BEFORE,20", "SPLIT,35", "AFTER,40"})
  void saleThatReachesATier_isScoredByThePolicy(String reached, long points) {
    Program program = program(reached);
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = Journal.open(database, "till-01", Clock.fixed(JUNE, ZoneOffset.UTC))) {
      journal.follow(new PointsLedger());
      Tiers tiers = new Tiers(new LedgerQueries(database));
      assertThat(tiers.standing("m-1", JUNE)).as("nothing is adopted yet").isEmpty();
      assertThat(tiers.shopper("m-1", JUNE)).isEqualTo(Shopper.of("m-1"));
      journal.append(
          List.of(
              LedgerEntries.Adopted.of(program).draft(),
              new LedgerEntries.Granted(
                      "old", "", "m-1", "old system", List.of(), new Counts(9_500, 0, 0))
                  .draft()),
          PATIENCE);
      journal.awaitFollowers(PATIENCE);
      Standing standing = tiers.standing("m-1", JUNE).orElseThrow();
      assertThat(standing.tier()).isEqualTo("BASIC");
      assertThat(standing.above()).containsExactly(new Standing.Reach("GOLD", 500));
      assertThat(tiers.changes("m-1", JUNE)).isEmpty();
      PointsEngine engine = PointsEngine.of(program).circumstances(tiers.circumstances()).build();
      PointsQuote quote = engine.quote(Baskets.in("EUR").line("a", "", "1", "20.00").request());
      assertThat(quote.points()).isEqualTo(points);
      assertThat(engine.quote(Baskets.in("EUR").line("a", "", "1", "4.99").request()).points())
          .as("just below")
          .isEqualTo(4);
    }
  }
}

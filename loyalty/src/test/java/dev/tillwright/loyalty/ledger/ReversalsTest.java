package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.program.Terms;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Returns that are undone, and done again, whatever it was that they moved (R3). */
class ReversalsTest {
  private static final Instant MARCH = Instant.parse("2025-03-01T12:00:00Z");

  @TempDir Path dir;
  private final PointsLedger follower = new PointsLedger();
  private Database database;
  private LedgerQueries ledger;
  private long seq;

  @BeforeEach
  void open() {
    database = Database.sqlite(dir.resolve("ledger.db"));
    database.migrate(follower.name(), follower.migrations());
    ledger = new LedgerQueries(database);
    apply(new LedgerEntries.Adopted(Histories.sheet(Terms.PLAIN)).draft());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void apply(Draft draft) {
    Entry entry = new Entry("t1", 1, ++seq, MARCH, draft.kind(), draft.payload(), "", "");
    database.change(tx -> follower.apply(entry, tx));
  }

  /** Two units on line 1 that earned nothing, one on line 2 that earned so much; 15.00 in all. */
  private CompletedSale sell(long points) {
    CompletedSale sale =
        Histories.sold(
            new SaleId("t1", 1, seq + 1),
            "m-1",
            new TreeMap<>(Map.of(1, new long[] {0, 2}, 2, new long[] {points, 1})),
            "",
            0);
    apply(sale.toDraft());
    return sale;
  }

  private String back(CompletedSale of, Map<Integer, Long> quantities, long withheld) {
    CompletedSale back =
        Histories.cameBack(new SaleId("t1", 1, seq + 1), of, quantities, 0, withheld);
    apply(back.toDraft());
    return back.id().toString();
  }

  private void reverse(String key, String of) {
    LedgerEntries.Reversed reversed = new LedgerEntries.Reversed(key, of);
    apply(reversed.draft());
    assertThat(ledger.outcome(reversed)).as(key).contains(Outcome.DONE);
  }

  private void refused(String key, String of) {
    LedgerEntries.Reversed reversed = new LedgerEntries.Reversed(key, of);
    apply(reversed.draft());
    assertThat(ledger.outcome(reversed)).as(key).contains(Outcome.REFUSED);
    assertThat(ledger.conflicts()).extracting(Conflict::what).contains("reversal.refused");
  }

  private Balance balance() {
    return ledger.balance("m-1", MARCH);
  }

  private Counts counts() {
    long spend = 0;
    long points = 0;
    long visits = 0;
    for (Qualifying each : ledger.qualifying("m-1")) {
      spend += each.amounts().spendMinor();
      points += each.amounts().points();
      visits += each.amounts().visits();
    }
    return new Counts(spend, points, visits);
  }

  @Test
  void aKeyOfTwoEntries_isNotGuessed_andOneOfASaleMeansTheOther() {
    CompletedSale sale = sell(10);
    String id = sale.id().toString();
    apply(LedgerEntries.Granted.of(id, "m-1", 5, "sorry").draft());
    assertThat(balance().available()).isEqualTo(15);
    reverse("r1", id);
    assertThat(balance().available()).as("a sale is undone by a return").isEqualTo(10);

    apply(LedgerEntries.Granted.of("k", "m-1", 7, "gift").draft());
    apply(new LedgerEntries.Taken("k", "", "m-1", 3, "wrong").draft());
    LedgerEntries.Reversed either = new LedgerEntries.Reversed("r2", "k");
    apply(either.draft());
    assertThat(ledger.outcome(either)).contains(Outcome.REFUSED);
    assertThat(ledger.conflicts())
        .extracting(Conflict::subject, Conflict::what)
        .containsExactly(tuple("r2", "reversal.ambiguous"));
    assertThat(balance().available()).isEqualTo(14);
  }

  /** The line that came back had earned nothing, so nothing but the cover was there to undo. */
  @Test
  void returnThatOnlyWithheldMoney_isUndone() {
    String back = back(sell(34), Map.of(1, 1L), 30);
    Balance returned = balance();
    assertThat(returned.available()).isEqualTo(64);
    assertThat(returned.of(Account.CASHED)).isEqualTo(-30);

    reverse("r1", back);
    assertThat(balance().available()).isEqualTo(34);
    assertThat(balance().of(Account.CASHED)).isZero();

    reverse("r2", "r1");
    assertThat(balance()).isEqualTo(returned);
    assertThat(ledger.conflicts()).isEmpty();
  }

  @Test
  void returnOfGoodsThatEarnedNothing_isUndone_andTheSaleCountsAgain() {
    CompletedSale sale = sell(0);
    Counts sold = counts();
    String back = back(sale, Map.of(1, 2L), 0);
    assertThat(counts()).isEqualTo(new Counts(500, 0, 1));
    reverse("r1", back);
    assertThat(counts()).isEqualTo(sold).isEqualTo(new Counts(1500, 0, 1));
  }

  @Test
  void visit_goesWhenAllCameBack_inWhateverOrderReturnsAreUndone() {
    CompletedSale sale = sell(40);
    String one = back(sale, Map.of(1, 2L), 0);
    assertThat(counts()).isEqualTo(new Counts(500, 40, 1));
    String other = back(sale, Map.of(2, 1L), 0);
    assertThat(counts()).isEqualTo(Counts.NOTHING);

    reverse("r1", one);
    assertThat(counts()).as("something of it stays").isEqualTo(new Counts(1000, 0, 1));
    back(sale, Map.of(1, 2L), 0);
    assertThat(counts()).as("all came back again").isEqualTo(Counts.NOTHING);
    reverse("r2", other);
    assertThat(counts()).isEqualTo(new Counts(500, 40, 1));
    reverse("r3", "r2");
    assertThat(counts()).isEqualTo(Counts.NOTHING);
  }

  @Test
  void returnWhoseGoodsCameBackByAnother_isNotDoneAgain() {
    CompletedSale sale = sell(8);
    String first = back(sale, Map.of(2, 1L), 0);
    reverse("r1", first);
    String second = back(sale, Map.of(2, 1L), 0);
    Balance returned = balance();
    assertThat(returned.clawedBack()).isEqualTo(8);

    refused("r2", "r1");
    assertThat(balance()).isEqualTo(returned);
    assertThat(back(sale, Map.of(2, 1L), 0)).isNotEmpty();
    assertThat(balance()).as("there is no more to take").isEqualTo(returned);

    reverse("r3", second);
    assertThat(balance().available()).isEqualTo(8);
    reverse("r4", "r1");
    assertThat(balance()).as("now there is room for the first").isEqualTo(returned);
    reverse("r5", first);
    assertThat(balance().clawedBack()).isZero();
  }

  @Test
  void pointsThatCameBackByAnotherReturn_areNotGivenAgain() {
    apply(LedgerEntries.Granted.of("g", "m-1", 20, "opening").draft());
    apply(PointsEntries.held("h", new SaleId("t1", 1, 9), "m-1", 5));
    CompletedSale sale =
        Histories.sold(new SaleId("t1", 1, 9), "m-1", Map.of(1, new long[] {0, 2}), "h", 5);
    apply(sale.toDraft());
    for (int time = 1; time <= 2; time++) {
      CompletedSale back = Histories.cameBack(new SaleId("t1", 1, seq + 1), sale, Map.of(1, 1L), 5);
      apply(back.toDraft());
      assertThat(balance().available()).isEqualTo(20);
      if (time == 1) {
        reverse("r1", back.id().toString());
        assertThat(balance().available()).isEqualTo(15);
      }
    }
    refused("r2", "r1");
    assertThat(balance().available()).isEqualTo(20);
  }

  /** One point for three: the last of them takes it, and keeps it when the others are undone. */
  @Test
  void partThatTookMoreThanItsShare_isNotPaidOutByTheNextReturn() {
    Map<Integer, long[]> lines = new TreeMap<>(Map.of(1, new long[] {1, 3}, 2, new long[] {10, 1}));
    CompletedSale sale = Histories.sold(new SaleId("t1", 1, 9), "m-1", lines, "", 0);
    apply(sale.toDraft());
    String two = back(sale, Map.of(1, 2L), 0);
    assertThat(balance().clawedBack()).isZero();
    back(sale, Map.of(1, 1L), 0);
    assertThat(balance().clawedBack()).isEqualTo(1);
    reverse("r1", two);
    for (int time = 1; time <= 2; time++) {
      back(sale, Map.of(1, 1L), 0);
      assertThat(balance().clawedBack()).isEqualTo(1);
    }
    assertThat(ledger.award(sale.id().toString()).orElseThrow().clawedBack()).isEqualTo(1);
  }

  /** Its entry had no effect: there was no buyer, and nobody held the points. */
  @Test
  void saleThatNobodyIsNamedIn_isNotUndone() {
    CompletedSale sale =
        Histories.sold(new SaleId("t1", 1, 9), null, Map.of(1, new long[] {0, 2}), "none", 5);
    apply(sale.toDraft());
    refused("r1", sale.id().toString());
  }

  /** Points paid for it, which its buyer held without being named at the till. */
  @Test
  void saleOfAnUnnamedBuyer_isNotUndone() {
    apply(LedgerEntries.Granted.of("g", "m-1", 20, "opening").draft());
    apply(PointsEntries.held("h", new SaleId("t1", 1, 9), "m-1", 5));
    CompletedSale sale =
        Histories.sold(new SaleId("t1", 1, 9), null, Map.of(1, new long[] {0, 2}), "h", 5);
    apply(sale.toDraft());
    refused("r1", sale.id().toString());
    assertThat(balance().available()).isEqualTo(15);
  }
}

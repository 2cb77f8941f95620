package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.program.Expiry;
import dev.tillwright.loyalty.program.TermSheet;
import dev.tillwright.loyalty.program.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each policy by its name, at its edges (rows E4, E6, E7). */
class PoliciesTest {
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
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void apply(Instant at, Draft draft) {
    Entry entry = new Entry("t1", 1, ++seq, at, draft.kind(), draft.payload(), "", "");
    database.change(tx -> follower.apply(entry, tx));
  }

  private void adopt(Terms terms) {
    apply(MARCH, new LedgerEntries.Adopted(Histories.sheet(terms)).draft());
  }

  @Test
  void ofTwoSheetsOfOneVersion_theOneAdoptedLastHolds_andOfVersionsTheLargest() {
    TermSheet plain = Histories.sheet(Terms.PLAIN);
    List<TermSheet> sheets = new ArrayList<>();
    for (String digest : List.of("b", "a", "c", "b")) {
      TermSheet sheet =
          new TermSheet(
              plain.program(),
              plain.version(),
              digest,
              plain.zone(),
              plain.currency(),
              plain.terms(),
              plain.tiers());
      sheets.add(sheet);
      apply(MARCH, new LedgerEntries.Adopted(sheet).draft());
      assertThat(ledger.terms(plain.program())).as(digest).contains(sheet);
    }
    TermSheet next =
        new TermSheet(
            plain.program(),
            plain.version() + 1,
            "n",
            plain.zone(),
            plain.currency(),
            plain.terms(),
            plain.tiers());
    apply(MARCH, new LedgerEntries.Adopted(next).draft());
    apply(MARCH, new LedgerEntries.Adopted(sheets.get(0)).draft());
    assertThat(ledger.terms(plain.program())).contains(next);
  }

  private static Terms terms(
      Period pending,
      Optional<Expiry> expiry,
      Optional<Duration> hold,
      Terms.GiveBack giveBack,
      Terms.Shortfall shortfall) {
    return new Terms(
        pending, expiry, hold, Terms.Returns.PROPORTIONAL, giveBack, shortfall, Terms.Offline.OPEN);
  }

  private static Terms shortfall(Terms.Shortfall shortfall) {
    return terms(
        Period.ZERO, Optional.empty(), Optional.empty(), Terms.PLAIN.giveBack(), shortfall);
  }

  private CompletedSale sell(Instant at, long points, String hold, long spent) {
    CompletedSale sale =
        Histories.sold(
            new SaleId("t1", 1, seq + 1), "m-1", Map.of(1, new long[] {points, 2}), hold, spent);
    apply(at, sale.toDraft());
    return sale;
  }

  private CompletedSale back(Instant at, CompletedSale of, long quantity, long points) {
    CompletedSale back =
        Histories.cameBack(new SaleId("t1", 1, seq + 1), of, Map.of(1, quantity), points);
    apply(at, back.toDraft());
    return back;
  }

  private Balance at(Instant instant) {
    return ledger.balance("m-1", instant);
  }

  @Test
  void pendingPoints_areFreeAtTheirInstant_andExpiredOnesGoneAtTheirs() {
    adopt(
        terms(
            Period.ofDays(14),
            Optional.of(new Expiry(Period.ofMonths(3), Expiry.End.MONTH, Expiry.Basis.EARNED)),
            Optional.empty(),
            Terms.PLAIN.giveBack(),
            Terms.Shortfall.NEGATIVE));
    sell(MARCH, 50, "", 0);
    Instant free = Instant.parse("2025-03-15T12:00:00Z");
    Instant end = Instant.parse("2025-06-30T23:00:00Z");
    assertThat(at(free.minusMillis(1)).pending()).isEqualTo(50);
    assertThat(at(free).available()).isEqualTo(50);
    assertThat(at(end.minusMillis(1)).available()).isEqualTo(50);
    assertThat(at(end).expired()).isEqualTo(50);
    assertThat(at(end).outstanding()).isZero();
    assertThat(ledger.expiring("m-1", MARCH, end)).hasSize(1);
    assertThat(ledger.expiring("m-1", MARCH, end.minusMillis(1))).isEmpty();
    assertThat(ledger.due(end)).as("to mature and to expire").isEqualTo(2);
    apply(end, new LedgerEntries.Run(end).draft());
    assertThat(ledger.due(end)).isZero();
    assertThat(ledger.balance("m-1")).isEqualTo(at(end));
    assertThat(at(free).available()).as("the past stays what it was").isEqualTo(50);
    assertThat(ledger.statement("m-1", 10))
        .extracting(posting -> posting.kind() + " " + posting.day())
        .containsExactly("EXPIRE 2025-07-01", "MATURE 2025-07-01", "AWARD 2025-03-01");
  }

  @Test
  void runOfTheFuture_endsNobodysPoints() {
    adopt(shortfall(Terms.Shortfall.NEGATIVE));
    apply(MARCH, new LedgerEntries.Run(MARCH.plusMillis(1)).draft());
    assertThat(ledger.conflicts()).extracting(Conflict::what).containsExactly("run.future");
  }

  @Test
  void holdIsCaptured_strictlyBeforeItsEnd() {
    adopt(
        terms(
            Period.ZERO,
            Optional.empty(),
            Optional.of(Duration.ofMinutes(10)),
            Terms.PLAIN.giveBack(),
            Terms.Shortfall.NEGATIVE));
    apply(MARCH, LedgerEntries.Granted.of("g", "m-1", 50, "opening").draft());
    for (String hold : List.of("h1", "h2")) {
      apply(MARCH, PointsEntries.held(hold, new SaleId("t1", 1, 900), "m-1", 20));
    }
    assertThat(at(MARCH).available()).isEqualTo(10);
    Instant end = MARCH.plus(Duration.ofMinutes(10));
    LedgerEntries.Captured early = new LedgerEntries.Captured("c1", "h1", 15);
    apply(end.minusMillis(1), early.draft());
    LedgerEntries.Captured late = new LedgerEntries.Captured("c2", "h2", 20);
    apply(end, late.draft());
    assertThat(ledger.outcome(early)).contains(Outcome.DONE);
    assertThat(ledger.outcome(late)).contains(Outcome.REFUSED);
    assertThat(at(end).available()).as("the rest of one, all of the other").isEqualTo(35);
    assertThat(at(end).burned()).isEqualTo(15);
    LedgerEntries.Reversed undo = new LedgerEntries.Reversed("r1", "c1");
    apply(end, undo.draft());
    assertThat(at(end).available()).isEqualTo(50);
    assertThat(ledger.lots("m-1")).hasSize(1);
  }

  /** Of an exchange, a void, or a return while the ledger did not answer. */
  @Test
  void shortfallInCash_thatNobodyWithheld_isBorneByTheShop_andTheStatementSaysSo() {
    adopt(shortfall(new Terms.Shortfall(Terms.Missing.CASH, 100, 90)));
    CompletedSale earned = sell(MARCH, 40, "", 0);
    apply(MARCH, PointsEntries.held("h", new SaleId("t1", 1, 900), "m-1", 30));
    sell(MARCH, 0, "h", 30);
    back(MARCH, earned, 2, 0);
    assertThat(at(MARCH).available()).isZero();
    assertThat(at(MARCH).of(Account.CASHED)).as("no money was withheld").isZero();
    assertThat(at(MARCH).of(Account.WRITTEN_OFF)).isEqualTo(-30);
    LocalDate day = LocalDate.of(2025, 3, 1);
    assertThat(Statement.of(ledger, "m-1", day, day, Locale.ENGLISH))
        .contains("borne by the shop")
        .doesNotContain("withheld");
  }

  @Test
  void shortfall_isOwed_borneByTheShop_orPaidInCash() {
    Map.of(
            Terms.Shortfall.NEGATIVE,
            Account.AVAILABLE,
            Terms.Shortfall.WRITE_OFF,
            Account.WRITTEN_OFF,
            new Terms.Shortfall(Terms.Missing.CASH, 100, 90),
            Account.CASHED)
        .forEach(
            (policy, account) -> {
              database.change(follower::reset);
              adopt(shortfall(policy));
              CompletedSale earned = sell(MARCH, 40, "", 0);
              apply(MARCH, PointsEntries.held("h", new SaleId("t1", 1, 900), "m-1", 30));
              sell(MARCH, 0, "h", 30);
              long withheld = account == Account.CASHED ? 30 : 0;
              SaleId id = new SaleId("t1", 1, seq + 1);
              apply(MARCH, Histories.cameBack(id, earned, Map.of(1, 2L), 0, withheld).toDraft());
              assertThat(at(MARCH).of(account)).as(account.name()).isEqualTo(-30);
              assertThat(at(MARCH).clawedBack()).isEqualTo(40);
              apply(MARCH, LedgerEntries.Granted.of("g", "m-1", 45, "sorry").draft());
              long left = account == Account.AVAILABLE ? 15 : 45;
              assertThat(at(MARCH).available()).isEqualTo(left);
              assertThat(ledger.lots("m-1").get(0).remaining())
                  .as("what is earned goes to the debt first")
                  .isEqualTo(left);
            });
  }

  /** R3: after cancel then complete the points come back, and cancel again takes them. */
  @Test
  void returnThatIsUndone_andDoneAgain_endsWhereItBegan() {
    adopt(shortfall(Terms.Shortfall.NEGATIVE));
    CompletedSale sale = sell(MARCH, 41, "", 0);
    CompletedSale back = back(MARCH, sale, 1, 0);
    assertThat(at(MARCH).available()).isEqualTo(21);
    Balance returned = at(MARCH);
    apply(MARCH, new LedgerEntries.Reversed("r1", back.id().toString()).draft());
    assertThat(at(MARCH).available()).isEqualTo(41);
    assertThat(at(MARCH).clawedBack()).isZero();
    assertThat(ledger.award(sale.id().toString()).orElseThrow().clawedBack()).isZero();
    apply(MARCH, new LedgerEntries.Reversed("r2", "r1").draft());
    assertThat(at(MARCH)).isEqualTo(returned);
    apply(MARCH, new LedgerEntries.Reversed("r3", back.id().toString()).draft());
    assertThat(at(MARCH).available()).isEqualTo(41);
    apply(MARCH, new LedgerEntries.Reversed("r4", sale.id().toString()).draft());
    assertThat(at(MARCH).available()).as("a sale is undone by a return").isEqualTo(41);
    back(MARCH, sale, 2, 0);
    assertThat(at(MARCH).clawedBack()).isEqualTo(41);
    assertThat(ledger.conflicts()).extracting(Conflict::what).containsExactly("reversal.refused");
  }

  @Test
  void returnThatIsScoredAgain_takesTheDifference_neverLessThanNothing() {
    adopt(
        new Terms(
            Period.ZERO,
            Optional.empty(),
            Optional.empty(),
            Terms.Returns.REEVALUATE,
            Terms.PLAIN.giveBack(),
            Terms.Shortfall.NEGATIVE,
            Terms.Offline.OPEN));
    CompletedSale sale = sell(MARCH, 105, "", 0);
    CompletedSale back = Histories.cameBack(new SaleId("t1", 1, 77), sale, Map.of(1, 1L), 0);
    apply(MARCH, quoted(back, 68).toDraft());
    assertThat(at(MARCH).clawedBack()).isEqualTo(37);
    CompletedSale more = Histories.cameBack(new SaleId("t1", 1, 78), sale, Map.of(1, 1L), 0);
    apply(MARCH, quoted(more, 80).toDraft());
    assertThat(at(MARCH).clawedBack()).as("what was taken is not given again").isEqualTo(37);
  }

  private static CompletedSale quoted(CompletedSale back, long left) {
    return new CompletedSale(
        back.id(),
        back.kind(),
        back.receipt(),
        back.operator(),
        back.reference(),
        back.origin(),
        back.member(),
        back.lines(),
        back.discounts(),
        back.taxes(),
        back.subtotal(),
        back.discount(),
        back.tax(),
        back.total(),
        back.tenders(),
        new PointsQuote(
            "club/1",
            "d",
            left,
            List.of(new PointsQuote.Reason("r", left, List.of(1), "left")),
            List.of(new PointsQuote.Share(1, left))));
  }

  @Test
  void sameKeyWithOtherContent_isAConflict_andChangesNothing() {
    adopt(shortfall(Terms.Shortfall.NEGATIVE));
    apply(MARCH, LedgerEntries.Granted.of("g", "m-1", 50, "opening").draft());
    apply(MARCH, LedgerEntries.Granted.of("g", "m-1", 50, "opening").draft());
    apply(MARCH, LedgerEntries.Granted.of("g", "m-1", 60, "opening").draft());
    LedgerEntries.Taken tooMuch = new LedgerEntries.Taken("t", "", "m-1", 51, "correction");
    apply(MARCH, tooMuch.draft());
    assertThat(ledger.outcome(tooMuch)).contains(Outcome.REFUSED);
    assertThat(at(MARCH).granted()).isEqualTo(50);
    assertThat(at(MARCH).available()).isEqualTo(50);
    assertThat(ledger.conflicts())
        .extracting(conflict -> conflict.subject() + " " + conflict.what())
        .containsExactly("g grant.content");
  }

  /** R16: balances of an old system, with the age of their points, and one read for all. */
  @Test
  void openingBalances_keepTheirLots_andASnapshotTellsAllMembers() {
    adopt(shortfall(Terms.Shortfall.NEGATIVE));
    Instant end = Instant.parse("2025-06-30T00:00:00Z");
    for (int i = 1; i <= 3; i++) {
      apply(
          MARCH,
          new LedgerEntries.Granted(
                  "old-" + i,
                  "",
                  "m-" + i,
                  "old system",
                  List.of(
                      new LedgerEntries.GrantedLot(10L * i, MARCH.minusSeconds(9), null, end),
                      new LedgerEntries.GrantedLot(1, null, end, Lot.NEVER)),
                  Counts.NOTHING)
              .draft());
    }
    assertThat(ledger.lots("m-2"))
        .extracting(lot -> lot.remaining() + " " + lot.expires())
        .containsExactly("20 " + end, "1 " + Lot.NEVER);
    List<String> seen = new ArrayList<>();
    ledger.snapshot(MARCH, it -> seen.add(it.member() + " " + it.points()));
    assertThat(seen).containsExactly("m-1 10", "m-2 20", "m-3 30");
    seen.clear();
    ledger.snapshot(end, it -> seen.add(it.member() + " " + it.points()));
    assertThat(seen).containsExactly("m-1 1", "m-2 1", "m-3 1");
  }

  @Test
  void reward_isBurnedForInOneStep_andItsVoucherIsUsedByOneSaleOnce() {
    adopt(shortfall(Terms.Shortfall.NEGATIVE));
    apply(MARCH, LedgerEntries.Granted.of("g", "m-1", 50, "opening").draft());
    Instant end = MARCH.plus(Duration.ofDays(30));
    RewardEntries.Issued mug = new RewardEntries.Issued("V-1", "m-1", "mug", end);
    RewardEntries.Redeemed reward =
        new RewardEntries.Redeemed("k1", "m-1", 40, "mug", Optional.of(mug));
    apply(MARCH, reward.draft());
    apply(MARCH, reward.draft());
    RewardEntries.Redeemed dear =
        new RewardEntries.Redeemed(
            "k2",
            "m-1",
            11,
            "cap",
            Optional.of(new RewardEntries.Issued("V-2", "m-1", "cap", end)));
    apply(MARCH, dear.draft());
    assertThat(ledger.outcome(reward)).contains(Outcome.DONE);
    assertThat(ledger.outcome(dear)).contains(Outcome.REFUSED);
    assertThat(ledger.voucher("V-2")).isEmpty();
    assertThat(at(MARCH).available()).isEqualTo(10);
    use("V-1", "s1", RewardEntries.Use.RESERVE, end.minusMillis(1));
    use("V-1", "s2", RewardEntries.Use.RESERVE, end.minusMillis(1));
    use("V-1", "s2", RewardEntries.Use.RELEASE, end.minusMillis(1));
    assertThat(ledger.voucher("V-1").orElseThrow().sale()).isEqualTo("s1");
    use("V-1", "s1", RewardEntries.Use.REDEEM, end);
    use("V-1", "s1", RewardEntries.Use.REDEEM, end);
    assertThat(ledger.conflicts()).isEmpty();
    use("V-1", "s3", RewardEntries.Use.REDEEM, end);
    assertThat(ledger.voucher("V-1").orElseThrow())
        .isEqualTo(new Voucher("V-1", "m-1", "mug", Voucher.State.REDEEMED, "s1", MARCH, end));
    assertThat(ledger.conflicts()).extracting(Conflict::what).containsExactly("voucher.used");
    apply(MARCH, new RewardEntries.Issued("V-3", "m-1", "pen", end).draft());
    apply(MARCH, new RewardEntries.Issued("V-3", "m-1", "pen", end).draft());
    use("V-3", "s4", RewardEntries.Use.RESERVE, end);
    assertThat(ledger.voucher("V-3").orElseThrow().state())
        .as("at its end it is not taken any more")
        .isEqualTo(Voucher.State.ISSUED);
    apply(MARCH, new LedgerEntries.Reversed("r1", "k1").draft());
    assertThat(at(MARCH).available()).as("its voucher is used").isEqualTo(10);
  }

  @Test
  void statement_tellsEachChange_inTheLanguageThatIsAsked() {
    adopt(
        terms(
            Period.ofDays(2),
            Optional.of(new Expiry(Period.ofMonths(3), Expiry.End.MONTH, Expiry.Basis.EARNED)),
            Optional.empty(),
            Terms.PLAIN.giveBack(),
            Terms.Shortfall.NEGATIVE));
    CompletedSale sale = sell(MARCH, 40, "", 0);
    back(MARCH.plus(Duration.ofDays(1)), sale, 1, 0);
    LocalDate first = LocalDate.parse("2025-03-01");
    LocalDate last = LocalDate.parse("2025-03-31");
    assertThat(Statement.of(ledger, "m-1", first, last, Locale.ENGLISH))
        .isEqualTo(
            """
            Points of m-1, 2025-03-01 to 2025-03-31
            Before: 0 points
            2025-03-01: +40, earned by a purchase
              because
            2025-03-02: -20, taken back with goods that came back
            After: 20 points
            20 points end on 2025-06-30
            """);
    assertThat(Statement.of(ledger, "m-1", first, last, Locale.GERMAN))
        .contains("2025-03-01: +40, für einen Einkauf", "enden am 2025-06-30");
    assertThat(Statement.of(ledger, "m-1", first, last, Locale.SIMPLIFIED_CHINESE))
        .contains("2025-03-02：-20，因退货收回");
    LocalDate july = LocalDate.parse("2025-07-01");
    String gone = Statement.of(ledger, "m-1", july, july, Locale.ENGLISH);
    assertThat(gone)
        .as("whether or not it was posted")
        .contains("Before: 20 points", "20 points ended unspent", "After: 0 points");
    Instant run = Instant.parse("2025-07-01T10:00:00Z");
    apply(run, new LedgerEntries.Run(run).draft());
    assertThat(Statement.of(ledger, "m-1", july, july, Locale.ENGLISH)).isEqualTo(gone);
    assertThatThrownBy(() -> Statement.of(ledger, "m-1", july, first, Locale.ENGLISH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void use(String voucher, String sale, RewardEntries.Use use, Instant at) {
    apply(at, new RewardEntries.Used(voucher, sale, use).draft());
  }
}

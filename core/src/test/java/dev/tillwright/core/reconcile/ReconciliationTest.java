package dev.tillwright.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.host.TraceNumbers;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.reconcile.Difference.Kind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settlements whose faults are known, because the test made them. */
class ReconciliationTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Instant OPENS = Instant.parse("2026-11-26T08:00:00Z");
  private static final Instant CUT_OVER = Instant.parse("2026-11-26T20:00:00Z");
  private static final SettlementTerms TERMS =
      SettlementTerms.between(OPENS, CUT_OVER).with("till-01", "TILL01");

  @TempDir Path dir;
  private Database database;
  private Journal journal;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<SettlementLine> lines = new ArrayList<>();
  private final Map<String, Kind> expected = new TreeMap<>();
  private long number;

  @BeforeEach
  void open() {
    database = Database.sqlite(dir.resolve("till.db"));
    journal = Journal.open(database, "till-01", new TestClock("2026-11-26T08:00:00Z"));
    journal.follow(new SettlementBook());
  }

  @AfterEach
  void close() {
    journal.close();
    database.close();
  }

  private void happens(AttemptEvent event) {
    drafts.add(PaymentEntries.draft(event));
  }

  private void write() {
    journal.append(List.copyOf(drafts), SOON);
    drafts.clear();
    journal.awaitFollower(SettlementBook.NAME, journal.headSeq(), SOON);
  }

  private Settlement compare(SettlementFile file) {
    return database.read(tx -> Reconciliation.compare(tx, file, TERMS));
  }

  private PaymentKey intended(AttemptKind kind, long minor, Instant at) {
    return intended(kind, TenderKind.CARD, minor, at);
  }

  private PaymentKey intended(AttemptKind kind, TenderKind tender, long minor, Instant at) {
    PaymentKey key = new PaymentKey("till-01", 1, ++number);
    ProtectedCard card =
        new ProtectedCard(
            new CardToken("tok_" + number % 7),
            new MaskedPan("************1111"),
            "k-1",
            EntryMode.CHIP);
    happens(
        new AttemptEvent.Intended(
            key,
            kind,
            tender,
            "till-01.1.1",
            null,
            Charge.of(pence(minor)),
            pence(0),
            card,
            at,
            false,
            true));
    return key;
  }

  private void approved(PaymentKey key) {
    happens(new AttemptEvent.Approved(key, null, "A1", ""));
  }

  private static Money pence(long minor) {
    return Money.ofMinor(minor, GBP);
  }

  private SettlementLine line(
      SettlementLine.Movement type, PaymentKey key, long minor, Instant at) {
    SettlementLine line =
        SettlementLine.of(lines.size() + 2L, type, key.toString(), at, pence(minor))
            .traced(TraceNumbers.trace(key), TraceNumbers.reference(key, at), "TILL01")
            .withToken(new CardToken("tok_" + key.seq() % 7));
    lines.add(line);
    return line;
  }

  /** The line that was added last, as a host has it that keeps fewer names. */
  private void named(int how) {
    SettlementLine it = lines.remove(lines.size() - 1);
    lines.add(
        switch (how) {
          case 0 -> it;
          case 1 -> it.withoutKey();
          case 2 -> it.withoutKey().traced(it.stan(), "", it.terminal());
          default -> it.withoutKey().traced("", "", "");
        });
  }

  @Test
  void injectedFaults_areTheDifferencesAndNoOthers() {
    for (long seed = 1; seed <= 3; seed++) {
      System.out.println("seed " + seed);
      SplittableRandom random = new SplittableRandom(seed);
      expected.clear();
      lines.clear();
      Instant at = OPENS;
      long first = number;
      for (int i = 0; i < 120; i++) {
        at = at.plusSeconds(20 + random.nextInt(200));
        payment(random, at);
      }
      write();
      SettlementFile file = SettlementFile.of("host-" + seed, lines);

      Settlement found = compare(file);

      Map<String, Kind> kinds = new TreeMap<>();
      for (Difference it : found.differences()) {
        boolean ofThisRun = it.key().isEmpty() || PaymentKey.parse(it.key()).seq() > first;
        if (ofThisRun) {
          kinds.put(it.key().isEmpty() ? "line " + it.line() : it.key(), it.kind());
        }
      }
      assertThat(kinds).as("seed " + seed).isEqualTo(expected).hasSizeGreaterThan(20);
      assertThat(compare(file).differences()).isEqualTo(found.differences());
      assertThat(found.matched())
          .hasSizeGreaterThan(30)
          .doesNotContainAnyElementsOf(kinds.keySet());
      settleAll(found);
    }
  }

  /** So that the next settlement does not miss what this one has. */
  private void settleAll(Settlement found) {
    found.matched().forEach(it -> happens(new AttemptEvent.Settled(PaymentKey.parse(it), "s")));
    write();
  }

  private void payment(RandomGenerator random, Instant at) {
    // Amounts are unlike, so that a line with a card and an amount alone is about one movement.
    long minor = 1_000 + number * 7 + random.nextInt(5);
    boolean refund = random.nextInt(6) == 0;
    PaymentKey key = intended(refund ? AttemptKind.REFUND : AttemptKind.PURCHASE, minor, at);
    SettlementLine.Movement type =
        refund ? SettlementLine.Movement.REFUND : SettlementLine.Movement.CAPTURE;
    int names = random.nextInt(4);
    switch (random.nextInt(16)) {
      case 0 -> { // the host lost it
        approved(key);
        expected.put(key.toString(), Kind.MISSING);
      }
      case 1 -> { // another amount; only a host that keeps a name can be told so
        approved(key);
        line(type, key, minor + 5, at);
        named(names % 3);
        expected.put(key.toString(), Kind.AMOUNT);
      }
      case 2 -> { // the answer was lost, and the host has it
        happens(new AttemptEvent.OutcomeLost(key, "TIMEOUT"));
        line(type, key, minor, at);
        named(names);
        expected.put(key.toString(), Kind.LOST);
      }
      case 3 -> { // the reversal never came
        happens(new AttemptEvent.ReversalDecided(key, "TIMEOUT"));
        line(type, key, minor, at);
        named(names);
        expected.put(key.toString(), Kind.NOT_UNDONE);
      }
      case 4 -> { // twice in one file
        approved(key);
        line(type, key, minor, at);
        named(names % 2);
        line(type, key, minor, at);
        named(names % 2);
        expected.put(key.toString(), Kind.TWICE);
      }
      case 5 -> { // undone by the host, and not here
        approved(key);
        line(type, key, minor, at);
        named(names % 2);
        line(SettlementLine.Movement.REVERSAL, key, minor, at.plusSeconds(9));
        named(names % 2);
        expected.put(key.toString(), Kind.UNDONE);
      }
      case 6 -> { // of nobody
        happens(new AttemptEvent.Declined(key, "51", ""));
        PaymentKey stranger = new PaymentKey("till-77", 1, 500_000 + number);
        SettlementLine line = line(type, stranger, minor, at);
        expected.put("line " + line.position(), Kind.EXTRA);
      }
      case 7 -> { // declined here, taken there
        happens(new AttemptEvent.Declined(key, "51", ""));
        line(type, key, minor, at);
        named(names);
        expected.put(key.toString(), Kind.REFUSED);
      }
      case 8 -> { // undone on both sides: no difference
        approved(key);
        happens(new AttemptEvent.VoidDecided(key, "VOID"));
        happens(new AttemptEvent.Voided(key));
        line(type, key, minor, at);
        line(SettlementLine.Movement.REVERSAL, key, minor, at.plusSeconds(9));
      }
      case 9 -> happens(new AttemptEvent.Declined(key, "51", ""));
      default -> {
        approved(key);
        line(type, key, minor, at);
        named(names);
      }
    }
  }

  @Test
  void capturesOfAnAuthorization_areSettledEachByItself() {
    PaymentKey key = intended(AttemptKind.AUTHORIZATION, 9_000, OPENS);
    approved(key);
    List<PaymentKey> parts =
        List.of(new PaymentKey("till-01", 1, ++number), new PaymentKey("till-01", 1, ++number));
    for (PaymentKey part : parts) {
      boolean last = part.equals(parts.get(1));
      happens(new AttemptEvent.CaptureDecided(key, part, pence(last ? 500 : 4_000), last, OPENS));
      happens(new AttemptEvent.Captured(key));
    }
    write();
    line(SettlementLine.Movement.CAPTURE, parts.get(0), 4_000, OPENS);
    Settlement half = compare(SettlementFile.of("half", lines));
    assertThat(half.matched()).isEmpty();
    assertThat(half.differences()).extracting(Difference::kind).containsExactly(Kind.MISSING);

    line(SettlementLine.Movement.CAPTURE, key, 500, OPENS); // under the authorization's name
    Settlement whole = compare(SettlementFile.of("whole", lines));
    assertThat(whole.agrees()).isTrue();
    assertThat(whole.matched()).containsExactly(key.toString());
    assertThat(whole.totals().get(0).hostTaken()).isEqualTo(pence(4_500));
    assertThat(whole.totals().get(0).off()).isEqualTo(pence(0));
  }

  @Test
  void capturesInTwoSettlements_areSettledWithTheSecond() {
    PaymentKey key = intended(AttemptKind.AUTHORIZATION, 9_000, OPENS);
    approved(key);
    List<PaymentKey> parts =
        List.of(new PaymentKey("till-01", 1, ++number), new PaymentKey("till-01", 1, ++number));
    for (PaymentKey part : parts) {
      boolean last = part.equals(parts.get(1));
      happens(new AttemptEvent.CaptureDecided(key, part, pence(last ? 500 : 4_000), last, OPENS));
      happens(new AttemptEvent.Captured(key));
    }
    write();
    line(SettlementLine.Movement.CAPTURE, parts.get(0), 4_000, OPENS);
    SettlementFile monday = SettlementFile.of("monday", lines);
    Settlement half = compare(monday);
    assertThat(half.matched()).isEmpty();
    assertThat(half.captures()).containsExactly(parts.get(0).toString());
    half.captures().forEach(it -> drafts.add(SettlementBook.shown("monday", it)));
    write();

    lines.clear();
    line(SettlementLine.Movement.CAPTURE, parts.get(1), 500, OPENS);
    Settlement rest = compare(SettlementFile.of("tuesday", lines));
    assertThat(rest.differences()).isEmpty();
    assertThat(rest.matched()).containsExactly(key.toString());
    settleAll(rest);
    Settlement again = compare(monday);
    assertThat(again.differences()).as("each keeps what it showed").isEmpty();
    assertThat(again.matched()).isEmpty();
    line(SettlementLine.Movement.CAPTURE, parts.get(0), 4_000, OPENS);
    assertThat(compare(SettlementFile.of("wednesday", lines)).differences())
        .extracting(Difference::kind)
        .contains(Kind.TWICE);
  }

  @Test
  void twoHostsOfOneTill_areComparedEachWithItsOwn() {
    PaymentKey card = intended(AttemptKind.PURCHASE, TenderKind.CARD, 700, OPENS);
    PaymentKey wallet = intended(AttemptKind.PURCHASE, TenderKind.WALLET, 300, OPENS);
    approved(card);
    approved(wallet);
    write();
    line(SettlementLine.Movement.CAPTURE, card, 700, OPENS);
    SettlementFile file = SettlementFile.of("acquirer", lines);
    assertThat(compare(file).differences())
        .extracting(Difference::kind)
        .containsExactly(Kind.MISSING);
    SettlementTerms cards = TERMS.of(TenderKind.CARD);
    Settlement own = database.read(tx -> Reconciliation.compare(tx, file, cards));
    assertThat(own.agrees()).isEqualTo(own.whole());
    assertThat(own.differences()).isEmpty();
    assertThat(own.totals().get(0).off()).isEqualTo(pence(0));
    assertThat(database.read(tx -> Reconciliation.totals(tx, cards)).get(0).taken())
        .isEqualTo(pence(700));
  }

  @Test
  void linesOfTwoCurrencies_areNeverOneSum() {
    PaymentKey key = intended(AttemptKind.PURCHASE, 700, OPENS);
    approved(key);
    write();
    SettlementLine.Movement capture = SettlementLine.Movement.CAPTURE;
    Money euros = Money.ofMinor(700, Currency.getInstance("EUR"));
    for (boolean foreignFirst : new boolean[] {false, true}) {
      lines.clear();
      if (!foreignFirst) {
        line(capture, key, 700, OPENS);
      }
      lines.add(SettlementLine.of(9, capture, key.toString(), OPENS, euros));
      if (foreignFirst) {
        line(capture, key, 700, OPENS);
      }
      Settlement found = compare(SettlementFile.of("mixed-" + foreignFirst, lines));
      assertThat(found.differences()).extracting(Difference::kind).containsExactly(Kind.CURRENCY);
      assertThat(found.differences().get(0).host()).isEqualTo(euros);
      assertThat(found.totals()).hasSize(2);
      assertThat(found.totals().get(1).hostTaken()).isEqualTo(pence(700));
    }
  }

  @Test
  void capturesThatTheHostNamesByTheirAuthorization_areNotTwice() {
    PaymentKey key = intended(AttemptKind.AUTHORIZATION, 9_000, OPENS);
    approved(key);
    for (long minor : List.of(4_000L, 500L)) {
      PaymentKey part = new PaymentKey("till-01", 1, ++number);
      happens(new AttemptEvent.CaptureDecided(key, part, pence(minor), minor == 500, OPENS));
      happens(new AttemptEvent.Captured(key));
    }
    write();
    line(SettlementLine.Movement.CAPTURE, key, 4_000, OPENS);
    line(SettlementLine.Movement.CAPTURE, key, 500, OPENS);
    Settlement whole = compare(SettlementFile.of("whole", lines));
    assertThat(whole.differences()).isEmpty();
    assertThat(whole.matched()).containsExactly(key.toString());
    line(SettlementLine.Movement.CAPTURE, key, 500, OPENS);
    assertThat(compare(SettlementFile.of("more", lines)).differences())
        .extracting(Difference::kind)
        .containsExactly(Kind.TWICE);
  }

  @Test
  void moneyThatWentTheOtherWay_isNotWhatWasAskedFor() {
    PaymentKey sold = intended(AttemptKind.PURCHASE, 700, OPENS);
    PaymentKey back = intended(AttemptKind.REFUND, 300, OPENS);
    approved(sold);
    approved(back);
    write();
    line(SettlementLine.Movement.REFUND, sold, 700, OPENS);
    line(SettlementLine.Movement.CAPTURE, back, 300, OPENS);
    Settlement crossed = compare(SettlementFile.of("crossed", lines));
    assertThat(crossed.matched()).isEmpty();
    assertThat(crossed.differences())
        .extracting(Difference::kind)
        .containsExactly(Kind.EXTRA, Kind.EXTRA, Kind.MISSING, Kind.MISSING);
    assertThat(crossed.totals().get(0).off()).isEqualTo(pence(-800));

    lines.clear();
    line(SettlementLine.Movement.CAPTURE, sold, 700, OPENS);
    line(SettlementLine.Movement.REFUND, back, 300, OPENS);
    line(SettlementLine.Movement.REFUND, sold, 700, OPENS); // some take the sale's names
    Settlement more = compare(SettlementFile.of("more", lines));
    assertThat(more.matched()).containsExactly(sold.toString(), back.toString());
    assertThat(more.differences()).extracting(Difference::kind).containsExactly(Kind.EXTRA);
    assertThat(more.differences().get(0).off()).isEqualTo(pence(-700));
  }

  @Test
  void secondChargeThatTheHostUndidItself_isNoDifference() {
    PaymentKey key = intended(AttemptKind.PURCHASE, 700, OPENS);
    approved(key);
    write();
    line(SettlementLine.Movement.CAPTURE, key, 700, OPENS);
    line(SettlementLine.Movement.CAPTURE, key, 700, OPENS);
    line(SettlementLine.Movement.REVERSAL, key, 700, OPENS);
    Settlement found = compare(SettlementFile.of("mended", lines));
    assertThat(found.differences()).isEmpty();
    assertThat(found.matched()).containsExactly(key.toString());
    assertThat(found.totals().get(0).off()).isEqualTo(pence(0));
  }

  @Test
  void nearTheCutOver_nothingIsMissingYet_andWhatCameLateIsCounted() {
    PaymentKey before = intended(AttemptKind.PURCHASE, 700, OPENS.minusSeconds(600));
    approved(before);
    PaymentKey last = intended(AttemptKind.PURCHASE, 800, CUT_OVER.minusSeconds(60));
    approved(last);
    write();
    line(SettlementLine.Movement.CAPTURE, before, 700, OPENS.minusSeconds(600));
    Settlement found = compare(SettlementFile.of("late", lines));
    assertThat(found.agrees()).isTrue();
    assertThat(found.late()).isEqualTo(1);
    assertThat(found.waiting()).isEqualTo(1);
  }

  @Test
  void whatOneSettlementShowed_isTwiceInTheNext() {
    PaymentKey key = intended(AttemptKind.PURCHASE, 700, OPENS);
    approved(key);
    happens(new AttemptEvent.Settled(key, "monday"));
    write();
    line(SettlementLine.Movement.CAPTURE, key, 700, OPENS);
    assertThat(compare(SettlementFile.of("monday", lines)).agrees()).isTrue();
    Settlement again = compare(SettlementFile.of("tuesday", lines));
    assertThat(again.differences()).extracting(Difference::kind).containsExactly(Kind.TWICE);
    assertThat(again.differences().get(0).id()).isEqualTo("tuesday/TWICE/2");
  }

  @Test
  void otherCurrency_isADifferenceOfItsOwn() {
    PaymentKey key = intended(AttemptKind.PURCHASE, 700, OPENS);
    approved(key);
    write();
    lines.add(
        SettlementLine.of(
            2,
            SettlementLine.Movement.CAPTURE,
            key.toString(),
            OPENS,
            Money.ofMinor(700, Currency.getInstance("EUR"))));
    Settlement found = compare(SettlementFile.of("mixed", lines));
    assertThat(found.differences()).extracting(Difference::kind).containsExactly(Kind.CURRENCY);
    assertThat(found.totals()).hasSize(2);
  }

  @Test
  void rebuildingTheBook_givesTheSameAnswer() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 60; i++) {
      payment(random, OPENS.plusSeconds(i * 200L));
    }
    write();
    SettlementFile file = SettlementFile.of("again", lines);
    Settlement before = compare(file);
    journal.rebuild(SettlementBook.NAME);
    journal.awaitFollower(SettlementBook.NAME, journal.headSeq(), SOON);
    assertThat(compare(file)).isEqualTo(before);
  }
}

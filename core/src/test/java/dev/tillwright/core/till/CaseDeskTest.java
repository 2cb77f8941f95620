package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.dispute.CaseFile;
import dev.tillwright.core.dispute.CaseIntake;
import dev.tillwright.core.dispute.CaseKind;
import dev.tillwright.core.dispute.CaseState;
import dev.tillwright.core.dispute.Cases;
import dev.tillwright.core.dispute.EvidenceCheck;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases at a till: who may, what becomes of the payment, what leaves as evidence. */
class CaseDeskTest {
  /** A loaded machine is slow, not silent. */
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private static final Instant DUE = Instant.parse("2025-03-05T00:00:00Z");

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder, it -> it.times(new PaymentTimes(AMPLE, AMPLE)));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  static CaseIntake complaint(SaleId sale, String reference) {
    Money nothing = Money.zero(Bench.GBP);
    return new CaseIntake(
        CaseKind.COMPLAINT, sale, null, "broken", nothing, DUE, reference, "the lid");
  }

  private CaseDesk cases() {
    return bench.till.cases(bench.manager);
  }

  @Test
  void case_needsItsPermission_andASaleOfThisTill() {
    bench
        .till
        .access()
        .enrol(bench.manager, new Operator("bob", "Bob", "cashier"), "x1y2z3".toCharArray());
    OperatorSession bob = bench.till.logOn("bob", "x1y2z3".toCharArray()).orThrow();
    CompletedSale sale = bench.cash(bench.pens(1));
    CaseDesk his = bench.till.cases(bob);
    assertThatThrownBy(() -> his.open(complaint(sale.id(), "")))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> his.ofSale(sale.id())).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> cases().open(complaint(new SaleId("till-09", 1, 1), "")))
        .isInstanceOf(RefusedException.class);
    CaseFile file = cases().open(complaint(sale.id(), "mail 1"));
    bench.reopen();
    assertThat(cases().find(file.id())).contains(file);
    assertThat(cases().ofSale(sale.id())).containsExactly(file);
  }

  @Test
  void aCaseWithoutAReference_thatIsTakenInAgainAfterACrash_isOne() {
    CompletedSale sale = bench.cash(bench.pens(1));
    CaseFile file = cases().open(complaint(sale.id(), ""));
    bench.reopen();
    assertThat(cases().open(complaint(sale.id(), ""))).isEqualTo(file);
    cases().move(file.id(), CaseState.WITHDRAWN, "");
    assertThat(cases().open(complaint(sale.id(), "")).id())
        .as("after it was closed it is another")
        .isNotEqualTo(file.id());
  }

  @Test
  void disputeOfASettledPayment_standsOnThePayment_untilItIsWon() {
    CompletedSale sale = Bench.finished(bench.payByCard(bench.sale("40.00")));
    PaymentKey key = PaymentKey.parse(Objects.requireNonNull(sale.tenders().get(0).payment()));
    Draft settled = PaymentEntries.draft(new AttemptEvent.Settled(key, "batch 1"));
    bench.till.journal().append(settled, Duration.ofSeconds(20));
    CaseFile file =
        cases()
            .open(
                new CaseIntake(
                    CaseKind.DISPUTE, sale.id(), key, "13.1", sale.total(), DUE, "ARN 1", ""));
    assertThat(bench.till.payment(key).map(Attempt::state)).contains(AttemptState.DISPUTED);
    cases().open(file.intake()); // the same again
    cases().move(file.id(), CaseState.ANSWERED, "");
    cases().move(file.id(), CaseState.WON, "");
    assertThat(bench.till.payment(key).map(Attempt::state)).contains(AttemptState.DISPUTE_WON);
    assertThat(bench.kinds()).doesNotContain("payment.refused");
  }

  private PaymentKey settledPayment(CompletedSale sale) {
    PaymentKey key = PaymentKey.parse(Objects.requireNonNull(sale.tenders().get(0).payment()));
    bench.till.journal().append(PaymentEntries.draft(new AttemptEvent.Settled(key, "b")), AMPLE);
    return key;
  }

  private CaseFile about(CaseKind kind, CompletedSale sale, PaymentKey key) {
    return cases()
        .open(new CaseIntake(kind, sale.id(), key, "13.1", sale.total(), DUE, "ARN 1", ""));
  }

  @Test
  void disputeThatIsWithdrawn_leavesTheMoneyWithTheShop() {
    CompletedSale sale = Bench.finished(bench.payByCard(bench.sale("40.00")));
    PaymentKey key = settledPayment(sale);
    CaseFile file = about(CaseKind.DISPUTE, sale, key);
    cases().move(file.id(), CaseState.WITHDRAWN, "");
    assertThat(bench.till.payment(key).map(Attempt::state)).contains(AttemptState.DISPUTE_WON);
  }

  @Test
  void disputeThatIsWonAndThenLostInASecondRound_countsNoMore() {
    CompletedSale sale = Bench.finished(bench.payByCard(bench.sale("40.00")));
    PaymentKey key = settledPayment(sale);
    CaseFile file = about(CaseKind.DISPUTE, sale, key);
    cases().move(file.id(), CaseState.ANSWERED, "");
    cases().move(file.id(), CaseState.WON, "");
    cases().move(file.id(), CaseState.IN_WORK, "arbitration");
    assertThat(bench.till.payment(key).map(Attempt::state)).contains(AttemptState.DISPUTED);
    cases().move(file.id(), CaseState.ANSWERED, "");
    cases().move(file.id(), CaseState.LOST, "");
    assertThat(bench.till.payment(key).map(Attempt::state)).contains(AttemptState.DISPUTE_LOST);
    bench.reopen();
    assertThat(bench.till.payment(key).map(Attempt::state)).contains(AttemptState.DISPUTE_LOST);
  }

  @Test
  void paymentThatIsSettledAfterItsCaseCameIn_isDisputedWithTheNextStep() {
    CompletedSale sale = Bench.finished(bench.payByCard(bench.sale("40.00")));
    PaymentKey key = PaymentKey.parse(Objects.requireNonNull(sale.tenders().get(0).payment()));
    CaseFile file = about(CaseKind.DISPUTE, sale, key);
    settledPayment(sale);
    cases().move(file.id(), CaseState.ACCEPTED, "");
    assertThat(bench.till.payment(key).map(Attempt::state)).contains(AttemptState.DISPUTE_LOST);
  }

  @Test
  void complaintAboutAPayment_isNoDisputeOfIt() {
    CompletedSale sale = Bench.finished(bench.payByCard(bench.sale("40.00")));
    PaymentKey key = settledPayment(sale);
    CaseFile file = about(CaseKind.COMPLAINT, sale, key);
    cases().move(file.id(), CaseState.RESOLVED, "");
    assertThat(bench.till.payment(key).map(Attempt::state)).contains(AttemptState.SETTLED);
  }

  @Test
  void crashBetweenTheCaseAndItsPayment_isFinishedByTheSameStepAgain() {
    CompletedSale sale = Bench.finished(bench.payByCard(bench.sale("40.00")));
    PaymentKey key = settledPayment(sale);
    CaseFile file = about(CaseKind.DISPUTE, sale, key);
    new Cases(bench.till.journal(), Clock.systemUTC(), AMPLE)
        .move("ann", file.id(), CaseState.ACCEPTED, ""); // and no more
    assertThat(bench.till.payment(key).map(Attempt::state)).contains(AttemptState.DISPUTED);
    cases().move(file.id(), CaseState.ACCEPTED, "");
    assertThat(bench.till.payment(key).map(Attempt::state)).contains(AttemptState.DISPUTE_LOST);
    assertThatThrownBy(() -> cases().move(file.id(), CaseState.ACCEPTED, ""))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void deadline_isAnAlarmOfTheTill() {
    CaseFile file = cases().open(complaint(bench.cash(bench.pens(1)).id(), ""));
    cases().watch(Duration.ofHours(1));
    assertThat(bench.till.monitor().standing()).isEmpty();
    cases().watch(Duration.ofDays(2));
    assertThat(bench.till.monitor().standing())
        .extracting(Alarm::code, Alarm::subject)
        .containsExactly(tuple(Cases.DUE_SOON, file.id()));
  }

  @Test
  void evidence_holdsTheSlipOfTheCard_andItsHashIsInTheBooks() {
    CaseFile none = cases().open(complaint(bench.cash(bench.pens(1)).id(), ""));
    assertThatThrownBy(() -> cases().evidence(none.id(), parts -> parts))
        .isInstanceOf(RefusedException.class); // without a signer there is no evidence
    Ed25519Signer signer = Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom()));
    bench.close();
    bench = new Bench(folder, it -> it.times(new PaymentTimes(AMPLE, AMPLE)).checkpoints(signer));
    bench.payByCard(bench.sale("35.00"));
    CompletedSale sale = Bench.finished(bench.payByCard(bench.sale("40.00")));
    CaseFile file = cases().open(complaint(sale.id(), ""));
    byte[] bundle = cases().evidence(file.id(), parts -> parts);
    assertThat(cases().evidence(file.id(), parts -> parts)).isEqualTo(bundle);
    var report = EvidenceCheck.check(bundle, CheckpointKeys.of(signer.publicKey()));
    assertThat(report.faults()).isEmpty();
    assertThat(report.entries()).isGreaterThan(5);
    String text = new String(bundle, StandardCharsets.UTF_8);
    assertThat(text)
        .contains("payment.intended", "payment.approved", "\"merchant\":\"M1\"", "40.00 GBP")
        .contains("\"total\":3500") // an earlier sale of the card
        .doesNotContain("4111111111111111");
    assertThat(bench.entries())
        .filteredOn(entry -> entry.kind().equals("case.exported"))
        .extracting(entry -> JsonIn.parse(entry.payload()).text("sha256").length())
        .containsExactly(64, 64);
  }
}

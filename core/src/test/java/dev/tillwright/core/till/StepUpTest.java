package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Act;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Reason;
import dev.tillwright.core.access.Situation;
import dev.tillwright.core.access.TenderCheck;
import dev.tillwright.core.access.Verdict;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check says before an act, and the sale that waits for a verification. */
class StepUpTest {
  private static final Reason WHY = new Reason("test.large", "this is a lot", "12.50 > 10.00");
  private static final Set<Verification> MANAGER = Set.of(Verification.MANAGER);

  private final List<Situation> asked = new ArrayList<>();

  @TempDir Path dir;

  private Bench bench(TenderCheck check) {
    return new Bench(
        dir,
        it ->
            it.guards(
                Guards.usual()
                    .check(
                        situation -> {
                          asked.add(situation);
                          return check.check(situation);
                        })));
  }

  private static OperatorSession meg(Bench bench) {
    bench.till.access().enrol(bench.manager, new Operator("meg", "Meg", "manager"), pin());
    return bench.till.logOn("meg", pin()).orThrow();
  }

  private static char[] pin() {
    return "4711".toCharArray();
  }

  @Test
  void stepUp_pausesTheSale_andItGoesOnOnlyWithWhatWasAskedFor() {
    try (Bench bench = bench(it -> Verdict.stepUp(MANAGER, WHY))) {
      OperatorSession meg = meg(bench);
      Ticket ticket = bench.pens(1);

      Outcome paused = bench.payByCard(ticket);

      assertThat(paused).isInstanceOf(Outcome.Paused.class);
      assertThat(ticket.sale().state()).isEqualTo(Sale.State.VERIFYING);
      assertThat(bench.till.verify(ticket).missing()).isEqualTo(MANAGER);
      assertThat(bench.payByCard(ticket)).isInstanceOf(Outcome.Paused.class);
      assertThat(bench.till.pay(ticket, Tender.cash(Bench.pounds("12.50"))))
          .isInstanceOf(Outcome.Paused.class);
      assertThatThrownBy(() -> bench.till.verify(ticket).manager(bench.manager))
          .hasMessageContaining("himself");

      bench.till.verify(ticket).manager(meg);

      assertThat(ticket.sale().state()).isEqualTo(Sale.State.TENDERING);
      Bench.finished(bench.payByCard(ticket));
      assertThat(bench.kinds())
          .containsSubsequence(
              "check.found", "sale.verificationAsked", "sale.verified", "sale.completed");
    }
  }

  @Test
  void whatWasShown_holdsForThatTenderOnly() {
    try (Bench bench = bench(it -> Verdict.stepUp(MANAGER, WHY))) {
      OperatorSession meg = meg(bench);
      Ticket ticket = bench.pens(2);
      try (var card = Bench.card()) {
        bench.till.pay(ticket, Tender.card(card, Bench.pounds("5.00")));
        bench.till.verify(ticket).manager(meg);
        // More than was asked about, and another way of paying.
        assertThat(bench.till.pay(ticket, Tender.card(card, Bench.pounds("5.01"))))
            .isInstanceOf(Outcome.Paused.class);
        bench.till.verify(ticket).drop("less, then");
        assertThat(bench.till.pay(ticket, Tender.cash(Bench.pounds("5.00"))))
            .isInstanceOf(Outcome.Paused.class);
        bench.till.verify(ticket).manager(meg);
        assertThat(bench.till.pay(ticket, Tender.cash(Bench.pounds("5.00"))))
            .isInstanceOf(Outcome.Approved.class);
        // Used up.
        assertThat(bench.till.pay(ticket, Tender.cash(Bench.pounds("5.00"))))
            .isInstanceOf(Outcome.Paused.class);
      }
    }
  }

  @Test
  void aPausedSale_isFoundPausedAfterARestart_andCanBeGivenUp() {
    TenderCheck check = it -> Verdict.stepUp(MANAGER, WHY);
    try (Bench bench = bench(check)) {
      Ticket ticket = bench.pens(1);
      bench.payByCard(ticket);
      bench.reopen();
      Ticket again = bench.till.resume(bench.manager, ticket.id());
      assertThat(again.sale().state()).isEqualTo(Sale.State.VERIFYING);
      assertThat(again.sale()).isEqualTo(ticket.sale());
      assertThat(bench.payByCard(again)).isInstanceOf(Outcome.Paused.class);
      assertThat(bench.till.voidSale(again, "left")).isInstanceOf(Outcome.Approved.class);
      assertThat(again.sale().state()).isEqualTo(Sale.State.VOIDED);
    }
  }

  @Test
  void whatWasShown_survivesARestart() {
    try (Bench bench = bench(it -> Verdict.stepUp(MANAGER, WHY))) {
      OperatorSession meg = meg(bench);
      Ticket ticket = bench.pens(1);
      bench.payByCard(ticket);
      bench.till.verify(ticket).manager(meg);
      bench.reopen();
      Bench.finished(bench.payByCard(bench.till.resume(bench.manager, ticket.id())));
    }
  }

  @Test
  void block_declines_reviewGoesOn_bothAreRecordedBefore() {
    Verdict[] says = {Verdict.block(WHY)};
    try (Bench bench = bench(it -> says[0])) {
      Ticket ticket = bench.pens(1);
      assertThat(bench.payByCard(ticket))
          .isEqualTo(new Outcome.Declined("test.large", "this is a lot"));
      says[0] = Verdict.review(WHY);
      Bench.finished(bench.payByCard(ticket));
      assertThat(found(bench)).containsExactly("BLOCK", "REVIEW");
      assertThat(bench.kinds()).containsSubsequence("check.found", "payment.intended");
    }
  }

  private static List<String> found(Bench bench) {
    return bench.entries().stream()
        .filter(it -> it.kind().equals("check.found"))
        .map(it -> dev.tillwright.core.json.JsonIn.parse(it.payload()).text("verdict"))
        .toList();
  }

  @Test
  void aCheckThatThrows_letsNothingPass() {
    try (Bench bench =
        bench(
            it -> {
              throw new IllegalStateException("broken");
            })) {
      Ticket ticket = bench.pens(1);
      assertThat(bench.payByCard(ticket))
          .isInstanceOfSatisfying(
              Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo("check.failed"));
      assertThat(ticket.sale().tenders()).isEmpty();
    }
  }

  @Test
  void actsWithoutALockedSale_areRefused_andPayOutsPause() {
    try (Bench bench =
        bench(it -> it.act() == Act.TENDER ? Verdict.allow() : Verdict.stepUp(MANAGER, WHY))) {
      OperatorSession meg = meg(bench);
      Ticket sold = bench.pens(1);
      assertThatThrownBy(() -> sold.discount(Discount.percent(10, "regular")))
          .isInstanceOf(RefusedException.class);
      bench.cash(sold);
      assertThatThrownBy(() -> bench.till.cash(bench.manager).open("change"))
          .isInstanceOf(RefusedException.class);
      assertThatThrownBy(() -> bench.till.voidCompleted(bench.manager, sold.id(), "mistake"))
          .isInstanceOf(RefusedException.class);
      Ticket back = bench.till.giveBack(bench.manager, sold.id(), "");
      back.giveBack(1, dev.tillwright.core.money.Quantity.of(1));
      assertThat(bench.till.payOut(back)).isInstanceOf(Outcome.Paused.class);
      bench.till.verify(back).manager(meg);
      Bench.finished(bench.till.payOut(back));
      assertThat(asked.stream().map(Situation::act))
          .containsExactly(
              Act.DISCOUNT,
              Act.TENDER,
              Act.OPEN_DRAWER,
              Act.VOID_COMPLETED,
              Act.PAY_OUT,
              Act.PAY_OUT);
    }
  }

  @Test
  void situation_showsTheCardByItsTokenAndItsFirstDigitsOnly() {
    List<Boolean> between = new ArrayList<>();
    try (Bench bench =
        bench(
            it -> {
              between.add(it.cardBetween("411111", "411111"));
              between.add(it.cardBetween("500000", "599999"));
              return Verdict.allow();
            })) {
      bench.payByCard(bench.pens(1));
      assertThat(between).containsExactly(true, false);
      Situation seen = asked.get(0);
      assertThat(seen.card()).isPresent();
      assertThat(seen.operator().id()).isEqualTo("max");
      assertThat(seen.amount()).isEqualTo(Bench.pounds("12.50"));
      assertThat(seen.toString()).doesNotContain("1111");
    }
  }
}

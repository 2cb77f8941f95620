package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.sale.Sale;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules decide about giving up an open sale, once something was paid on it. */
class GiveUpRulesTest {
  private static final String RULES =
      """
      {"schema": 1, "set": "s", "version": 1, "status": "APPROVED", "zone": "Europe/London",
       "currency": "GBP",
       "measures": [{"id": "day", "by": ["OPERATOR"], "over": "PT24H", "kinds": ["CANCEL"]}],
       "rules": [
         {"id": "paid", "version": 1, "on": ["CANCEL"],
          "when": {"type": "not", "of": {"type": "is", "trait": "COMPLETED"}},
          "then": {"outcome": "STEP_UP", "ask": ["MANAGER"]}, "text": "A manager looks at it."},
         {"id": "often", "version": 1, "on": ["CANCEL"],
          "when": {"type": "count", "measure": "day", "atLeast": 3},
          "then": {"outcome": "BLOCK"}, "text": "Too often."}]}
      """;

  @TempDir Path folder;
  private final TestClock clock = new TestClock("2025-03-03T10:15:30Z");

  private Bench bench() {
    return new Bench(
        folder, it -> it.clock(clock).times(HeldHost.TIMES).risk(RiskRules.parse(RULES)));
  }

  private static void refused(String code, Runnable act) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private static OperatorSession lent(Bench bench) {
    bench.till.access().enrol(bench.manager, new Operator("meg", "Meg", "supervisor"), pin());
    return bench
        .till
        .access()
        .override(bench.manager, Permission.VOID, "meg", pin(), new char[0], "customer left")
        .orThrow();
  }

  private static char[] pin() {
    return "4711".toCharArray();
  }

  private static Ticket partlyPaid(Bench bench) {
    Ticket ticket = bench.pens(1);
    try (var card = Bench.card()) {
      bench.till.pay(ticket, Tender.card(card, Bench.pounds("5.00")));
    }
    return ticket;
  }

  @Test
  void whatNothingWasPaidOn_isGivenUpAndCounted_whatWasPaidOn_needsTheManagerWhoSpokeForIt() {
    try (Bench bench = bench()) {
      assertThat(bench.till.voidSale(bench.pens(1), "left")).isInstanceOf(Outcome.Approved.class);
      assertThat(bench.kinds()).doesNotContain("check.found");

      Ticket ticket = partlyPaid(bench);
      refused("check.stepUp", () -> bench.till.voidSale(ticket, "left"));
      assertThat(bench.host.approvedMinor()).as("nothing went back").isEqualTo(500);
      assertThat(ticket.sale().state()).isEqualTo(Sale.State.TENDERING);
      assertThat(bench.kinds()).contains("check.found");

      refusedOthers(bench, ticket);
      Ticket again = ticket.spokenFor(lent(bench));
      refused("ticket.handedOver", () -> ticket.add("4006381333931", 1));
      assertThat(bench.till.voidSale(again, "left")).isInstanceOf(Outcome.Approved.class);
      assertThat(bench.host.approvedMinor()).isZero();

      Ticket third = partlyPaid(bench);
      refused("risk.often", () -> bench.till.voidSale(third, "left"));
      Bench.finished(bench.payByCard(third)); // the way on: to be paid, and to come back
    }
  }

  private static void refusedOthers(Bench bench, Ticket ticket) {
    OperatorSession own = bench.till.logOn("max", "secret".toCharArray()).orThrow();
    refused("ticket.notLent", () -> ticket.spokenFor(own));
    OperatorSession lent = lent(bench);
    OperatorSession meg = bench.till.logOn("meg", pin()).orThrow();
    OperatorSession hers =
        bench
            .till
            .access()
            .override(meg, Permission.VOID, "max", "secret".toCharArray(), new char[0], "any")
            .orThrow();
    refused("ticket.notLent", () -> ticket.spokenFor(hers));
    lent.logOff();
  }

  @Test
  void aLayaway_isAskedAboutAsWell() {
    try (Bench bench = bench()) {
      Ticket ticket = bench.pens(2);
      Layaways desk = bench.till.layaways(bench.manager);
      desk.lay(ticket, LayawayTest.plan());
      assertThat(bench.till.pay(ticket, Tender.cash(Bench.pounds("5.00"))))
          .isInstanceOf(Outcome.Approved.class);
      refused("check.stepUp", () -> desk.cancel(ticket, "moved away"));
      assertThat(ticket.sale().state()).isEqualTo(Sale.State.LAID_AWAY);
      OperatorSession lent = lent(bench);
      assertThat(bench.till.layaways(lent).cancel(ticket, "moved away"))
          .isInstanceOf(Outcome.Approved.class);
    }
  }
}

package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Act;
import dev.tillwright.core.access.Condition;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Reason;
import dev.tillwright.core.access.Role;
import dev.tillwright.core.access.TenderCheck;
import dev.tillwright.core.access.Verdict;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permissions, overrides and checks where they meet at a till. */
class AccessAtTillTest {
  private static final Reason WHY = Reason.of("test.discount", "somebody has to speak for it");

  @TempDir Path dir;

  private Bench bench(Role cashier, TenderCheck check) {
    Role supervisor = Role.SUPERVISOR.with(Permission.DISCOUNT, atMost("1.00"));
    return new Bench(
        dir,
        it ->
            it.guards(
                Guards.usual()
                    .access(access -> access.roles(List.of(cashier, supervisor, Role.MANAGER)))
                    .check(check)));
  }

  private static Condition atMost(String pounds) {
    return Condition.always().atMost(Bench.pounds(pounds));
  }

  private static char[] pin() {
    return "4711".toCharArray();
  }

  private static OperatorSession on(Bench bench, String who, String role) {
    bench.till.access().enrol(bench.manager, new Operator(who, who, role), pin());
    return bench.till.logOn(who, pin()).orThrow();
  }

  private static OperatorSession lent(
      Bench bench, OperatorSession to, Permission permission, String by) {
    return bench
        .till
        .access()
        .override(to, permission, by, pin(), new char[0], "regular")
        .orThrow();
  }

  private static void refused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  @Test
  void line_isTakenOut_byWhoMayVoid_upToSoMuch() {
    Role cashier = Role.CASHIER.with(Permission.VOID, atMost("10.00"));
    try (Bench bench = bench(cashier, TenderCheck.none())) {
      OperatorSession cas = on(bench, "cas", "cashier");
      Ticket ticket = bench.till.sale(cas).add("4006381333931", 1);
      ticket.add(Bench.item("tea", "5.00"), Quantity.of(1));
      refused(() -> ticket.remove(1), "access.aboveLimit");
      ticket.remove(2);
      assertThat(ticket.due()).isEqualTo(Bench.pounds("12.50"));
      Bench.finished(bench.till.pay(ticket, Tender.cash(Bench.pounds("12.50"))));
      assertThat(bench.refusals()).contains("VoidLine access.aboveLimit");
    }
  }

  @Test
  void line_isNotTakenOut_byWhoMayOnlySell() {
    try (Bench bench = bench(Role.CASHIER.without(Permission.VOID), TenderCheck.none())) {
      Ticket ticket = bench.till.sale(on(bench, "cas", "cashier")).add("4006381333931", 1);
      refused(() -> ticket.remove(1), "access.notAllowed");
      assertThat(ticket.due()).isEqualTo(Bench.pounds("12.50"));
    }
  }

  @Test
  void overrideForALargeSale_holdsForAllItsTenders_andForNoOther() {
    Role cashier = Role.CASHIER.with(Permission.SELL, atMost("10.00"));
    try (Bench bench = bench(cashier, TenderCheck.none())) {
      OperatorSession cas = on(bench, "cas", "cashier");
      on(bench, "meg", "manager");
      Ticket alone = bench.till.sale(cas).add("4006381333931", 1);
      Tender five = Tender.cash(Bench.pounds("5.00"));
      refused(() -> bench.till.pay(alone, five), "access.aboveLimit");
      OperatorSession spoken = lent(bench, cas, Permission.SELL, "meg");
      Ticket ticket = bench.till.sale(spoken).add("4006381333931", 1);
      assertThat(bench.till.pay(ticket, five)).isInstanceOf(Outcome.Approved.class);
      Bench.finished(bench.till.pay(ticket, Tender.cash(Bench.pounds("7.50"))));
      Ticket next = bench.till.sale(spoken).add("4006381333931", 1);
      refused(() -> bench.till.pay(next, five), "access.overrideUsed");
    }
  }

  @Test
  void whoSpeaksForWhatACheckAsks_mayDoItHimself_underHisConditions() {
    Role cashier = Role.CASHIER.with(Permission.DISCOUNT, Condition.always());
    TenderCheck check =
        it ->
            it.act() == Act.DISCOUNT
                ? Verdict.stepUp(Set.of(Verification.MANAGER), WHY)
                : Verdict.allow();
    try (Bench bench = bench(cashier, check)) {
      OperatorSession cas = on(bench, "cas", "cashier");
      on(bench, "sue", "supervisor");
      OperatorSession spoken = lent(bench, cas, Permission.DISCOUNT, "sue");
      Ticket ticket = bench.till.sale(spoken).add("4006381333931", 1);
      // Sue may give one pound, and so may who has her word.
      refused(() -> ticket.discount(Discount.percent(10, "regular")), "check.stepUp");
      ticket.discount(Discount.percent(5, "regular"));
      refused(() -> ticket.discount(Discount.percent(1, "regular")), "check.stepUp");
    }
  }

  @Test
  void aBlock_isWhatPeopleAreTold_alsoBesideAStepUp() {
    Reason blocks = Reason.of("test.blocks", "never");
    TenderCheck asks = it -> Verdict.stepUp(Set.of(Verification.MANAGER), WHY);
    try (Bench bench = bench(Role.CASHIER, asks.and(it -> Verdict.block(blocks)))) {
      assertThat(bench.till.pay(bench.pens(1), Tender.cash(Bench.pounds("12.50"))))
          .isEqualTo(new Outcome.Declined("test.blocks", "never"));
    }
  }
}

package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.CodeSeed;
import dev.tillwright.core.access.Limit;
import dev.tillwright.core.access.Limit.Per;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.access.TestIndex;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Verification;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits that count from the journal, and what is shown above them. */
class LimitsTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path dir;
  private final TestClock clock = new TestClock("2025-03-03T10:15:30Z");

  /** The books; those who inherit have them elsewhere. */
  Supplier<Database> store() {
    return () -> Database.sqlite(dir.resolve("till.db"));
  }

  private Bench bench(Limit... limits) {
    return new Bench(
        store(),
        it ->
            it.clock(clock)
                .times(HeldHost.TIMES)
                .sealer(new SubjectSealer())
                .guards(
                    Guards.usual()
                        .limits(List.of(limits))
                        .access(
                            access ->
                                access
                                    .identity(
                                        dev.tillwright.core.access.IdentityCheck.Method.BIOMETRIC,
                                        deadline -> Optional.of("finger-3"))
                                    .references(new TestIndex()))));
  }

  private static OperatorSession meg(Bench bench) {
    bench.till.access().enrol(bench.manager, new Operator("meg", "Meg", "supervisor"), pin());
    return bench.till.logOn("meg", pin()).orThrow();
  }

  private static char[] pin() {
    return "4711".toCharArray();
  }

  @Test
  void card_isCountedOverSales_andTheTimeSlides_alsoOverARestart() {
    try (Bench bench = bench(Limit.of("card-day", Per.CARD, Bench.pounds("30.00"), DAY))) {
      Bench.finished(bench.payByCard(bench.pens(1)));
      clock.move(Duration.ofHours(10));
      bench.manager = bench.till.logOn("max", "secret".toCharArray()).orThrow();
      Bench.finished(bench.payByCard(bench.pens(1)));
      bench.reopen();
      Ticket third = bench.pens(1);
      assertThat(bench.payByCard(third))
          .isInstanceOfSatisfying(
              Outcome.Paused.class,
              it -> assertThat(it.pause().reasons()).containsExactly("limit.card-day"));
      // Cash is not of that card.
      bench.till.verify(third).drop("cash instead");
      bench.cash(third);
      // The first drops out a day after it was taken, to the millisecond.
      clock.move(Duration.ofHours(14).minusMillis(1));
      bench.manager = bench.till.logOn("max", "secret".toCharArray()).orThrow();
      Ticket fourth = bench.pens(1);
      assertThat(bench.payByCard(fourth)).isInstanceOf(Outcome.Paused.class);
      bench.till.verify(fourth).drop("wait");
      clock.move(Duration.ofMillis(1));
      Bench.finished(bench.payByCard(fourth));
    }
  }

  @Test
  void refund_makesRoomWhereThePolicySaysSo_andWhatWasTakenOffNeverCounts() {
    Limit room = Limit.of("room", Per.CARD, Bench.pounds("20.00"), DAY);
    Limit on = Limit.of("on", Per.CARD, Bench.pounds("20.00"), DAY);
    try (Bench bench = bench(room, on.refunds(Limit.Refunds.COUNT_ON))) {
      Ticket given = bench.pens(2);
      try (var card = Bench.card()) {
        bench.till.pay(given, Tender.card(card, Bench.pounds("12.50")));
      }
      bench.till.voidSale(given, "left");
      CompletedSale sold = Bench.finished(bench.payByCard(bench.pens(1)));
      Ticket back = bench.till.giveBack(bench.manager, sold.id(), "");
      back.giveBack(1, Quantity.of(1));
      Bench.finished(bench.till.payOut(back));
      assertThat(bench.payByCard(bench.pens(1)))
          .isInstanceOfSatisfying(
              Outcome.Paused.class,
              it -> assertThat(it.pause().reasons()).containsExactly("limit.on"));
    }
  }

  @Test
  void member_showsWhatIsAskedFor_andNothingElseWillDo() {
    Set<Verification> asks =
        Set.of(Verification.PIN, Verification.ONE_TIME_CODE, Verification.BIOMETRIC);
    Limit limit = Limit.of("member", Per.MEMBER, Bench.pounds("10.00"), DAY).asking(asks);
    try (Bench bench = bench(limit)) {
      OperatorSession meg = meg(bench);
      var customers = bench.till.access().customers();
      assertThat(customers.setPin(meg, "m-1", "2580".toCharArray()).isAllowed()).isTrue();
      assertThat(customers.bind(meg, "m-1", "finger-3").isAllowed()).isTrue();
      char[] code;
      try (CodeSeed seed = customers.enrolCode(meg, "m-1").orElseThrow()) {
        code = Codes.now(seed, clock.instant());
      }
      Ticket ticket = bench.pens(1).member("m-1");
      Tender cash = Tender.cash(Bench.pounds("12.50"));
      assertThat(bench.till.pay(ticket, cash)).isInstanceOf(Outcome.Paused.class);
      VerificationDesk desk = bench.till.verify(ticket);
      assertThatThrownBy(() -> desk.manager(meg)).hasMessageContaining("not asked for");
      assertThatThrownBy(() -> desk.pin("0000".toCharArray())).isInstanceOf(RefusedException.class);
      desk.pin("2580".toCharArray());
      desk.code(code.clone());
      assertThat(desk.missing()).containsExactly(Verification.BIOMETRIC);
      assertThat(bench.till.pay(ticket, cash)).isInstanceOf(Outcome.Paused.class);
      desk.biometric(Duration.ofSeconds(1));
      Bench.finished(bench.till.pay(ticket, cash));
      // The code was used.
      Ticket next = bench.pens(1).member("m-1");
      bench.till.pay(next, cash);
      assertThatThrownBy(() -> bench.till.verify(next).code(code.clone()))
          .isInstanceOfSatisfying(
              RefusedException.class, it -> assertThat(it.code()).isEqualTo("access.codeUsed"));
      assertThat(bench.refusals()).contains("Verify access.codeUsed", "Verify access.wrong");
    }
  }

  @Test
  void aClockThatWasAhead_hasEmptiedNoWindow() {
    try (Bench bench = bench(Limit.of("card-day", Per.CARD, Bench.pounds("20.00"), DAY))) {
      Bench.finished(bench.payByCard(bench.pens(1)));
      clock.move(Duration.ofDays(2));
      bench.manager = bench.till.logOn("max", "secret".toCharArray()).orThrow();
      Ticket asked = bench.pens(2); // looks, two days ahead, and takes nothing
      assertThat(bench.payByCard(asked)).isInstanceOf(Outcome.Paused.class);
      bench.till.verify(asked).drop("not now");
      clock.move(Duration.ofDays(-2));
      bench.manager = bench.till.logOn("max", "secret".toCharArray()).orThrow();
      assertThat(bench.payByCard(bench.pens(1))).isInstanceOf(Outcome.Paused.class);
    }
  }

  @Test
  void aSaleByAClockFarAhead_leavesInTime_andLaterOnesAreCounted() {
    try (Bench bench = bench(Limit.of("card-day", Per.CARD, Bench.pounds("20.00"), DAY))) {
      clock.move(Duration.ofDays(365));
      bench.manager = bench.till.logOn("max", "secret".toCharArray()).orThrow();
      Bench.finished(bench.payByCard(bench.pens(1)));
      clock.move(Duration.ofDays(-365)); // put right
      bench.manager = bench.till.logOn("max", "secret".toCharArray()).orThrow();
      assertThat(bench.payByCard(bench.pens(1))).isInstanceOf(Outcome.Paused.class);
      bench.cash(bench.pens(1)); // from now on it is known how far it was ahead
      clock.move(DAY);
      bench.manager = bench.till.logOn("max", "secret".toCharArray()).orThrow();
      Bench.finished(bench.payByCard(bench.pens(1)));
      assertThat(bench.payByCard(bench.pens(1))).isInstanceOf(Outcome.Paused.class);
      clock.move(DAY);
      bench.manager = bench.till.logOn("max", "secret".toCharArray()).orThrow();
      Bench.finished(bench.payByCard(bench.pens(1)));
    }
  }

  @Test
  void aLimitThatAsksForNothing_isPassedByNobody_andNothingIsAskedOfOthers() {
    Limit limit = Limit.of("hard", Per.MEMBER, Bench.pounds("10.00"), DAY).asking(Set.of());
    try (Bench bench = bench(limit)) {
      Tender cash = Tender.cash(Bench.pounds("12.50"));
      assertThat(bench.till.pay(bench.pens(1).member("m-1"), cash))
          .isInstanceOfSatisfying(
              Outcome.Declined.class, it -> assertThat(it.code()).isEqualTo("limit.hard"));
      Bench.finished(bench.till.pay(bench.pens(1), cash));
    }
  }
}

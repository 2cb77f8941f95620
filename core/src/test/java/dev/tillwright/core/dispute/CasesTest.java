package dev.tillwright.core.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesTest {
  @TempDir Path folder;
  private CaseBench bench;
  private Cases cases;

  @BeforeEach
  void open() {
    bench = new CaseBench(folder);
    bench.sell(3);
    cases = bench.cases;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void dispute_goesItsWay_andEachStepIsAnEntry() {
    CaseFile file = cases.open("ann", bench.dispute(0, "ARN-1"));
    assertThat(file.state()).isEqualTo(CaseState.NEW);
    cases.note("ann", file.id(), "asked the cashier");
    cases.move("ann", file.id(), CaseState.IN_WORK, "");
    cases.due("max", file.id(), CaseBench.NOW.plus(Duration.ofDays(3)), "the acquirer said so");
    cases.move("max", file.id(), CaseState.ANSWERED, "by post");
    cases.exported("max", file.id(), "0".repeat(64), false);
    CaseFile now = cases.move("max", file.id(), CaseState.WON, "");
    assertThat(now.state().closed()).isTrue();
    assertThat(now.deadline()).isEqualTo(CaseBench.NOW.plus(Duration.ofDays(3)));
    assertThat(now.intake()).isEqualTo(file.intake());
    assertThat(cases.timeline(file.id()))
        .extracting(Entry::kind)
        .containsExactly(
            "case.opened",
            "case.noted",
            "case.moved",
            "case.due",
            "case.moved",
            "case.exported",
            "case.moved");
    assertThat(cases.ofSale(bench.sale(0).id())).containsExactly(now);
    assertThat(cases.ofSale(bench.sale(1).id())).isEmpty();
  }

  @Test
  void state_thatMayNotFollow_isRefused_andNothingIsWritten() {
    CaseFile file = cases.open("ann", bench.dispute(0, ""));
    long head = bench.journal.headSeq();
    for (CaseState next : List.of(CaseState.WON, CaseState.RESOLVED, CaseState.NEW)) {
      assertThatThrownBy(() -> cases.move("ann", file.id(), next, ""))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> cases.note("ann", "case-till-01-1-999", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(bench.journal.headSeq()).isEqualTo(head);
  }

  @Test
  void everyState_leadsToAnEnd_andClosedOnesOnlyToWork() {
    for (CaseKind kind : CaseKind.values()) {
      for (CaseState state : CaseState.values()) {
        if (state.closed()) {
          assertThat(state.next(kind)).isSubsetOf(CaseState.IN_WORK);
        }
        assertThat(state.next(kind)).doesNotContain(CaseState.NEW, state);
      }
      assertThat(CaseState.NEW.next(kind)).contains(CaseState.WITHDRAWN, CaseState.IN_WORK);
    }
    assertThat(CaseState.WAITING.next(CaseKind.DISPUTE)).isEmpty();
    assertThat(CaseState.ANSWERED.next(CaseKind.COMPLAINT)).isEmpty();
  }

  @Test
  void sameReferenceTwice_isTheSameCase() {
    CaseFile first = cases.open("ann", bench.dispute(0, "ARN-1"));
    assertThat(cases.open("max", bench.dispute(0, "ARN-1"))).isEqualTo(first);
    assertThat(cases.open("max", bench.dispute(0, "ARN-2")).id()).isNotEqualTo(first.id());
  }

  @Test
  void withoutAReference_wordForWordTwice_isTheSameCase_andOtherWordsAreNot() {
    CaseFile first = cases.open("ann", bench.complaint(0));
    assertThat(cases.open("max", bench.complaint(0))).isEqualTo(first);
    assertThat(cases.open("max", bench.dispute(0, "")).id()).isNotEqualTo(first.id());
  }

  @Test
  void deadlines_raiseAlarms_whichGoWhenTheCaseIsClosed() {
    Monitor monitor = new Monitor(Clock.fixed(CaseBench.NOW, ZoneOffset.UTC));
    CaseFile later = cases.open("ann", bench.dispute(0, "a")); // due in ten days
    CaseFile soon = cases.open("ann", bench.complaint(1)); // due in two
    cases.watch(monitor, Duration.ofDays(3));
    cases.watch(monitor, Duration.ofDays(3));
    assertThat(monitor.standing()).extracting(Alarm::subject).containsExactly(soon.id());
    assertThat(monitor.standing()).extracting(Alarm::code).containsExactly(Cases.DUE_SOON);

    cases.due("ann", soon.id(), CaseBench.NOW.minusSeconds(1), "");
    cases.watch(monitor, Duration.ofDays(3));
    assertThat(monitor.standing()).extracting(Alarm::code).containsExactly(Cases.OVERDUE);
    assertThat(cases.dueBefore(CaseBench.NOW.plus(Duration.ofDays(30))))
        .extracting(CaseFile::id)
        .containsExactly(soon.id(), later.id());

    cases.move("ann", soon.id(), CaseState.RESOLVED, "a new one was given");
    cases.watch(monitor, Duration.ofDays(3));
    assertThat(monitor.standing()).isEmpty();
  }

  @Test
  void cardNumberInANote_isRefused_andNotRepeated() {
    CaseFile file = cases.open("ann", bench.complaint(0));
    for (String note :
        List.of(
            "card 4111111111111111.",
            "4111 1111 1111 1111",
            "x 4111-1111-1111-1111 y",
            "5555 5555 5555 4444 12/27",
            "paid with 4012888888881881 01.02.2027")) {
      assertThatThrownBy(() -> cases.note("ann", file.id(), note))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("1111");
    }
    cases.note("ann", file.id(), "card that ends with 1111, tel +44 20 7946 0000, 4006381333930");
    assertThatThrownBy(() -> cases.note("ann", file.id(), "x".repeat(2_001)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void list_isRebuiltToTheSame() {
    cases.open("ann", bench.complaint(0));
    CaseFile moved = cases.open("ann", bench.dispute(1, "x"));
    cases.move("ann", moved.id(), CaseState.ACCEPTED, "");
    List<CaseFile> before = cases.dueBefore(CaseBench.NOW.plus(Duration.ofDays(99)));
    CaseFile one = cases.find(moved.id()).orElseThrow();
    bench.journal.rebuild(CaseBook.NAME);
    assertThat(cases.dueBefore(CaseBench.NOW.plus(Duration.ofDays(99)))).isEqualTo(before);
    assertThat(cases.find(moved.id())).contains(one);
  }
}

package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleKind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sales that are put aside, given up, or taken back whole; and two windows on one till (A1). */
class TakenBackTest {
  @TempDir Path folder;
  private Bench bench;
  private OperatorSession ann;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
    bench.till.access().enrol(bench.manager, cashier("ann"), "pin-4711".toCharArray());
    ann = bench.till.logOn("ann", "pin-4711".toCharArray()).orThrow();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static Operator cashier(String id) {
    return new Operator(id, id, "cashier");
  }

  private static void refused(String code, Runnable step) {
    assertThatThrownBy(step::run)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  // --- suspended -------------------------------------------------------------------------------

  @Test
  void suspendedSale_isListedAndTakenUpByAnother_alsoAfterARestart() {
    Ticket ticket = bench.pens(2);
    ticket.suspend("blue coat");
    refused("sale.suspended", () -> ticket.add(Bench.item("tea", "1.00"), Quantity.of(1)));
    assertThat(bench.till.suspended())
        .extracting(SuspendedSale::label)
        .containsExactly("blue coat");
    bench.reopen();

    assertThat(bench.till.recovery().open()).isEmpty();
    assertThat(bench.till.suspended()).hasSize(1);
    ann = bench.till.logOn("ann", "pin-4711".toCharArray()).orThrow();
    Ticket again = bench.till.resume(ann, bench.till.suspended().get(0).sale());
    assertThat(bench.till.suspended()).isEmpty();
    CompletedSale sale = bench.cash(again);
    assertThat(sale.operator()).isEqualTo("ann");
    assertThat(sale.total()).isEqualTo(pounds("25.00"));
    refused("sale.notOpen", () -> bench.till.resume(ann, ticket.id()));
  }

  // --- voided after the sale -------------------------------------------------------------------

  @Test
  void completedSale_isTakenBackWhole_cardsReversedAndCashBack() {
    Ticket ticket = bench.pens(2);
    try (CardRead card = Bench.card()) {
      bench.till.pay(ticket, Tender.card(card, pounds("20.00")));
    }
    CompletedSale sale = bench.cash(ticket);

    CompletedSale taken =
        Bench.finished(bench.till.voidCompleted(bench.manager, sale.id(), "wrong customer"));

    assertThat(taken.kind()).isEqualTo(SaleKind.VOID);
    assertThat(taken.origin()).isEqualTo(sale.id());
    assertThat(bench.host.approvedMinor()).isZero();
    assertThat(bench.x().cash().expected().isZero()).isTrue();
    assertThat(bench.x().voids()).isEqualTo(1);
    assertThat(bench.x().net().isZero()).isTrue();
    assertThat(bench.slip(taken)).contains("VOID", "Void of");
    assertThat(bench.kinds()).contains("sale.voiding");
    refused("void.cameBack", () -> bench.till.voidCompleted(bench.manager, sale.id(), "once more"));
  }

  @Test
  void completedSale_isNotVoided_byACashierOrOnAnotherDayOrAfterAReturn() {
    CompletedSale sale = bench.cash(bench.pens(2));
    assertThatThrownBy(() -> bench.till.voidCompleted(ann, sale.id(), "mine"))
        .isInstanceOf(RefusedException.class);
    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "");
    back.giveBack(1, Quantity.of(1));
    CompletedSale returned = Bench.finished(bench.till.payOut(back));
    refused("void.cameBack", () -> bench.till.voidCompleted(bench.manager, sale.id(), "late"));
    refused("void.notASale", () -> bench.till.voidCompleted(bench.manager, returned.id(), "no"));
    CompletedSale other = bench.cash(bench.pens(1));
    bench.till.closeDay(bench.manager);
    refused("void.dayClosed", () -> bench.till.voidCompleted(bench.manager, other.id(), "late"));
  }

  // --- refusals --------------------------------------------------------------------------------

  @Test
  void refusedSteps_areWrittenDown_withinABound() {
    Ticket ticket = bench.till.sale(ann).add("4006381333931", 1);
    assertThatThrownBy(
            () -> bench.till.pay(ticket.exemptFromTax("friend"), Tender.cash(pounds("1"))))
        .isInstanceOf(RefusedException.class);
    for (int i = 0; i < 2 * Ticket.MAX_REFUSALS; i++) {
      assertThatThrownBy(() -> ticket.remove(9)).isInstanceOf(RefusedException.class);
    }
    bench.cash(ticket);
    assertThat(bench.refusals()).hasSize(Ticket.MAX_REFUSALS);
    assertThat(bench.refusals().get(0)).startsWith("ExemptFromTax access.");
    assertThat(bench.refusals().get(1)).isEqualTo("VoidLine sale.noSuchLine");
  }

  // --- field failures --------------------------------------------------------------------------

  /** Field failure: two windows on one till; their sales never share a name or a number. */
  @Test
  void twoWindowsOnOneTill_haveReceiptNumbersOfTheirOwn() throws Exception {
    int each = 25;
    ExecutorService windows = Executors.newFixedThreadPool(2);
    try {
      Callable<Boolean> window =
          () -> {
            for (int i = 0; i < each; i++) {
              bench.cash(bench.pens(1));
            }
            return true;
          };
      for (Future<Boolean> done : windows.invokeAll(List.of(window, window))) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      windows.shutdownNow();
    }
    Set<Long> receipts = new HashSet<>();
    Set<String> names = new HashSet<>();
    bench.entries().stream()
        .filter(entry -> entry.kind().equals(CompletedSale.KIND))
        .map(CompletedSale::read)
        .forEach(
            sale -> {
              receipts.add(sale.receipt());
              names.add(sale.id().toString());
            });
    assertThat(receipts).hasSize(2 * each).contains(1L, 2L * each);
    assertThat(names).hasSize(2 * each);
    assertThat(bench.x().cash().expected()).isEqualTo(pounds("12.50").times(2 * each));
  }

  /** Field failure: a receipt was printed and the power cut; the sale must be there. */
  @Test
  void receiptPrintedAndThePowerCut_saleIsThere_andItsNextSlipIsACopy() {
    CompletedSale sale = bench.cash(bench.pens(1));
    bench.till.print(sale.id());
    Ticket open = bench.pens(1);
    assertThat(open.sale().state()).isEqualTo(Sale.State.OPEN);
    bench.reopen();

    assertThat(bench.till.find(sale.id())).contains(sale);
    assertThat(bench.till.wasPrinted(sale.id())).isTrue();
    bench.till.print(sale.id());
    assertThat(bench.printed.get(1)).contains("COPY");
    assertThat(bench.cash(bench.pens(1)).receipt()).isEqualTo(sale.receipt() + 1);
  }
}

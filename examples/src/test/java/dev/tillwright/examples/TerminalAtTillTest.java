package dev.tillwright.examples;

import static dev.tillwright.examples.TerminalBench.pounds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.PartialChoice;
import dev.tillwright.core.payment.PaymentBook;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.device.contract.Trouble;
import dev.tillwright.device.virtual.VirtualTerminal.Card;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A till whose cards are read by a payment terminal: never charged twice, and what is unknown is
 * never shown as declined (F14, A6 to A9).
 */
@Timeout(120)
class TerminalAtTillTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(150);

  @TempDir Path folder;
  private final TerminalBench bench = new TerminalBench();

  @BeforeEach
  void open() {
    bench.open(folder.resolve("till.db"), AMPLE, AMPLE);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Outcome pay(Ticket ticket) {
    return new PaymentsTour(bench.till, bench.ann).payAtTerminal(ticket);
  }

  private static CompletedSale finished(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Approved.class);
    return ((Outcome.Approved) outcome).sale().orElseThrow();
  }

  private static String key(CompletedSale sale) {
    TenderLine line = sale.tenders().get(0);
    assertThat(line.kind()).isEqualTo(TenderKind.TERMINAL);
    return Objects.requireNonNull(line.payment());
  }

  private static String unknown(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
    return ((Outcome.Unknown) outcome).key();
  }

  private CompletedSale paid() {
    bench.peer.present(Card.GOOD);
    return finished(pay(bench.sale("12.50")));
  }

  @Test
  void aSale_isPaidAtTheTerminal_whichKeepsTheCard() {
    CompletedSale sale = paid();
    assertThat(bench.peer.movedMinor(key(sale))).isEqualTo(1_250);
    assertThat(new TextRenderer(42).render(bench.till.receipt(sale.id())))
        .contains("Card (terminal)", key(sale))
        .doesNotContain("****");
    List<Entry> entries = new ArrayList<>();
    bench.till.journal().read(1, bench.till.journal().headSeq(), entries::add);
    assertThat(entries)
        .filteredOn(entry -> entry.kind().equals("payment.intended"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.payload()).contains("at-terminal:" + key(sale)));
    assertThat(bench.terminal.slip(PaymentKey.parse(key(sale)), AMPLE).orElseThrow().slip())
        .contains("APPROVED");
  }

  @Test
  void aTip_isAskedForWithTheAmount() {
    bench.peer.present(Card.GOOD);
    Tender tender = Tender.terminal().withTip(pounds("2.00"));
    CompletedSale sale = finished(bench.till.pay(bench.sale("12.50"), tender));
    assertThat(bench.peer.movedMinor(key(sale))).isEqualTo(1_450);
    assertThat(sale.tenders().get(0).extras().tip()).isEqualTo(pounds("2.00"));
  }

  @Test
  void aBadCard_isDeclined_andAnotherPays() {
    Ticket ticket = bench.sale("12.50");
    bench.peer.present(Card.BAD);
    assertThat(pay(ticket)).isInstanceOf(Outcome.Declined.class);
    bench.peer.present(Card.GOOD);
    assertThat(bench.peer.movedMinor(key(finished(pay(ticket))))).isEqualTo(1_250);
  }

  @Test
  void approvalOfLess_isUndone_unlessItIsWanted() {
    Ticket ticket = bench.sale("12.50");
    bench.peer.present(Card.HALF);
    assertThat(pay(ticket)).isInstanceOf(Outcome.Declined.class);
    assertThat(ticket.due()).isEqualTo(pounds("12.50"));

    bench.peer.present(Card.HALF);
    Tender part = Tender.terminal().withPartial(PartialChoice.ALWAYS);
    assertThat(bench.till.pay(ticket, part)).isInstanceOf(Outcome.Approved.class);
    assertThat(ticket.due()).isEqualTo(pounds("6.25"));
    CompletedSale sale = finished(bench.till.pay(ticket, Tender.cash(pounds("6.25"))));
    assertThat(bench.peer.movedMinor(key(sale))).isEqualTo(625);
  }

  @Test
  void aLostAnswer_isFoundByItsKey_withinTheSameCall() {
    bench.cable.begin(Trouble.REPLY_LOST);
    CompletedSale sale = paid();
    assertThat(bench.peer.movedMinor(key(sale))).isEqualTo(1_250);
  }

  @Test
  void aTerminalThatIsGone_leavesTheSaleUnknown_untilItIsBack() {
    Ticket ticket = takenInTheDark();
    Outcome cash = bench.till.pay(ticket, Tender.cash(pounds("12.50")));
    String key = unknown(cash); // what may have been paid is not paid again
    bench.shut = false;
    assertThat(bench.till.resolve()).isZero();
    assertThat(bench.till.find(ticket.id())).map(TerminalAtTillTest::key).contains(key);
    assertThat(bench.peer.movedMinor(key)).isEqualTo(1_250);
  }

  /** The terminal approves, and the cable is out before it can say so. */
  private Ticket takenInTheDark() {
    bench.shut = true;
    bench.cable.begin(Trouble.REPLY_LOST);
    bench.peer.present(Card.GOOD);
    Ticket ticket = bench.sale("12.50");
    unknown(pay(ticket));
    return ticket;
  }

  @Test
  void whatIsUnknown_isCancelledOnDemand_andUndoneWhenTheTerminalIsBack() {
    Ticket ticket = takenInTheDark();
    String key = unknown(pay(ticket));
    assertThat(bench.till.cancelPayment(ticket)).isTrue();
    bench.shut = false;
    assertThat(bench.till.resolve()).isZero();
    assertThat(bench.peer.movedMinor(key)).isZero();
    finished(bench.till.pay(ticket, Tender.cash(pounds("12.50"))));
  }

  /** A batch that is closed: only a person can give the money back, and is called at once. */
  @Test
  void whatTheTerminalCannotUndo_isAskedForOnce_andAPersonEndsIt() {
    Ticket ticket = takenInTheDark();
    PaymentKey key = PaymentKey.parse(unknown(pay(ticket)));
    assertThat(bench.till.cancelPayment(ticket)).isTrue();
    bench.peer.closeBatch();
    bench.shut = false;
    for (int round = 0; round < 5; round++) {
      assertThat(bench.till.resolve()).isOne();
    }
    assertThat(bench.peer.reversals()).as("how often the terminal was asked to undo it").isOne();
    assertThat(bench.till.monitor().standing())
        .extracting(Alarm::code)
        .contains("payment.needsPerson");
    assertThat(bench.till.settleByHand(bench.ann, key, true, "it stands")).isFalse();
    assertThat(bench.till.settleByHand(bench.ann, key, false, "given back in cash")).isTrue();
    assertThat(bench.till.unfinishedPayments()).isZero();
    assertThat(bench.till.monitor().standing()).isEmpty();
    finished(bench.till.pay(ticket, Tender.cash(pounds("12.50"))));
  }

  @Test
  void theNextOpening_asksTheTerminal_andFinishesTheSale() {
    Ticket ticket = takenInTheDark();
    String key = unknown(pay(ticket));
    bench.till.close();
    bench.open(folder.resolve("till.db"), AMPLE, AMPLE); // the terminal is still away
    assertThat(bench.till.unfinishedPayments()).isOne();
    bench.till.close();
    bench.shut = false;
    bench.open(folder.resolve("till.db"), AMPLE, AMPLE);
    assertThat(bench.till.recovery().completed()).containsExactly(ticket.id());
    assertThat(bench.peer.movedMinor(key)).isEqualTo(1_250);
  }

  /** The files as a kill left them: the terminal goes on by itself, and is asked by the next. */
  @Test
  void aTillThatIsKilledWhileTheCardIsAwaited_chargesOnce() throws Exception {
    Ticket ticket = bench.sale("12.50");
    CompletableFuture<Outcome> first = CompletableFuture.supplyAsync(() -> pay(ticket));
    bench.cardsWanted.acquire();
    Path left = Files.createDirectory(folder.resolve("left"));
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, left.resolve(file.getFileName()));
      }
    }
    bench.till.close();
    try {
      unknown(first.join());
    } catch (CompletionException e) {
      // The answer came when nothing could be written any more.
      assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
    }

    bench.open(left.resolve("till.db"), AMPLE, AMPLE);
    assertThat(bench.till.unfinishedPayments()).isOne();
    bench.peer.present(Card.GOOD);
    while (bench.till.resolve() > 0) {
      Thread.sleep(20); // the terminal authorizes
    }
    CompletedSale sale = bench.till.find(ticket.id()).orElseThrow();
    assertThat(bench.peer.movedMinor(key(sale))).isEqualTo(1_250);
  }

  @Test
  void aPaymentIsCancelled_whileTheCardIsAwaited() throws Exception {
    Ticket ticket = bench.sale("12.50");
    CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(() -> pay(ticket));
    bench.cardsWanted.acquire();
    assertThat(bench.till.cancelPayment(ticket)).isTrue();
    assertThat(waiting.join()).isInstanceOf(Outcome.Declined.class);
    finished(bench.till.pay(ticket, Tender.cash(pounds("12.50"))));
  }

  @Test
  void aReturn_goesBackToACardAtTheTerminal_andIsNeverKeptForLater() {
    CompletedSale sale = paid();
    Ticket back = bench.till.giveBack(bench.ann, sale.id(), "");
    back.giveBack(1, Quantity.of(1));
    bench.shut = true;
    bench.peer.unplug();
    assertThat(bench.till.payOut(back)).isInstanceOf(Outcome.Declined.class);
    assertThat(bench.till.unfinishedPayments()).isZero();
    bench.shut = false;
    bench.peer.present(Card.GOOD);
    CompletedSale returned = finished(bench.till.payOut(back));
    assertThat(bench.peer.movedMinor(key(returned))).isEqualTo(-1_250);
    assertThat(bench.peer.movedMinor(key(sale))).isEqualTo(1_250);
  }

  @Test
  void aVoidOnTheSameDay_undoesThePayment() {
    CompletedSale sale = paid();
    finished(bench.till.voidCompleted(bench.ann, sale.id(), "wrong customer"));
    assertThat(bench.till.unfinishedPayments()).isZero();
    assertThat(bench.peer.movedMinor(key(sale))).isZero();
  }

  /** Whatever the cable does: what the books say was paid is what the terminal moved, once. */
  @Test
  void underTroubles_theBooksAndTheTerminalAgree() {
    bench.till.close();
    Path database = folder.resolve("troubled.db");
    bench.open(database, SHORT, SHORT);
    long seed = System.nanoTime();
    System.out.println("TerminalAtTillTest seed " + seed);
    Random random = new Random(seed);
    Trouble[] troubles = {
      Trouble.REPLY_LOST, Trouble.SILENT, Trouble.UNPLUGGED, Trouble.BREAKS_MID_JOB, Trouble.GARBLED
    };
    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      boolean troubled = random.nextBoolean();
      if (troubled) {
        bench.cable.begin(troubles[random.nextInt(troubles.length)]);
      }
      if (random.nextInt(4) > 0) {
        bench.peer.present(random.nextInt(4) == 0 ? Card.BAD : Card.GOOD);
      }
      Ticket ticket = bench.sale("12.50");
      tickets.add(ticket);
      pay(ticket);
      bench.cable.end();
      if (random.nextInt(6) == 0) {
        bench.till.close();
        bench.open(database, SHORT, SHORT);
      }
    }
    bench.till.close();
    bench.open(database, AMPLE, AMPLE);
    bench.peer.endWaits();
    assertThat(bench.till.resolve()).isZero();
    for (Ticket ticket : tickets) {
      Money booked = Money.zero(TerminalBench.GBP);
      long moved = 0;
      for (Attempt attempt : attempts(ticket)) {
        moved += bench.peer.movedMinor(attempt.key().toString());
        booked = booked.plus(attempt.counted());
      }
      assertThat(moved).as("%s, seed %d", ticket.id(), seed).isEqualTo(booked.minor());
      assertThat(bench.till.find(ticket.id()).isPresent()).isEqualTo(moved == 1_250);
    }
  }

  private List<Attempt> attempts(Ticket ticket) {
    Journal journal = bench.till.journal();
    journal.awaitFollower(PaymentBook.NAME, journal.headSeq(), AMPLE);
    return journal.database().read(tx -> PaymentBook.ofSale(ticket.id().toString(), tx));
  }
}

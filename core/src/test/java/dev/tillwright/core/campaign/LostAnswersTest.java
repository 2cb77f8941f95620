package dev.tillwright.core.campaign;

import static dev.tillwright.core.campaign.FieldBench.finished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.Behaviour.Fault;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that were lost, late, garbled or never came, as other SDKs met them in the field. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LostAnswersTest {
  private static final Behaviour SILENCE = Behaviour.fault(Fault.DROP_REPLY);

  @TempDir Path folder;
  private FieldBench bench;

  @BeforeEach
  void open() {
    bench = new FieldBench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /**
   * stripe/stripe-terminal-android #470: the confirmation timed out, its retry was answered 409,
   * and the till showed "declined" while the money was taken. A naive till sends the retry as a new
   * payment, or takes the host's "seen already" for a decline.
   */
  @Test
  void timedOutAndPressedAgain_isNeverShownAsDeclinedWhileTheMoneyIsTaken() {
    bench.script(request -> SILENCE);
    Ticket ticket = bench.pens(1);

    assertThat(bench.byCard(ticket)).isInstanceOf(Outcome.Unknown.class);
    assertThat(bench.byCard(ticket)).isInstanceOf(Outcome.Unknown.class);
    assertThat(bench.inCash(ticket)).isInstanceOf(Outcome.Unknown.class);
    assertThat(bench.entries("payment.intended")).isEqualTo(1);

    bench.script(request -> Behaviour.usual());
    Outcome last = bench.byCard(ticket);
    if (last instanceof Outcome.Declined) {
      assertThat(bench.host.approvedMinor()).isZero();
      last = bench.byCard(ticket);
    }
    finished(last);
    assertThat(bench.charged()).isEqualTo(1250);
  }

  /**
   * The same with a host that can be asked: what is found is shown as paid. Nothing is sent a
   * second time, nothing is reversed.
   */
  @Test
  void timedOutAndAskedAbout_isShownAsPaid_withoutASecondRequest() {
    bench.close();
    bench = new FieldBench(folder, HostKind.ALL, builder -> builder);
    bench.script("0200", 1, SILENCE);

    CompletedSale sale = finished(bench.byCard(bench.pens(1)));

    assertThat(sale.tenders()).hasSize(1);
    assertThat(bench.asked("02")).isEqualTo(1);
    assertThat(bench.asked("04")).isZero();
    assertThat(bench.host.approvedMinor()).isEqualTo(1250);
  }

  /**
   * The same, where the host answers a repeated or unknown reversal with "seen already" (94), as
   * some do: that says nothing about the money, so the till may neither call it declined nor done.
   */
  @Test
  void duplicateAnswer_provesNothing_andThePaymentStaysUnknown() {
    bench.script(request -> request.mti().startsWith("04") ? Behaviour.decline("94") : SILENCE);
    Ticket ticket = bench.pens(1);

    assertThat(bench.byCard(ticket)).isInstanceOf(Outcome.Unknown.class);
    assertThat(bench.till.resolve()).isEqualTo(1);
    assertThat(bench.inCash(ticket)).isInstanceOf(Outcome.Unknown.class);
    assertThat(bench.host.approvedMinor()).isEqualTo(1250);

    bench.script(request -> Behaviour.usual());
    assertThat(bench.till.resolve()).isZero();
    finished(bench.inCash(ticket));
    assertThat(bench.host.approvedMinor()).isZero();
  }

  /**
   * woocommerce/woocommerce-android #16295, woocommerce-ios #17593: an error from the server though
   * the capture went through; woocommerce-ios #10673: the retry made a second payment. Bytes that
   * are no answer are not a decline.
   */
  @Test
  void garbledAnswer_isNoDecline_andTheRetryMakesNoSecondCharge() {
    for (Fault fault : List.of(Fault.GARBAGE, Fault.WRONG_KEY, Fault.CLOSE_MID_MESSAGE)) {
      long before = bench.host.approvedMinor();
      bench.script("0200", 1, Behaviour.fault(fault));
      Ticket ticket = bench.pens(1);

      Outcome outcome = bench.byCard(ticket);
      if (outcome instanceof Outcome.Declined) {
        assertThat(bench.host.approvedMinor()).as(fault.name()).isEqualTo(before);
      }
      if (!(outcome instanceof Outcome.Approved)) {
        finished(bench.byCard(ticket));
      }
      assertThat(bench.charged()).as(fault.name()).isEqualTo(before + 1250);
    }
  }

  /**
   * stripe/stripe-terminal-android #212: a call-back never came, the till waited for ever, and the
   * reader was unusable after that. A naive till has no deadline of its own, or leaves its link
   * waiting for the lost answer.
   */
  @Test
  void hostThatNeverAnswers_costsItsDeadline_andTheNextPaymentWorks() {
    bench.script(request -> Behaviour.fault(Fault.DROP_REQUEST));
    Ticket first = bench.pens(1);

    CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(() -> bench.byCard(first));
    assertThatCode(() -> waiting.get(20, TimeUnit.SECONDS)).doesNotThrowAnyException();
    assertThat(waiting.join()).isInstanceOf(Outcome.Unknown.class);

    bench.script(request -> Behaviour.usual());
    finished(bench.byCard(bench.pens(2)));
    assertThat(bench.till.resolve()).isZero();
    finished(bench.byCard(first));
    assertThat(bench.charged()).isEqualTo(2500 + 1250);
  }

  /**
   * stripe/stripe-terminal-ios #100: the call-back of an earlier payment came while the next was
   * under way and charged the old amount. A naive link gives the next answer to whoever waits.
   */
  @Test
  void staleAnswer_ofAnEarlierPayment_neverPaysTheNext() {
    Duration beyond = FieldBench.DEADLINE.plusMillis(200);
    bench.script("0200", 1, Behaviour.delay(beyond));
    Ticket first = bench.pens(1);
    assertThat(bench.byCard(first)).isNotInstanceOf(Outcome.Approved.class);

    bench.script("0200", 1, Behaviour.fault(Fault.DROP_REQUEST)); // only the stale answer comes
    Ticket second = bench.pens(1);
    assertThat(bench.byCard(second)).isNotInstanceOf(Outcome.Approved.class);
    assertThat(bench.till.resolve()).isZero();
    assertThat(bench.host.approvedMinor()).isZero();

    finished(bench.byCard(second));
    assertThat(bench.charged()).isEqualTo(1250);
  }

  /**
   * stripe/stripe-terminal-android, change log: the tip of one sale was kept and put on the next. A
   * naive till keeps the amount, the card or the key of the last payment in fields.
   */
  @Test
  void nothingOfOnePayment_isCarriedOverToTheNext() {
    Ticket first = bench.pens(3);
    try (CardRead card = FixedCards.read(1)) {
      bench.till.pay(first, Tender.card(card, CampaignTill.pounds(10_01)));
    }
    bench.script("0200", 1, Behaviour.decline("51"));
    assertThat(bench.byCard(first)).isInstanceOf(Outcome.Declined.class);
    bench.till.voidSale(first, "changed mind");
    assertThat(bench.host.approvedMinor()).isZero();

    CompletedSale second = finished(bench.byCard(bench.of("2", 4)));

    assertThat(second.tenders()).hasSize(1);
    assertThat(second.tenders().get(0).amount()).isEqualTo(CampaignTill.pounds(13_32));
    assertThat(second.tenders().get(0).card().masked().text()).endsWith("1111");
    assertThat(bench.charged()).isEqualTo(1332);
    assertThat(bench.asked.stream().map(line -> line.split(" ", -1)[1]).distinct()).hasSize(3);
  }

  /**
   * stripe/stripe-terminal-react-native #978: the local id of a payment was blank after a failure,
   * so nobody could ask about it. A naive till takes its ids from the host's answer.
   */
  @Test
  void everyPayment_hasItsKeyFromTheStart_andKeepsItWhateverHappens() {
    bench.script(request -> SILENCE);
    Ticket ticket = bench.pens(1);
    String key = ((Outcome.Unknown) bench.byCard(ticket)).key();

    assertThat(bench.till.payment(PaymentKey.parse(key))).isPresent();
    assertThat(((Outcome.Unknown) bench.byCard(ticket)).key()).isEqualTo(key);
    bench.reopen();
    assertThat(bench.till.paymentsInFlight())
        .singleElement()
        .satisfies(it -> assertThat(it.key()).hasToString(key));
    bench.script(request -> Behaviour.usual());
    assertThat(bench.till.resolve()).isZero();

    assertThat(bench.till.payment(PaymentKey.parse(key))).isPresent();
    assertThat(bench.asked).allMatch(line -> line.endsWith(" " + key));
  }

  /**
   * MIRTH-1314 and others: a retry on each time-out flooded the host, and the repeat of a reversal
   * differed in its key fields, so that it was taken for another. Here repeats are marked, keep
   * their key, and come once a try.
   */
  @Test
  void reversalsAreRepeatedWithTheSameKey_markedAsRepeats_onceATry() {
    bench.script(
        request -> request.mti().startsWith("04") ? Behaviour.fault(Fault.DROP_REPLY) : SILENCE);
    assertThat(bench.byCard(bench.pens(1))).isInstanceOf(Outcome.Unknown.class);
    long first = bench.asked.size();
    for (int tries = 1; tries <= 3; tries++) {
      assertThat(bench.till.resolve()).isEqualTo(1);
      assertThat(bench.asked.size() - first).isLessThanOrEqualTo(2L * tries);
    }

    List<String> reversals = bench.asked.stream().filter(line -> line.startsWith("04")).toList();
    assertThat(reversals.get(0)).startsWith("0400");
    assertThat(reversals.subList(1, reversals.size()))
        .isNotEmpty()
        .allMatch(line -> line.equals(reversals.get(0).replace("0400", "0401")));
  }

  /**
   * A cancel that races with the approval (odoo/odoo #219054 left such a line waiting): whichever
   * is durable first stands, and in the end the host holds what the sale shows.
   */
  @Test
  void cancelRacingWithTheAnswer_leavesTheSaleAndTheHostAgreed() throws Exception {
    for (int round = 0; round < 6; round++) {
      long before = bench.host.approvedMinor();
      bench.script("0200", 1, Behaviour.delay(Duration.ofMillis(60)));
      Ticket ticket = bench.pens(1);
      CompletableFuture<Outcome> paying = CompletableFuture.supplyAsync(() -> bench.byCard(ticket));
      Thread.sleep(20L * round);
      bench.till.cancelPayment(ticket);
      Outcome outcome = paying.get(20, TimeUnit.SECONDS);
      assertThat(bench.till.resolve()).isZero();

      Money due = ticket.due();
      assertThat(outcome instanceof Outcome.Approved).isEqualTo(due.isZero());
      assertThat(bench.host.approvedMinor() - before).isEqualTo(1250 - due.minor());
    }
  }
}

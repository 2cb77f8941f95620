package dev.tillwright.core.host.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Customer;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Line;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Notices;
import dev.tillwright.core.host.wallet.simulator.WalletSimulator;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How payments go at wallets, whatever the customer, the line and the forger do (G5). */
@Timeout(60)
class WalletHostTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final WalletSimulator SIMULATOR =
      WalletSimulator.start(0, WalletBench.KEYS, WalletBench.CNY, InstantSource.system());
  private static final NoticeServer SERVER = new NoticeServer();
  private static final AtomicLong SEQ = new AtomicLong();

  private final List<String> display = new CopyOnWriteArrayList<>();
  private final WalletDisplay screen =
      new WalletDisplay() {
        @Override
        public void show(PaymentKey payment, String wallet, Money amount, String content) {
          display.add(wallet + " " + amount + " " + content);
        }

        @Override
        public void clear(PaymentKey payment) {
          display.add("clear");
        }
      };
  private WalletHost host;

  @BeforeEach
  void open() {
    open(Duration.ofMillis(20), 500);
  }

  private void open(Duration every, int polls) {
    SIMULATOR.script(ask -> WalletBehaviour.usual());
    host = WalletBench.builder(SIMULATOR).display(screen).polls(every, polls).build();
    SERVER.verdicts.clear();
    SERVER.to(host.notices());
    SIMULATOR.noticesTo("alipay", SERVER.of("alipay"));
    SIMULATOR.noticesTo("wechat", SERVER.of("wechat"));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @AfterAll
  static void stop() {
    SIMULATOR.close();
    SERVER.close();
  }

  private static PaymentKey key() {
    return new PaymentKey("till-01", 1, SEQ.incrementAndGet());
  }

  private static Money yuan(String decimal) {
    return Money.parse(decimal, WalletBench.CNY);
  }

  private static AuthorizationRequest asking(String wallet, PaymentKey key, boolean shown) {
    AuthorizationRequest asked =
        AuthorizationRequest.purchase(
            key,
            Charge.of(yuan("8.50")),
            ProtectedCard.ofWallet(wallet, key.toString(), shown),
            Instant.now());
    return shown ? asked : asked.presenting(WalletBench.code(key.seq()));
  }

  private HostReply pay(String wallet, PaymentKey key, Duration deadline) {
    return host.authorize(asking(wallet, key, false), deadline);
  }

  private static long moved(PaymentKey key) {
    return SIMULATOR.ledger().movedMinor(WalletBench.NUMBERS.of(key).orElseThrow());
  }

  private HostReply refund(String wallet, PaymentKey refund, PaymentKey of, String amount) {
    return host.refund(giving(wallet, refund, of, amount, false), AMPLE);
  }

  private static RefundRequest giving(
      String wallet, PaymentKey refund, PaymentKey of, String amount, boolean repeat) {
    return new RefundRequest(
        refund,
        of,
        yuan(amount),
        ProtectedCard.ofWallet(wallet, of.toString(), false),
        Instant.now(),
        repeat);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat"})
  void customerWhoTypesHisPassword_isWaitedFor(String wallet) {
    SIMULATOR.script(ask -> WalletBehaviour.of(Customer.PAYS_LATER).after(3).with(Notices.NONE));
    PaymentKey key = key();

    HostReply reply = pay(wallet, key, AMPLE);

    HostReply.Approved approved = (HostReply.Approved) reply;
    assertThat(approved.reference()).endsWith(approved.authorizationCode());
    assertThat(moved(key)).isEqualTo(850);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat"})
  void customerWhoNeverConfirms_isCancelled(String wallet) {
    open(Duration.ofMillis(5), 3);
    SIMULATOR.script(ask -> WalletBehaviour.of(Customer.NEVER));
    PaymentKey key = key();

    assertThat(pay(wallet, key, AMPLE))
        .isEqualTo(
            new HostReply.Declined("wallet.notConfirmed", "the customer did not confirm in time"));
    assertThat(moved(key)).isZero();
    assertThat(SIMULATOR.ledger().anyWaits()).isFalse();
  }

  @Test
  void customerWhoNeverConfirms_whileTheCancelIsLost_isUnknown_andThenUndone() {
    open(Duration.ofMillis(5), 2);
    SIMULATOR.script(
        ask ->
            ask.kind() == dev.tillwright.core.host.wallet.simulator.WalletAsk.Kind.CANCEL
                ? WalletBehaviour.of(Line.FAIL_BEFORE)
                : WalletBehaviour.of(Customer.NEVER));
    PaymentKey key = key();

    assertThat(pay("alipay", key, AMPLE)).isEqualTo(new HostReply.Unknown(Cause.TIMEOUT));

    SIMULATOR.script(ask -> WalletBehaviour.usual());
    assertThat(reverse("alipay", key, false)).isEqualTo(ReversalReply.ACKNOWLEDGED);
    assertThat(moved(key)).isZero();
  }

  private ReversalReply reverse(String wallet, PaymentKey key, boolean shown) {
    return host.reverse(
        new ReversalRequest(
            key,
            AttemptKind.PURCHASE,
            Charge.of(yuan("8.50")),
            ProtectedCard.ofWallet(wallet, key.toString(), shown),
            Instant.now(),
            ReversalRequest.Cause.REVERSAL,
            false),
        AMPLE);
  }

  @Test
  void cancelledAtTheTill_isCancelledAtTheWallet() throws Exception {
    open(Duration.ofSeconds(20), 3);
    SIMULATOR.script(ask -> WalletBehaviour.of(Customer.NEVER));
    PaymentKey key = key();
    CompletableFuture<HostReply> paying =
        CompletableFuture.supplyAsync(() -> pay("alipay", key, AMPLE));
    while (!SIMULATOR.ledger().anyWaits()) {
      Thread.sleep(5);
    }

    while (!paying.isDone()) {
      host.cancel(key);
      Thread.sleep(5);
    }

    assertThat(paying.get())
        .isEqualTo(new HostReply.Declined("wallet.cancelled", "it was cancelled at the till"));
    assertThat(moved(key)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat"})
  void shownCode_isPaidByItsNotice_andTakenAway(String wallet) {
    open(Duration.ofSeconds(20), 2); // only a notice is soon enough
    SIMULATOR.script(ask -> WalletBehaviour.of(Customer.PAYS_LATER).after(0));
    PaymentKey key = key();
    CompletableFuture<HostReply> paying =
        CompletableFuture.supplyAsync(() -> host.authorize(asking(wallet, key, true), AMPLE));
    while (display.isEmpty()) {
      Thread.onSpinWait();
    }
    // The customer pays, which the simulator learns by being asked.
    host.status(
        new StatusRequest(
            key,
            AttemptKind.PURCHASE,
            yuan("8.50"),
            ProtectedCard.ofWallet(wallet, key.toString(), true),
            Instant.now()),
        AMPLE);

    assertThat(paying.join()).isInstanceOf(HostReply.Approved.class);
    assertThat(SERVER.verdicts).containsExactly(NoticeVerdict.TOLD);
    assertThat(display).hasSize(2).last().isEqualTo("clear");
    assertThat(display.get(0)).startsWith(wallet + " 8.50 CNY ");
    assertThat(moved(key)).isEqualTo(850);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat"})
  void shownCode_thatWasPaidAfterAll_isGivenBack(String wallet) {
    SIMULATOR.script(ask -> WalletBehaviour.of(Customer.PAYS_LATER).after(0));
    PaymentKey key = key();
    assertThat(host.authorize(asking(wallet, key, true), AMPLE))
        .isInstanceOf(HostReply.Approved.class);

    assertThat(reverse(wallet, key, true)).isEqualTo(ReversalReply.ACKNOWLEDGED);
    assertThat(reverse(wallet, key, true)).isEqualTo(ReversalReply.ACKNOWLEDGED);
    long net =
        SIMULATOR.ledger().moved().entrySet().stream()
            .filter(each -> each.getKey().startsWith(WalletBench.NUMBERS.of(key).orElseThrow()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertThat(net).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat"})
  void forgedAndAlteredNotices_completeNothing(String wallet) {
    open(Duration.ofMillis(40), 3);
    for (Notices lie : List.of(Notices.FORGED, Notices.ALTERED)) {
      SERVER.verdicts.clear();
      SIMULATOR.script(ask -> WalletBehaviour.of(Customer.NEVER).with(lie));
      PaymentKey key = key();

      assertThat(pay(wallet, key, AMPLE)).as(lie.name()).isInstanceOf(HostReply.Declined.class);

      SIMULATOR.deliver();
      assertThat(SERVER.verdicts).containsExactly(NoticeVerdict.FORGED);
      assertThat(moved(key)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat"})
  void replayedNotice_isSeen_andTellsNobodyAgain(String wallet) {
    List<LateAnswer> late = new CopyOnWriteArrayList<>();
    host.onLateAnswer(late::add);
    SIMULATOR.script(ask -> WalletBehaviour.usual().with(Notices.AGAIN));
    PaymentKey key = key();

    assertThat(pay(wallet, key, AMPLE)).isInstanceOf(HostReply.Approved.class);
    SIMULATOR.deliver();

    assertThat(SERVER.verdicts)
        .containsExactly(NoticeVerdict.TOLD, NoticeVerdict.SEEN, NoticeVerdict.SEEN);
    assertThat(late.size()).isLessThanOrEqualTo(1); // as the first came before the answer or after
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat"})
  void lateNotice_isToldAsALateAnswer(String wallet) {
    List<LateAnswer> late = new CopyOnWriteArrayList<>();
    host.onLateAnswer(late::add);
    SIMULATOR.script(ask -> WalletBehaviour.usual().with(Line.FAIL_AFTER).with(Notices.LATE));
    PaymentKey key = key();
    assertThat(pay(wallet, key, AMPLE)).isEqualTo(new HostReply.Unknown(Cause.GARBLED));

    SIMULATOR.deliver();

    assertThat(late).hasSize(1);
    assertThat(late.get(0).key()).isEqualTo(key);
    assertThat(late.get(0).reply()).isInstanceOf(HostReply.Approved.class);
  }

  @Test
  void noticesOfStrangers_areRefused() {
    assertThat(host.notices().receive("venmo", Map.of(), new byte[0]).verdict())
        .isEqualTo(NoticeVerdict.UNKNOWN_WALLET);
    for (String wallet : List.of("alipay", "wechat")) {
      for (byte[] body :
          List.of(
              new byte[0],
              new byte[] {'{'},
              "a=b&a=c".getBytes(StandardCharsets.UTF_8),
              new byte[70_000])) {
        NoticeReply reply = host.notices().receive(wallet, Map.of(), body);
        assertThat(reply.verdict().isTaken()).isFalse();
        assertThat(reply.body()).isNotEqualTo("success");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat"})
  void answerThatWasChanged_isUnknown(String wallet) {
    SIMULATOR.script(ask -> WalletBehaviour.of(Line.ALTER_ANSWER));
    PaymentKey key = key();

    assertThat(pay(wallet, key, AMPLE)).isEqualTo(new HostReply.Unknown(Cause.GARBLED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat"})
  void refunds_neverExceedThePayment_andAreGivenOnce(String wallet) {
    PaymentKey key = key();
    assertThat(pay(wallet, key, AMPLE)).isInstanceOf(HostReply.Approved.class);
    PaymentKey some = key();

    HostReply first = refund(wallet, some, key, "5.00");
    assertThat(first).isInstanceOf(HostReply.Approved.class);
    assertThat(refund(wallet, some, key, "5.00")).isEqualTo(first);
    assertThat(refund(wallet, key(), key, "3.51")).isInstanceOf(HostReply.Declined.class);
    assertThat(refund(wallet, key(), key, "3.50")).isInstanceOf(HostReply.Approved.class);
    assertThat(moved(some)).isEqualTo(500);
    StatusReply status =
        host.status(
            new StatusRequest(
                some,
                AttemptKind.REFUND,
                key,
                yuan("5.00"),
                ProtectedCard.ofWallet(wallet, key.toString(), false),
                Instant.now()),
            AMPLE);
    assertThat(status).isInstanceOf(StatusReply.Approved.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat"})
  void refundOfWhatWasUndone_isDeclined(String wallet) {
    PaymentKey key = key();
    assertThat(pay(wallet, key, AMPLE)).isInstanceOf(HostReply.Approved.class);
    reverse(wallet, key, false);

    assertThat(refund(wallet, key(), key, "5.00")).isInstanceOf(HostReply.Declined.class);
  }

  @Test
  void refundThatMoved_andWhoseRepeatIsRefusedForItsSignature_isNotDeclined() {
    PrivateKey[] shop = {WalletBench.KEYS.shop().getPrivate()};
    RequestSigner turning =
        new RequestSigner() {
          @Override
          public String algorithm() {
            return "SHA256withRSA";
          }

          @Override
          public byte[] sign(byte[] message) {
            return RequestSigner.rsa(shop[0]).sign(message);
          }
        };
    AlipayDialect dialect =
        AlipayDialect.of(
            SIMULATOR.address().resolve("/gateway.do"),
            "2021000000000001",
            turning,
            NoticeVerifier.rsa(WalletBench.KEYS.wallet().getPublic()));
    try (WalletHost turned =
        WalletHost.builder(WalletBench.NUMBERS.prefix()).wallet("alipay", dialect).build()) {
      PaymentKey key = key();
      assertThat(pay("alipay", key, AMPLE)).isInstanceOf(HostReply.Approved.class);
      PaymentKey back = key();
      SIMULATOR.script(ask -> WalletBehaviour.of(Line.FAIL_AFTER));
      assertThat(turned.refund(giving("alipay", back, key, "5.00", false), AMPLE))
          .isInstanceOf(HostReply.Unknown.class);
      assertThat(moved(back)).isEqualTo(500);
      SIMULATOR.script(ask -> WalletBehaviour.usual());
      RefundRequest again = giving("alipay", back, key, "5.00", true);

      shop[0] = WalletBench.KEYS.wallet().getPrivate(); // not the shop's
      assertThat(turned.refund(again, AMPLE)).isInstanceOf(HostReply.Unknown.class);
      shop[0] = WalletBench.KEYS.shop().getPrivate();
      assertThat(turned.refund(again, AMPLE)).isInstanceOf(HostReply.Approved.class);
      assertThat(moved(back)).isEqualTo(500);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat"})
  void bill_hasEveryMove(String wallet) {
    PaymentKey kept = key();
    PaymentKey undone = key();
    PaymentKey back = key();
    pay(wallet, kept, AMPLE);
    pay(wallet, undone, AMPLE);
    reverse(wallet, undone, false);
    refund(wallet, back, kept, "1.25");

    WalletBill bill = host.bill(wallet, LocalDate.now(ZoneId.of("Asia/Shanghai")), AMPLE);

    assertThat(bill.whole()).isTrue();
    assertThat(bill.faults()).isEmpty();
    assertThat(bill.lines())
        .extracting(line -> line.movement() + " " + line.key() + " " + line.amount().minor())
        .contains(
            "PAID " + kept + " 850",
            "REFUNDED " + back + " 125",
            "PAID " + undone + " 850",
            "UNDONE " + undone + " 850");
  }

  @Test
  void oneCode_paysOnce_evenWhenItFailed() {
    SIMULATOR.script(ask -> WalletBehaviour.of(Customer.DECLINES));
    PaymentKey key = key();
    assertThat(pay("alipay", key, AMPLE))
        .isEqualTo(new HostReply.Declined("ACQ.BUYER_PAYMENT_REFUSED", "the wallet declined"));
    SIMULATOR.script(ask -> WalletBehaviour.usual());

    HostReply again =
        host.authorize(
            asking("alipay", key(), false).presenting(WalletBench.code(key.seq())), AMPLE);

    assertThat(again)
        .isEqualTo(
            new HostReply.Declined(
                "ACQ.PAYMENT_AUTH_CODE_INVALID",
                "the code is not valid any more; ask for a fresh one"));
  }

  @Test
  void whatAWalletCannotTake_isDeclined_andNothingIsSent() {
    long before = SIMULATOR.questions();
    PaymentKey key = key();
    Money pounds = Money.parse("1.00", java.util.Currency.getInstance("GBP"));
    AuthorizationRequest foreign =
        AuthorizationRequest.purchase(
            key, Charge.of(pounds), ProtectedCard.ofWallet("alipay", "k", false), Instant.now());

    assertThat(host.authorize(foreign, AMPLE)).isInstanceOf(HostReply.Declined.class);
    assertThat(host.authorize(asking("venmo", key, false), AMPLE))
        .isInstanceOf(HostReply.Declined.class);
    assertThat(
            host.authorize(
                asking(
                    "alipay", new PaymentKey("a-----------------".substring(0, 16), 1, 1), false),
                AMPLE))
        .isInstanceOf(HostReply.Declined.class);
    assertThat(SIMULATOR.questions()).isEqualTo(before);
    assertThatThrownBy(() -> host.bill("venmo", LocalDate.EPOCH, AMPLE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

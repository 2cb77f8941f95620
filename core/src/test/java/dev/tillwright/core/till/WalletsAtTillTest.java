package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.host.wallet.WalletHost;
import dev.tillwright.core.host.wallet.simulator.WalletAsk;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Customer;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Line;
import dev.tillwright.core.host.wallet.simulator.WalletKeys;
import dev.tillwright.core.host.wallet.simulator.WalletSimulator;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wallet as a tender of a till: paid, found after a crash, given back, named on slips (G5). */
class WalletsAtTillTest {
  private static final WalletSimulator SIMULATOR =
      WalletSimulator.start(
          0, WalletKeys.generate(new SecureRandom()), Bench.GBP, InstantSource.system());
  private static int codes = 100_000;
  private static int shops; // books begin anew for each test, and with them numbers

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    SIMULATOR.script(ask -> WalletBehaviour.usual());
    shops++;
    bench = new Bench(folder, WalletsAtTillTest::wallets);
  }

  private static void wallets(TillBuilder builder) {
    builder
        .host(
            TenderKind.WALLET,
            WalletHost.builder("S" + shops)
                .wallet("alipay", SIMULATOR.alipay())
                .wallet("wechat", SIMULATOR.wechat())
                .polls(Duration.ofMillis(20), 100)
                .answersWithin(Duration.ofSeconds(20))
                .build())
        .times(
            new PaymentTimes(
                Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20)));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @AfterAll
  static void stop() {
    SIMULATOR.close();
  }

  private static String alipayCode() {
    return "28" + String.format("%016d", codes++);
  }

  private static String wechatCode() {
    return "13" + String.format("%016d", codes++);
  }

  private static String number(String payment) {
    return "S" + shops + "_" + payment.replace("-", "__").replace("/", "_");
  }

  private static long moved(CompletedSale sale) {
    String payment = Objects.requireNonNull(sale.tenders().get(0).payment());
    return SIMULATOR.ledger().movedMinor(number(payment));
  }

  @Test
  void wallet_pays_andItsSlipNamesIt() {
    String code = alipayCode();

    CompletedSale sale = Bench.finished(bench.till.pay(bench.pens(1), Tender.wallet(code)));

    assertThat(moved(sale)).isEqualTo(1_250);
    String tail = sale.tenders().get(0).authorizationCode();
    assertThat(bench.slip(sale)).contains("Wallet Alipay", "..." + tail);
    assertThat(tail).hasSize(6);
    String journal = bench.entries().stream().map(Entry::payload).reduce("", String::concat);
    assertThat(journal).contains("wallet:alipay:").doesNotContain(code);
  }

  @Test
  void codesGoToTheirWallets_andUnknownOnesNowhere() {
    CompletedSale sale = Bench.finished(bench.till.pay(bench.pens(1), Tender.wallet(wechatCode())));
    assertThat(bench.slip(sale)).contains("WeChat Pay");

    long before = SIMULATOR.questions();
    Outcome outcome = bench.till.pay(bench.pens(1), Tender.wallet("4006381333931"));
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Declined(
                "wallet.codeUnknown", "no wallet that this till knows has such a code"));
    assertThat(SIMULATOR.questions()).isEqualTo(before);
  }

  @Test
  void walletPaysAPart_cashTheRest_andEachComesBackWhereItWas() {
    Ticket ticket = bench.pens(2);
    bench.till.pay(ticket, Tender.wallet(alipayCode()).of(Bench.pounds("10.00")));
    CompletedSale sale = bench.cash(ticket);
    assertThat(moved(sale)).isEqualTo(1_000);

    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "");
    back.giveBack(sale.lines().get(0).priced().line().number(), Quantity.of(2));
    CompletedSale returned = Bench.finished(bench.till.payOut(back));

    assertThat(returned.tenders())
        .extracting(line -> line.kind() + " " + line.amount().minor())
        .containsExactly("WALLET 1000", "CASH 1500");
    assertThat(
            SIMULATOR
                .ledger()
                .movedMinor(number(Objects.requireNonNull(returned.tenders().get(0).payment()))))
        .isEqualTo(1_000);
    assertThat(new TextRenderer(42).render(bench.till.receipt(returned.id())))
        .contains("Wallet Alipay paid back");
  }

  @Test
  void voidedSale_isCancelledAtTheWallet() {
    CompletedSale sale = Bench.finished(bench.till.pay(bench.pens(1), Tender.wallet(wechatCode())));

    Outcome undone = bench.till.voidCompleted(bench.manager, sale.id(), "wrong customer");

    assertThat(undone).isInstanceOf(Outcome.Approved.class);
    assertThat(moved(sale)).isZero();
  }

  @Test
  void lostAnswer_isFoundByTheShopsOwnNumber() {
    SIMULATOR.script(
        ask ->
            ask.kind() == WalletAsk.Kind.PAY
                ? WalletBehaviour.of(Line.FAIL_AFTER)
                : WalletBehaviour.usual());

    CompletedSale sale = Bench.finished(bench.till.pay(bench.pens(1), Tender.wallet(alipayCode())));

    assertThat(moved(sale)).isEqualTo(1_250);
  }

  @Test
  void whatNobodyCanTell_isCancelled_alsoByTheNextOpening() {
    SIMULATOR.script(
        ask ->
            WalletBehaviour.of(Customer.NEVER)
                .with(ask.kind() == WalletAsk.Kind.PAY ? Line.FAIL_AFTER : Line.FAIL_BEFORE));
    Ticket ticket = bench.pens(1);
    Outcome outcome = bench.till.pay(ticket, Tender.wallet(alipayCode()));
    assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
    String number = number(((Outcome.Unknown) outcome).key());
    assertThat(SIMULATOR.ledger().anyWaits()).isTrue();

    SIMULATOR.script(ask -> WalletBehaviour.usual());
    bench.reopen();

    assertThat(bench.till.paymentsInFlight()).isEmpty();
    assertThat(SIMULATOR.ledger().anyWaits()).isFalse();
    assertThat(SIMULATOR.ledger().movedMinor(number)).isZero();
  }

  @Test
  void refundWhileTheWalletIsOutOfReach_isSentLater_once() {
    CompletedSale sale = Bench.finished(bench.till.pay(bench.pens(1), Tender.wallet(alipayCode())));
    SIMULATOR.script(
        ask ->
            ask.kind() == WalletAsk.Kind.REFUND
                ? WalletBehaviour.of(Line.FAIL_AFTER)
                : WalletBehaviour.of(Line.FAIL_BEFORE));
    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "");
    back.giveBack(sale.lines().get(0).priced().line().number(), Quantity.of(1));
    CompletedSale returned = Bench.finished(bench.till.payOut(back));
    assertThat(bench.till.paymentsInFlight()).hasSize(1);

    SIMULATOR.script(ask -> WalletBehaviour.usual());
    bench.till.forwardNow();
    bench.till.resolve();

    assertThat(bench.till.paymentsInFlight()).isEmpty();
    String refund = number(Objects.requireNonNull(returned.tenders().get(0).payment()));
    Map<String, Long> moved = SIMULATOR.ledger().moved();
    assertThat(moved.get(refund)).isEqualTo(-1_250);
    assertThat(moved(sale)).isEqualTo(1_250);
  }
}

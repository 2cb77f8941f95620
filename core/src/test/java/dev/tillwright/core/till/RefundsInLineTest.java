package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.HostLedgerEntry;
import dev.tillwright.core.host.HostRequest;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.host.Script;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refunds that wait for the host, and those it gives in part (A9, A10). */
class RefundsInLineTest {
  @TempDir private Path folder;
  private final MemoryHost host = MemoryHost.create();
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder, builder -> builder.host(TenderKind.CARD, Bench.lasting(host)));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static PaymentKey key(CompletedSale sale) {
    return PaymentKey.parse(Objects.requireNonNull(sale.tenders().get(0).payment()));
  }

  private AttemptState state(CompletedSale sale) {
    return bench.till.payment(key(sale)).map(Attempt::state).orElseThrow();
  }

  private Ticket back(CompletedSale sale, long pens) {
    Ticket back = bench.till.giveBack(bench.manager, sale.id(), "");
    return back.giveBack(1, Quantity.of(pens));
  }

  /** Two pens bought and brought back while the host is away. */
  private CompletedSale[] boughtAndBroughtBack(long pens) {
    host.offline(true);
    CompletedSale sale = Bench.finished(bench.payByCard(bench.pens(2)));
    CompletedSale refund = Bench.finished(bench.till.payOut(back(sale, pens)));
    host.offline(false);
    return new CompletedSale[] {sale, refund};
  }

  private long asked(HostLedgerEntry.Kind kind) {
    return host.ledger().entries().stream().filter(it -> it.kind() == kind).count();
  }

  @Test
  void aRefundBehindItsPurchase_isGivenOnceThatWentThrough() {
    CompletedSale[] both = boughtAndBroughtBack(1);
    assertThat(bench.till.forwardNow()).isZero();
    assertThat(host.ledger().takenMinor(Bench.GBP)).isEqualTo(2500);
    assertThat(host.ledger().refundedMinor(Bench.GBP)).isEqualTo(1250);
    assertThat(state(both[1])).isEqualTo(AttemptState.CAPTURED);
  }

  /** Not every host looks: one that does not would pay out money that never came in. */
  @Test
  void aRefundBehindAPurchaseThatIsDeclined_isNeverSent() {
    CompletedSale[] both = boughtAndBroughtBack(1);
    host.play(
        Script.builder().times(1, HostRequest.Kind.PURCHASE, Behaviour.decline("05")).build());
    assertThat(bench.till.forwardNow()).isZero();
    assertThat(state(both[0])).isEqualTo(AttemptState.FORWARD_DECLINED);
    assertThat(state(both[1])).isEqualTo(AttemptState.VOIDED);
    assertThat(asked(HostLedgerEntry.Kind.REFUND)).isZero();
  }

  @Test
  void aRefundBehindAPurchaseThatBroughtLess_isNeverSent_andIsAnAlarm() {
    CompletedSale[] both = boughtAndBroughtBack(2);
    host.play(
        Script.builder().times(1, HostRequest.Kind.PURCHASE, Behaviour.partial(2000)).build());
    assertThat(bench.till.forwardNow()).isZero();
    assertThat(state(both[1])).isEqualTo(AttemptState.FORWARD_DECLINED);
    assertThat(asked(HostLedgerEntry.Kind.REFUND)).isZero();
    assertThat(bench.till.monitor().standing())
        .filteredOn(it -> it.subject().equals(key(both[1]).toString()))
        .extracting(Alarm::code)
        .containsExactly("payment.forwardDeclined");
  }

  /** Asked for the whole again and again, it would hold up all that waits behind it. */
  @Test
  void aWaitingRefundThatIsGivenInPart_endsSo_isAnAlarm_andHoldsUpNobody() {
    CompletedSale sale = Bench.finished(bench.payByCard(bench.pens(2)));
    host.offline(true);
    CompletedSale refund = Bench.finished(bench.till.payOut(back(sale, 2)));
    CompletedSale next = Bench.finished(bench.payByCard(bench.pens(1)));
    host.offline(false);
    host.play(Script.builder().times(9, HostRequest.Kind.REFUND, Behaviour.partial(600)).build());
    assertThat(bench.till.forwardNow()).isZero();

    assertThat(host.ledger().refundedMinor(Bench.GBP)).isEqualTo(600);
    assertThat(bench.till.payment(key(refund)).orElseThrow().counted()).isEqualTo(pounds("6.00"));
    assertThat(state(next)).isEqualTo(AttemptState.CAPTURED);
    assertThat(bench.till.monitor().standing())
        .extracting(Alarm::code)
        .containsExactly("payment.forwardedInPart");
  }

  @Test
  void aRefundThatIsGivenInPart_countsForThat_andTheRestStaysDue() {
    CompletedSale sale = Bench.finished(bench.payByCard(bench.pens(2)));
    host.play(
        Script.builder()
            .times(1, HostRequest.Kind.REFUND, Behaviour.partial(600))
            .times(1, HostRequest.Kind.REFUND, Behaviour.decline("05"))
            .build());
    Ticket ticket = back(sale, 2);
    assertThat(bench.till.payOut(ticket)).isInstanceOf(Outcome.Declined.class);
    assertThat(ticket.due()).isEqualTo(pounds("19.00"));

    CompletedSale refund = Bench.finished(bench.till.payOut(ticket));
    assertThat(refund.tenders()).extracting(it -> it.amount().minor()).containsExactly(600L, 1900L);
    assertThat(host.ledger().refundedMinor(Bench.GBP)).isEqualTo(2500);
    assertThat(bench.till.monitor().standing()).isEmpty();
  }
}

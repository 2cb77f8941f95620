package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.reconcile.Difference;
import dev.tillwright.core.reconcile.Settlement;
import dev.tillwright.core.reconcile.SettlementFile;
import dev.tillwright.core.reconcile.SettlementLine;
import dev.tillwright.core.reconcile.SettlementTerms;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementDeskTest {
  private static final Instant NOW = Instant.parse("2025-03-03T10:15:30Z");
  private static final SettlementTerms DAY =
      SettlementTerms.between(
          Instant.parse("2025-03-03T00:00:00Z"), Instant.parse("2025-03-04T00:00:00Z"));

  @TempDir Path dir;

  private static PaymentKey paid(Bench bench, long pens) {
    Ticket ticket = bench.pens(pens);
    bench.till.pay(ticket, Tender.card(Bench.card()));
    String key = bench.till.find(ticket.id()).orElseThrow().tenders().get(0).payment();
    return PaymentKey.parse(String.valueOf(key));
  }

  private static SettlementLine line(long position, PaymentKey key, String amount) {
    return SettlementLine.of(
        position, SettlementLine.Movement.CAPTURE, key.toString(), NOW, Bench.pounds(amount));
  }

  @Test
  void whatAgrees_isSettled_andADifferenceIsAcceptedOnce() {
    try (Bench bench = new Bench(dir)) {
      PaymentKey good = paid(bench, 1);
      PaymentKey other = paid(bench, 2);
      SettlementFile file =
          SettlementFile.of("host-0303", List.of(line(2, good, "12.50"), line(3, other, "20.00")));
      SettlementDesk desk = bench.till.settlement(bench.manager);

      Settlement found = desk.compare(file, DAY);

      assertThat(found.matched()).containsExactly(good.toString());
      Difference amount = found.differences().get(0);
      assertThat(amount.kind()).isEqualTo(Difference.Kind.AMOUNT);
      assertThat(amount.off()).isEqualTo(Bench.pounds("-5.00"));
      assertThat(desk.settle(found)).isEqualTo(1);
      assertThat(desk.settle(found)).isZero();
      assertThat(bench.till.payment(good).orElseThrow().state()).isEqualTo(AttemptState.SETTLED);
      assertThat(bench.till.payment(other).orElseThrow().state()).isEqualTo(AttemptState.CAPTURED);
      assertThat(desk.accept(amount, "the acquirer's fee, see letter")).isTrue();
      assertThat(desk.accept(amount, "again")).isFalse();
      long head = bench.till.journal().headSeq();
      assertThat(desk.accept(desk.compare(file, DAY).differences().get(0), "again")).isFalse();
      assertThat(bench.till.journal().headSeq()).isEqualTo(head);
    }
  }

  @Test
  void settling_isForWhoMay() {
    try (Bench bench = new Bench(dir)) {
      bench
          .till
          .access()
          .enrol(bench.manager, new Operator("cy", "Cy", "cashier"), "pin-4711".toCharArray());
      OperatorSession cy = bench.till.logOn("cy", "pin-4711".toCharArray()).orThrow();
      SettlementDesk desk = bench.till.settlement(cy);
      assertThatThrownBy(() -> desk.compare(SettlementFile.of("x", List.of()), DAY))
          .isInstanceOf(RefusedException.class);
    }
  }
}

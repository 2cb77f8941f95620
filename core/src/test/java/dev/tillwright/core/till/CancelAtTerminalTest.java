package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import dev.tillwright.core.sale.TenderKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cashier cancels while a terminal that cannot undo a payment waits for the card. */
@Timeout(60)
class CancelAtTerminalTest {
  @TempDir private Path folder;

  @Test
  void aTerminalThatDoesNotReverse_isAskedToStopWaiting_andItsAnswerStands() throws Exception {
    Waiting terminal = new Waiting();
    try (Bench bench = new Bench(folder, it -> it.host(TenderKind.TERMINAL, terminal))) {
      Ticket ticket = bench.sale("12.50");
      CompletableFuture<Outcome> paid =
          CompletableFuture.supplyAsync(() -> bench.till.pay(ticket, Tender.terminal()));
      assertThat(terminal.asked.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(bench.till.cancelPayment(ticket)).as("nothing is given up here").isFalse();
      assertThat(paid.join())
          .isInstanceOfSatisfying(
              Outcome.Declined.class,
              declined -> assertThat(declined.code()).isEqualTo("host.CANCELLED"));
      assertThat(ticket.due()).isEqualTo(Bench.pounds("12.50"));
    }
  }

  /** Waits for a card until it is cancelled. */
  private static final class Waiting implements PaymentHost {
    final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @Override
    public HostCapabilities capabilities() {
      return new HostCapabilities(
          EnumSet.of(
              HostCapability.AT_TERMINAL,
              HostCapability.STATUS_QUERY,
              HostCapability.DEDUPLICATION),
          Duration.ofDays(7));
    }

    @Override
    public HostReply authorize(AuthorizationRequest request, Duration deadline) {
      asked.countDown();
      try {
        if (cancelled.await(20, TimeUnit.SECONDS)) {
          return new HostReply.Declined("CANCELLED", "it was cancelled");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new HostReply.Unknown(HostReply.Cause.TIMEOUT);
    }

    @Override
    public HostReply refund(RefundRequest request, Duration deadline) {
      return new HostReply.Declined("UNSUPPORTED", "it gives nothing back");
    }

    @Override
    public StatusReply status(StatusRequest request, Duration deadline) {
      return new StatusReply.Unanswered(HostReply.Cause.TIMEOUT);
    }

    @Override
    public void cancel(PaymentKey key) {
      cancelled.countDown();
    }

    @Override
    public void close() {
      cancelled.countDown();
    }
  }
}

package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.HostRequest;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.host.Script;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.sale.TenderKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments when hosts hang and threads are scarce (A7, A8). */
class UnderPressureTest {
  private static final int LEFT = 8;

  @TempDir private Path folder;
  private final SilentHost host = new SilentHost();
  private @Nullable Bench opened;

  private Bench open(Consumer<TillBuilder> settings) {
    opened = new Bench(folder, settings);
    return opened;
  }

  @AfterEach
  void close() {
    Objects.requireNonNull(opened, "opened").close();
  }

  /** A morning after a bad night: the shop must open, however many payments hang. */
  @Test
  void anOpening_doesNotWaitForEveryPaymentThatAHostIsSilentAbout() {
    Duration each = Duration.ofMillis(200);
    Bench bench =
        open(
            builder ->
                builder
                    .host(TenderKind.CARD, Bench.lasting(host))
                    .times(new PaymentTimes(each, Duration.ofSeconds(10))));
    host.memory.play(
        Script.builder()
            .times(LEFT, HostRequest.Kind.PURCHASE, Behaviour.fault(Behaviour.Fault.DROP_REPLY))
            .build());
    host.silent = true;
    for (int i = 0; i < LEFT; i++) {
      assertThat(bench.payByCard(bench.pens(1))).isInstanceOf(Outcome.Unknown.class);
    }
    host.asked.set(0);
    bench.reopen();

    // Each question takes its whole time, and the opening gives hosts the time of two.
    assertThat(host.asked.get()).isBetween(1, 3);
    assertThat(bench.till.recovery().attempts()).isEqualTo(LEFT);
    assertThat(bench.till.unfinishedPayments()).isEqualTo(LEFT);
    host.silent = false;
    assertThat(bench.till.resolve()).isZero();
    assertThat(host.memory.ledger().takenMinor(Bench.GBP)).isZero();
  }

  @Test
  void anApprovalThatComesWhileAllThreadsHang_isUndoneAllTheSame() {
    FullPool pool = new FullPool();
    Bench bench = open(builder -> builder.host(TenderKind.CARD, host.memory).workers(pool));
    host.memory.play(
        Script.builder()
            .times(1, HostRequest.Kind.PURCHASE, Behaviour.delay(Duration.ofSeconds(1)))
            .build());
    assertThat(bench.payByCard(bench.pens(1))).isInstanceOf(Outcome.Declined.class);
    pool.full = true;
    host.memory.deliver();
    pool.full = false;
    assertThat(bench.kinds()).contains("payment.lateApproval");
    assertThat(bench.till.resolve()).isZero();
    assertThat(host.memory.ledger().takenMinor(Bench.GBP)).isZero();
  }

  /** Reverses and knows no more; when it is silent it lets whoever asks for a reversal wait. */
  private static final class SilentHost implements PaymentHost {
    final MemoryHost memory =
        MemoryHost.of(HostCapabilities.of(HostCapability.REVERSAL), Clock.systemUTC());
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean silent;

    @Override
    public HostCapabilities capabilities() {
      return memory.capabilities();
    }

    @Override
    public HostReply authorize(AuthorizationRequest request, Duration deadline) {
      return memory.authorize(request, deadline);
    }

    @Override
    public HostReply refund(RefundRequest request, Duration deadline) {
      return memory.refund(request, deadline);
    }

    @Override
    public ReversalReply reverse(ReversalRequest request, Duration deadline) {
      asked.incrementAndGet();
      if (!silent) {
        return memory.reverse(request, deadline);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(deadline.toMillis()); // what a silent host is
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return ReversalReply.UNACKNOWLEDGED;
    }

    @Override
    public void onLateAnswer(Consumer<LateAnswer> listener) {
      memory.onLateAnswer(listener);
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  /** Runs what it is given at once, or takes nothing. */
  private static final class FullPool extends AbstractExecutorService {
    volatile boolean full;
    private volatile boolean ended;

    @Override
    public void execute(Runnable task) {
      if (full || ended) {
        throw new RejectedExecutionException("all threads hang");
      }
      task.run();
    }

    @Override
    public void shutdown() {
      ended = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      ended = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return ended;
    }

    @Override
    public boolean isTerminated() {
      return ended;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
      return ended;
    }
  }
}

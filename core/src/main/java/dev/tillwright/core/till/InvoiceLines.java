package dev.tillwright.core.till;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.receipt.invoice.InvoiceCorrection;
import dev.tillwright.core.receipt.invoice.InvoiceOrder;
import dev.tillwright.core.receipt.invoice.InvoiceProvider;
import dev.tillwright.core.receipt.invoice.InvoiceReply;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line to the provider: whatever it does, there is an answer in time, and it is about what was
 * asked. One that hangs keeps one thread, and is not asked again until it lets go of it.
 */
final class InvoiceLines {
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final InvoiceProvider provider;
  private final Duration deadline;
  private final Executor workers;
  private final Monitor monitor;

  /** The call that is under way; none when it is {@code null}. */
  private final AtomicReference<@Nullable Object> busy = new AtomicReference<>();

  InvoiceLines(Invoicing invoicing, Duration deadline, Executor workers, Monitor monitor) {
    this.provider = invoicing.provider();
    this.deadline = deadline;
    this.workers = workers;
    this.monitor = monitor;
  }

  InvoiceReply request(InvoiceOrder order) {
    return checked(order.number(), order.total(), call(() -> provider.request(order, deadline)));
  }

  InvoiceReply status(InvoiceOrder order) {
    return checked(order.number(), order.total(), call(() -> provider.status(order, deadline)));
  }

  InvoiceReply correct(InvoiceCorrection it) {
    return checked(it.number(), it.total(), call(() -> provider.correct(it, deadline)));
  }

  /** An answer about something else is none. */
  private InvoiceReply checked(String number, Money total, InvoiceReply reply) {
    boolean right = true;
    if (reply instanceof InvoiceReply.Issued it) {
      right = it.of().equals(number) && it.total().equals(total);
    } else if (reply instanceof InvoiceReply.Accepted it) {
      right = it.of().equals(number) && it.total().equals(total);
    } else if (reply instanceof InvoiceReply.Refused it) {
      right = it.of().equals(number);
    }
    monitor
        .counter("invoice.outcome", right ? reply.getClass().getSimpleName() : "Altered")
        .count();
    if (!right) {
      monitor.raise(
          "invoice.altered",
          number,
          "the provider's answer is about another number or amount; it counts as none");
      return new InvoiceReply.Unknown("an answer about something else");
    }
    if (!(reply instanceof InvoiceReply.Unknown)) {
      monitor.clear("invoice.altered", number);
    }
    return reply;
  }

  private InvoiceReply call(Supplier<InvoiceReply> question) {
    Object mine = new Object();
    if (!busy.compareAndSet(null, mine)) {
      return new InvoiceReply.Unknown("an earlier call hangs");
    }
    FutureTask<InvoiceReply> call =
        new FutureTask<>(
            () -> {
              try {
                return question.get();
              } finally {
                busy.compareAndSet(mine, null); // before anybody has the answer
              }
            });
    try {
      workers.execute(
          () -> {
            try {
              call.run();
            } finally {
              busy.compareAndSet(mine, null); // it may have been cancelled before it ran
            }
          });
    } catch (RejectedExecutionException e) {
      busy.set(null);
      return new InvoiceReply.Unknown("no thread is free");
    }
    return answer(call);
  }

  private InvoiceReply answer(FutureTask<InvoiceReply> call) {
    try {
      InvoiceReply reply = call.get(deadline.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
      return reply == null ? new InvoiceReply.Unknown("no answer") : reply;
    } catch (TimeoutException e) {
      call.cancel(true);
      return new InvoiceReply.Unknown("no answer in time");
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      return new InvoiceReply.Unknown("interrupted");
    } catch (ExecutionException e) {
      return new InvoiceReply.Unknown("the call failed");
    }
  }

  void close() {
    provider.close();
  }
}

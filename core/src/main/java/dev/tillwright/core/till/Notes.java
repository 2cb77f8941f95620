package dev.tillwright.core.till;

import dev.tillwright.core.receipt.ReceiptNotes;
import dev.tillwright.core.sale.CompletedSale;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks for the application's lines as long as a receipt may wait; else it is without them. */
final class Notes {
  private static final int AT_ONCE = 2; // calls that hang keep no more threads than these

  private final @Nullable ReceiptNotes port;
  private final Executor workers;
  private final Duration deadline;
  private final Semaphore free = new Semaphore(AT_ONCE);

  Notes(@Nullable ReceiptNotes port, Executor workers, Duration deadline) {
    this.port = port;
    this.workers = workers;
    this.deadline = deadline;
  }

  List<String> of(CompletedSale sale) {
    ReceiptNotes asked = port;
    if (asked == null || !free.tryAcquire()) {
      return List.of();
    }
    FutureTask<List<String>> call = new FutureTask<>(() -> fitting(asked.of(sale)));
    try {
      workers.execute(
          () -> {
            try {
              call.run();
            } finally {
              free.release();
            }
          });
    } catch (RejectedExecutionException e) {
      free.release();
      return List.of();
    }
    try {
      return call.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      call.cancel(true);
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      // A receipt is not held up by what stands at its foot.
    }
    return List.of();
  }

  private static List<String> fitting(List<String> lines) {
    return lines.stream().limit(ReceiptNotes.MAX_LINES).map(Notes::cut).toList();
  }

  private static String cut(String line) {
    int end = Math.min(line.length(), ReceiptNotes.MAX_LENGTH);
    boolean inTwo =
        end > 0 && end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
    return line.substring(0, inTwo ? end - 1 : end);
  }
}

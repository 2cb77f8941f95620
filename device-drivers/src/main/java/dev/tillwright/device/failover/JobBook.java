package dev.tillwright.device.failover;

import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Which jobs are under way, and what became of the newest. */
final class JobBook {
  private final Map<String, GroupOutcome> ended;
  private final Map<String, CompletableFuture<GroupOutcome>> underWay = new LinkedHashMap<>();

  JobBook(int kept) {
    ended =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, GroupOutcome> eldest) {
            return size() > kept;
          }
        };
  }

  /** What another caller makes of this job, or made of it; null when it is the caller's to do. */
  synchronized @Nullable CompletableFuture<GroupOutcome> begin(
      String jobId, CompletableFuture<GroupOutcome> mine) {
    GroupOutcome before = ended.get(jobId);
    if (before != null && before.result() != PrintResult.NOT_PRINTED) {
      return CompletableFuture.completedFuture(before);
    }
    return underWay.putIfAbsent(jobId, mine);
  }

  synchronized void end(GroupOutcome outcome) {
    // Puts it last, also when the job was tried before.
    ended.remove(outcome.jobId());
    ended.put(outcome.jobId(), outcome);
    underWay.remove(outcome.jobId());
  }

  /** Keeps what was found out later of a job of which nobody knew. */
  synchronized void settle(String jobId, PrintResult result, Instant at) {
    GroupOutcome before = ended.get(jobId);
    if (before != null && before.result() == PrintResult.UNKNOWN) {
      ended.put(jobId, new GroupOutcome(jobId, result, false, before.tries(), at));
    }
  }

  /** Oldest first. */
  synchronized List<GroupOutcome> history() {
    return new ArrayList<>(ended.values());
  }

  synchronized @Nullable GroupOutcome find(String jobId) {
    return ended.get(jobId);
  }
}

package dev.tillwright.device.failover;

import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.spi.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a job in a group, and how.
 *
 * @param jobId the job
 * @param result of the whole group
 * @param copy whether what is surely on paper is marked as a copy, because another member may have
 *     printed it, too
 * @param tries in the order in which members were asked
 * @param at when it was decided
 */
public record GroupOutcome(
    String jobId, PrintResult result, boolean copy, List<Try> tries, Instant at) {
  public GroupOutcome {
    Objects.requireNonNull(jobId, "jobId");
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(at, "at");
    tries = List.copyOf(tries);
  }

  /**
   * One member was asked.
   *
   * @param member its name
   * @param result what it said
   * @param fault why it is not printed, or not surely
   */
  public record Try(String member, PrintResult result, Optional<Fault> fault) {}

  /** The member that has it on paper, as far as it is known; of two, the one of the copy. */
  public Optional<String> member() {
    if (result == PrintResult.NOT_PRINTED || result == PrintResult.UNKNOWN) {
      return Optional.empty();
    }
    return tries.stream()
        .filter(each -> each.result() != PrintResult.NOT_PRINTED)
        .reduce((earlier, later) -> later)
        .map(Try::member);
  }

  /** Whether the group took too long to come to this job, so that nobody wants it any more. */
  public boolean expired() {
    return result == PrintResult.NOT_PRINTED && tries.isEmpty();
  }
}

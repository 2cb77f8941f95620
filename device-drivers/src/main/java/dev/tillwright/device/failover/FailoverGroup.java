package dev.tillwright.device.failover;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.ReceiptPrinter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Printers in order, of which the next takes a job that the one before it surely did not print.
 *
 * <p><b>Guarantees.</b> A job is on the paper of two members only where the later one is marked as
 * a copy: that happens when the first may have printed it, and only when {@link Builder#copies}
 * says so. A member that does not answer is asked after the others for a while, growing from 2
 * seconds to a minute, and takes no more than its share of a deadline. A job that has waited for
 * longer than {@link Builder#oldest} is not printed: nobody wants the night's tickets next morning.
 * The newest {@value #KEPT} jobs are remembered by their ids. <b>Not promised:</b> memory beyond a
 * restart.
 *
 * <p>Defaults: no copies, jobs expire after two hours, the system's clock.
 *
 * <p><b>Threads.</b> Any; jobs run on their callers' threads, and different jobs do not wait for
 * one another here.
 */
public final class FailoverGroup implements ReceiptSink {
  /** So many jobs are remembered. */
  public static final int KEPT = 4_096;

  private static final int MAX_JOB_ID = 180;

  private final List<Member> members;
  private final Duration oldest;
  private final Optional<UnaryOperator<ReceiptDocument>> copyMark;
  private final Clock clock;
  private final JobBook jobs = new JobBook(KEPT);

  private FailoverGroup(Builder b) {
    members = new ArrayList<>(b.members);
    oldest = b.oldest;
    copyMark = b.copyMark;
    clock = b.clock;
  }

  /**
   * A group of printers, the preferred one first; whoever made them closes them.
   *
   * @throws IllegalArgumentException without a printer, or when two have the same name
   */
  public static Builder of(List<? extends ReceiptPrinter> printers) {
    return new Builder(printers);
  }

  @Override
  public PrintResult print(String jobId, ReceiptDocument document, Duration deadline) {
    return print(jobId, document, clock.instant(), deadline).result();
  }

  /**
   * Prints a job that was made some time ago, once.
   *
   * @param jobId 1 to 180 characters
   * @param made when the job was made, which decides whether it is still wanted
   */
  public GroupOutcome print(String jobId, ReceiptDocument document, Instant made, Duration limit) {
    Objects.requireNonNull(document, "document");
    if (jobId.isBlank() || jobId.length() > MAX_JOB_ID) {
      throw new IllegalArgumentException("a job has an id of 1 to " + MAX_JOB_ID + " characters");
    }
    Deadline deadline = Deadline.after(limit);
    CompletableFuture<GroupOutcome> mine = new CompletableFuture<>();
    CompletableFuture<GroupOutcome> others = jobs.begin(jobId, mine);
    if (others != null) {
      return await(jobId, others, deadline);
    }
    GroupOutcome outcome =
        outcome(jobId, List.of(new GroupOutcome.Try("?", PrintResult.UNKNOWN, Optional.empty())));
    try {
      boolean wanted = !made.plus(oldest).isBefore(clock.instant());
      outcome = wanted ? tryAll(jobId, document, deadline) : outcome(jobId, List.of());
      return outcome;
    } finally {
      jobs.end(outcome);
      mine.complete(outcome);
    }
  }

  /** The same job is under way on another thread: its outcome is this one's, too. */
  private GroupOutcome await(
      String jobId, CompletableFuture<GroupOutcome> others, Deadline deadline) {
    try {
      return others.get(deadline.nanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      // Falls through: it is under way still, so nobody knows yet.
    }
    return new GroupOutcome(jobId, PrintResult.UNKNOWN, false, List.of(), clock.instant());
  }

  private GroupOutcome tryAll(String jobId, ReceiptDocument document, Deadline deadline) {
    List<GroupOutcome.Try> tries = new ArrayList<>();
    List<Member> order = order();
    for (int i = 0; i < order.size() && !deadline.passed(); i++) {
      boolean uncertain = tries.stream().anyMatch(it -> it.result() == PrintResult.UNKNOWN);
      if (uncertain && copyMark.isEmpty()) {
        break;
      }
      Duration share = Duration.ofNanos(Math.max(1, deadline.nanos() / (order.size() - i)));
      ReceiptDocument paper = uncertain ? copyMark.orElseThrow().apply(document) : document;
      String id = uncertain ? jobId + "#copy" : jobId;
      GroupOutcome.Try seen = order.get(i).print(id, paper, share, clock.instant());
      tries.add(seen);
      if (onPaper(seen.result())) {
        break;
      }
    }
    return outcome(jobId, tries);
  }

  /** As ranked, but those that did not answer lately come last. */
  private List<Member> order() {
    Instant now = clock.instant();
    List<Member> order = new ArrayList<>();
    List<Member> resting = new ArrayList<>();
    synchronized (members) {
      for (Member member : members) {
        (member.rests(now) ? resting : order).add(member);
      }
    }
    order.addAll(resting);
    return order;
  }

  private GroupOutcome outcome(String jobId, List<GroupOutcome.Try> tries) {
    boolean uncertain = tries.stream().anyMatch(it -> it.result() == PrintResult.UNKNOWN);
    PrintResult last =
        tries.isEmpty() ? PrintResult.NOT_PRINTED : tries.get(tries.size() - 1).result();
    PrintResult result = onPaper(last) || !uncertain ? last : PrintResult.UNKNOWN;
    return new GroupOutcome(jobId, result, uncertain && onPaper(last), tries, clock.instant());
  }

  private static boolean onPaper(PrintResult result) {
    return result == PrintResult.PRINTED || result == PrintResult.ACCEPTED;
  }

  /** What became of a job, as far back as is remembered; empty while it is under way. */
  public Optional<GroupOutcome> outcome(String jobId) {
    return Optional.ofNullable(jobs.find(jobId));
  }

  /**
   * Tells what was found out of a job that stayed UNKNOWN, by its printer or by a person. Seen on
   * paper, it is PRINTED; not seen, it may be printed again under the same id, by a member that
   * knows that, too ({@code EscPosPrinter.resolve}, {@code settle}). Of any other job nothing
   * changes.
   */
  public void settle(String jobId, boolean seen) {
    jobs.settle(jobId, seen ? PrintResult.PRINTED : PrintResult.NOT_PRINTED, clock.instant());
  }

  /** What became of the newest jobs, oldest first. */
  public List<GroupOutcome> history() {
    return jobs.history();
  }

  /**
   * Puts a member first, from the next job on.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public void promote(String member) {
    synchronized (members) {
      Member found =
          members.stream()
              .filter(it -> it.name().equals(member))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no member has this name"));
      members.remove(found);
      members.add(0, found);
    }
  }

  /** The members' names in their present order. */
  public List<String> members() {
    synchronized (members) {
      return members.stream().map(Member::name).toList();
    }
  }

  @Override
  public String toString() {
    return "FailoverGroup" + members();
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private static final Duration USUAL_OLDEST = Duration.ofHours(2);

    private final List<Member> members = new ArrayList<>();
    private Duration oldest = USUAL_OLDEST;
    private Optional<UnaryOperator<ReceiptDocument>> copyMark = Optional.empty();
    private Clock clock = Clock.systemUTC();

    private Builder(List<? extends ReceiptPrinter> printers) {
      printers.forEach(printer -> members.add(new Member(printer)));
      if (members.isEmpty()
          || members.stream().map(Member::name).distinct().count() < members.size()) {
        throw new IllegalArgumentException("a group has printers, each of its own name");
      }
    }

    /** Jobs made longer ago than this are not printed. */
    public Builder oldest(Duration age) {
      if (age.isNegative() || age.isZero()) {
        throw new IllegalArgumentException("a job is wanted for a while");
      }
      oldest = age;
      return this;
    }

    /**
     * Prints a job that a member may have printed at the next one, marked.
     *
     * @param mark marks a document so that people see that it is a copy
     */
    public Builder copies(UnaryOperator<ReceiptDocument> mark) {
      copyMark = Optional.of(mark);
      return this;
    }

    public Builder clock(Clock newClock) {
      clock = Objects.requireNonNull(newClock, "clock");
      return this;
    }

    public FailoverGroup build() {
      return new FailoverGroup(this);
    }
  }
}

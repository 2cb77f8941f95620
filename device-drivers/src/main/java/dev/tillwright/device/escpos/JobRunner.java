package dev.tillwright.device.escpos;

import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.ACCEPTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.NOT_PRINTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.PRINTED;
import static dev.tillwright.core.receipt.ReceiptSink.PrintResult.UNKNOWN;

import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.printer.Slip;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceLoop;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.spi.PrinterStatus;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prints jobs one after the other and finds out what became of those that were lost. Runs on the
 * device's thread.
 */
final class JobRunner {
  /** Signs of jobs are four characters of these; after so many jobs they come again. */
  private static final int SIGNS = 36 * 36 * 36 * 36;

  private final String id;
  private final PrinterProfile profile;
  private final boolean refuses;
  private final boolean exclusive;
  private final Clock clock;
  private final PrinterLink link;
  private final DeviceLoop loop;
  private final ReceiptEncoder encoder;
  private final JobMemory jobs;
  private @Nullable LostJob lost;
  private int sign;

  JobRunner(EscPosPrinter.Builder b, PrinterLink link, DeviceLoop loop, JobMemory jobs) {
    this.id = b.id;
    this.profile = b.profile;
    this.refuses = b.unencodable == Unencodable.FAIL;
    this.exclusive = b.exclusive;
    this.clock = b.clock;
    this.link = link;
    this.loop = loop;
    this.jobs = jobs;
    this.encoder =
        new ReceiptEncoder(profile, b.unencodable == Unencodable.RASTERISE ? b.glyphs : null);
    // Not those of the program before this one, whose last job the printer may still tell of.
    this.sign = (int) Math.floorMod(clock.millis(), (long) SIGNS);
  }

  PrintOutcome print(String jobId, Slip slip, Deadline deadline) {
    PrintOutcome before = jobs.find(jobId);
    if (before != null) {
      // Also when it is UNKNOWN: finding out is asked for, never a side effect of a second call.
      return before;
    }
    Job job;
    PrinterStatus status;
    LostJob begun;
    String processId = nextSign();
    try {
      job = prepare(slip);
      settleLost(deadline);
      status = link.ready(deadline);
      if (!status.ready() || deadline.passed()) {
        loop.count("jobs.failed", 1);
        Optional<Fault> late = status.ready() ? Optional.of(Fault.TIMEOUT) : Optional.empty();
        return outcome(NOT_PRINTED, late, status.conditions(), job);
      }
      begun = link.begin(jobId, processId, deadline);
    } catch (DeviceException e) {
      loop.count("jobs.failed", 1);
      return new PrintOutcome(NOT_PRINTED, Optional.of(e.fault()), Set.of(), 0);
    }
    // Whatever happens from here on, this job is not begun a second time.
    jobs.keep(jobId, outcome(UNKNOWN, Optional.empty(), Set.of(), job));
    lost = begun;
    PrintOutcome outcome = send(job, processId, deadline);
    if (outcome.result() != UNKNOWN) {
      lost = null;
    }
    loop.count(outcome.result() == PRINTED ? "jobs.printed" : "jobs.unconfirmed", 1);
    if (outcome.result() != NOT_PRINTED) {
      loop.count("paper.millimetres", job.millimetres()); // rather too much than too little
    }
    return jobs.keep(jobId, outcome);
  }

  private boolean awaits(String jobId) {
    return lost != null && lost.jobId().equals(jobId);
  }

  /** See {@link EscPosPrinter#resolve}. */
  Optional<PrintOutcome> resolve(String jobId, Deadline deadline) {
    PrintOutcome before = jobs.find(jobId);
    if (before == null || !awaits(jobId)) {
      return Optional.ofNullable(before);
    }
    try {
      Verdict verdict = settleLost(deadline);
      if (verdict == Verdict.NOT_PRINTED) {
        return Optional.of(
            new PrintOutcome(NOT_PRINTED, Optional.empty(), Set.of(), before.substituted()));
      }
    } catch (DeviceException e) {
      return Optional.of(before);
    }
    return Optional.ofNullable(jobs.find(jobId));
  }

  /** Asks what became of the lost job, if there is one, before the next one moves the counters. */
  private Verdict settleLost(Deadline deadline) {
    LostJob asked = lost;
    if (asked == null) {
      return Verdict.NEVER;
    }
    Verdict verdict = link.verdict(asked, exclusive, deadline);
    switch (verdict) {
      case PRINTED -> settled(asked.jobId(), PRINTED);
      case NOT_PRINTED -> settled(asked.jobId(), NOT_PRINTED);
      case NEVER -> lost = null;
      case NOT_NOW -> {
        // Asked again when it is ready.
      }
    }
    return verdict;
  }

  /** Keeps what was found out of a job. */
  void settled(String jobId, PrintResult result) {
    if (awaits(jobId)) {
      lost = null;
    }
    PrintOutcome before = jobs.find(jobId);
    if (before == null || before.result() != UNKNOWN) {
      return;
    }
    jobs.keep(
        jobId,
        new PrintOutcome(
            result, Optional.empty(), Set.of(), before.substituted(), before.rasterised()));
    loop.count("jobs.resolved", 1);
    loop.publish(new JobResolved(id, clock.instant(), jobId, result));
  }

  private Job prepare(Slip slip) {
    Job job = encoder.encode(slip);
    if (job.substituted() > 0 && refuses) {
      throw DeviceException.of(
          Fault.UNENCODABLE, Phase.PREPARE, "printer " + id + " lacks characters of this text");
    }
    return job;
  }

  private PrintOutcome send(Job job, String processId, Deadline deadline) {
    try {
      Set<Condition> conditions = link.printAndAsk(job, processId, deadline);
      PrintResult result =
          conditions.stream().anyMatch(Condition::stops)
              ? UNKNOWN
              : profile.confirmation() == Confirmation.IN_ORDER ? PRINTED : ACCEPTED;
      return outcome(result, Optional.empty(), conditions, job);
    } catch (DeviceException e) {
      PrintResult result = e.outcomeKnown() ? NOT_PRINTED : UNKNOWN;
      return outcome(result, Optional.of(e.fault()), Set.of(), job);
    }
  }

  private static PrintOutcome outcome(
      PrintResult result, Optional<Fault> fault, Set<Condition> conditions, Job job) {
    return new PrintOutcome(result, fault, conditions, job.substituted(), job.rasterised());
  }

  private String nextSign() {
    sign = (sign + 1) % SIGNS;
    String digits = Integer.toString(sign, 36);
    return "0".repeat(4 - digits.length()) + digits;
  }
}

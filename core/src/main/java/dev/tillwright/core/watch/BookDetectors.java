package dev.tillwright.core.watch;

import dev.tillwright.core.checkpoint.WitnessFault;
import dev.tillwright.core.journal.JournalFault;
import dev.tillwright.core.watch.Finding.Severity;
import dev.tillwright.core.watch.Finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Whether the books are whole, and the drawer agrees with them: S8 and S13. */
final class BookDetectors {
  private final Inputs in;
  private final WatchRules rules;
  private final Consumer<Finding> found;

  BookDetectors(Inputs in, WatchRules rules, Consumer<Finding> found) {
    this.in = in;
    this.rules = rules;
    this.found = found;
  }

  void run() {
    in.faults.forEach(this::fault);
    Map<String, List<WitnessFault>> witnesses = new LinkedHashMap<>();
    for (WitnessFault fault : in.witnesses) {
      witnesses
          .computeIfAbsent(fault.witness().terminal() + " " + fault.what(), it -> new ArrayList<>())
          .add(fault);
    }
    witnesses.values().forEach(this::contradicted);
    in.journal.courses().forEach(this::course);
    in.cash.forEach(this::cash);
  }

  private void fault(JournalFault fault) {
    add(
        fault.terminal(),
        "entry " + fault.seq(),
        new Verdict(Severity.CRITICAL, cause(fault.what()), fault.message(), Action.VERIFY_JOURNAL),
        List.of(Evidence.entry(fault.terminal(), fault.seq())));
  }

  private static Cause cause(JournalFault.What what) {
    return switch (what) {
      case UNREADABLE, MALFORMED, UNKNOWN_TERMINAL -> Cause.DEVICE;
      case CHANGED, UNLINKED, MISSING, EXTRA, CUT_OFF, NOT_WRITTEN, WRITER_DIFFERS -> Cause.FRAUD;
    };
  }

  /** Every customer of a day may hold a slip against the same cut: that is one finding. */
  private void contradicted(List<WitnessFault> alike) {
    WitnessFault first = alike.get(0);
    add(
        first.witness().terminal(),
        "witnesses " + first.what(),
        new Verdict(Severity.CRITICAL, Cause.FRAUD, first.message(), Action.VERIFY_JOURNAL),
        alike.stream()
            .map(
                it ->
                    new Evidence(
                        Evidence.Source.WITNESS,
                        it.witness().terminal() + " " + it.witness().label()))
            .toList());
  }

  private void course(String terminal, JournalFacts.Course course) {
    boolean verified = in.faults.stream().anyMatch(it -> it.terminal().equals(terminal));
    if (course.broken > 0 && !verified) {
      add(
          terminal,
          "entry " + course.broken,
          new Verdict(
              Severity.CRITICAL,
              Cause.FRAUD,
              "an entry does not follow the one before it",
              Action.VERIFY_JOURNAL),
          List.of(Evidence.entry(terminal, course.broken)));
    }
    for (JournalFacts.Course.Step step : course.back) {
      if (Duration.between(step.at(), step.before()).compareTo(rules.clockBack) > 0) {
        found.accept(
            Finding.of(
                Detector.S8,
                terminal,
                "clock at " + step.seq(),
                step.at(),
                new Verdict(
                    Severity.LOW, Cause.DEVICE, "the till's clock went back", Action.CHECK_DEVICE),
                List.of(Evidence.entry(terminal, step.seq()))));
      }
    }
  }

  private void add(String terminal, String subject, Verdict verdict, List<Evidence> evidence) {
    JournalFacts.Course course = in.journal.courses().get(terminal);
    Instant since = course == null ? in.now : course.at;
    found.accept(Finding.of(Detector.S8, terminal, subject, since, verdict, evidence));
  }

  private void cash(CashCount count) {
    long difference = Math.subtractExact(count.counted().minor(), count.expected().minor());
    if (Math.abs(difference) <= rules.cash) {
      return;
    }
    boolean unwritten = count.opened() > count.written();
    found.accept(
        Finding.of(
            Detector.S13,
            count.terminal(),
            "day " + count.day() + " " + count.expected().currency().getCurrencyCode(),
            count.at(),
            new Verdict(
                unwritten ? Severity.HIGH : Severity.MEDIUM,
                unwritten ? Cause.FRAUD : Cause.OPERATOR,
                unwritten
                    ? "the drawer differs from the books, and opened more often than is written"
                    : "the drawer differs from the books",
                Action.COUNT_AGAIN),
            List.of(new Evidence(Evidence.Source.CASH, count.terminal() + " Z " + count.day()))));
  }
}

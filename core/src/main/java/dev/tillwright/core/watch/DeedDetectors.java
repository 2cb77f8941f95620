package dev.tillwright.core.watch;

import dev.tillwright.core.watch.Finding.Severity;
import dev.tillwright.core.watch.Finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What hands did: devices without a record, and sales taken back right after (S9, S10). */
final class DeedDetectors {
  private static final Set<DeviceEvent.Kind> WRITTEN =
      EnumSet.of(
          DeviceEvent.Kind.RECEIPT_PRINTED,
          DeviceEvent.Kind.DRAWER_OPENED,
          DeviceEvent.Kind.APPROVAL_SHOWN);

  /** Without devices nobody knows whether a customer was there: only the far-off are named. */
  private static final double BLIND_SCORE = 3;

  /** Rates of operators differ by so much in any shop. */
  private static final double LEAST_DEVIATION = 0.01;

  private final Inputs in;
  private final WatchRules rules;
  private final DeviceTimes devices;
  private final Consumer<Finding> found;
  private final Set<String> paid = new HashSet<>();

  /** How many approvals each till had shown by each time. */
  private final Map<String, NavigableMap<Instant, Long>> shown = new HashMap<>();

  DeedDetectors(Inputs in, WatchRules rules, DeviceTimes devices, Consumer<Finding> found) {
    this.in = in;
    this.rules = rules;
    this.devices = devices;
    this.found = found;
    in.journal.payments().stream()
        .sorted(Comparator.comparing(PaymentFact::intended))
        .forEach(this::payment);
  }

  private void payment(PaymentFact fact) {
    paid.add(fact.attempt().intent().sale());
    if (fact.shown()) {
      NavigableMap<Instant, Long> of =
          shown.computeIfAbsent(fact.terminal(), it -> new TreeMap<>());
      of.put(fact.intended(), until(of, fact.intended()) + 1);
    }
  }

  private static long until(NavigableMap<Instant, Long> shown, Instant at) {
    Map.Entry<Instant, Long> last = shown.floorEntry(at);
    return last == null ? 0 : last.getValue();
  }

  private long shownBetween(String terminal, Instant after, Instant to) {
    NavigableMap<Instant, Long> of = shown.getOrDefault(terminal, new TreeMap<>());
    return until(of, to) - until(of, after);
  }

  void run() {
    Counters counters = new Counters();
    for (DeviceEvent event : in.devices) {
      if (WRITTEN.contains(event.kind())) {
        orphan(event);
      } else if (event.kind() == DeviceEvent.Kind.COUNTER) {
        counters.add(event);
      }
    }
    counters.rounds(rules.agree).forEach(this::counted);
    cancelled();
  }

  // --- S9 --------------------------------------------------------------------------------------

  private void orphan(DeviceEvent event) {
    JournalFacts.Course course = in.journal.courses().get(event.terminal());
    Instant at = event.at();
    if (course == null
        || at.isBefore(course.firstAt.plus(rules.agree))
        || at.isAfter(in.now.minus(rules.agree))) {
      return;
    }
    boolean written =
        event.sale().isEmpty()
            ? in.journal.deedWithin(event.terminal(), at.minus(rules.agree), at.plus(rules.agree))
            : in.journal.knows(event.sale()) || paid.contains(event.sale());
    if (!written) {
      boolean drawer = event.kind() == DeviceEvent.Kind.DRAWER_OPENED;
      add(
          event,
          event.kind() + " " + at,
          new Verdict(
              drawer ? Severity.MEDIUM : Severity.HIGH,
              drawer ? Cause.OPERATOR : Cause.FRAUD,
              "a device acted, and nothing is written of it: " + event.kind(),
              drawer ? Action.ASK_OPERATOR : Action.VERIFY_JOURNAL),
          List.of(Evidence.event(event)));
    }
  }

  /** The journal has what all devices of a till showed, so all of them are counted together. */
  private void counted(Counters.Round round) {
    DeviceEvent last = round.last();
    long counted = 0;
    for (Counters.Step step : round.steps()) {
      if (step.counted() < 0) {
        tell(round, Cause.DEVICE, "a device counts from the beginning again", Action.CHECK_DEVICE);
        return;
      }
      counted += step.counted();
    }
    // Devices that are read one after the other do not say the same moment.
    long least = shownBetween(last.terminal(), round.latestBefore(), round.earliestAfter());
    long most = shownBetween(last.terminal(), round.earliestBefore(), last.at());
    if (counted < least || counted > most) {
      tell(
          round,
          Cause.SOFTWARE,
          (round.steps().size() == 1 ? "the device counts " : "the devices count ")
              + counted
              + " approvals, the journal has "
              + (least == most ? "" : least + " to ")
              + most,
          Action.VERIFY_JOURNAL);
    }
  }

  private void tell(Counters.Round round, Cause cause, String sentence, Action action) {
    DeviceEvent last = round.last();
    add(
        last,
        "counter of " + round.devices() + " " + last.at(),
        new Verdict(Severity.MEDIUM, cause, sentence, action),
        round.evidence());
  }

  private void add(DeviceEvent event, String subject, Verdict verdict, List<Evidence> evidence) {
    found.accept(Finding.of(Detector.S9, event.terminal(), subject, event.at(), verdict, evidence));
  }

  // --- S10 -------------------------------------------------------------------------------------

  private void cancelled() {
    Map<String, long[]> rates = new HashMap<>(); // operator: sales, taken back
    for (SaleFact sale : in.journal.sales()) {
      long[] rate = rates.computeIfAbsent(sale.operator(), it -> new long[2]);
      rate[sale.origin() == null ? 0 : 1]++;
    }
    Robust peers = Robust.of(rates.values().stream().mapToDouble(DeedDetectors::rate).toArray());
    for (SaleFact back : in.journal.sales()) {
      SaleFact sold = back.origin() == null ? null : in.journal.sale(back.origin()).orElse(null);
      if (sold == null || back.total() == 0 || Math.abs(back.total()) != Math.abs(sold.total())) {
        continue; // a part that comes back is a return as any other
      }
      double score =
          peers.score(rate(rates.getOrDefault(back.operator(), new long[2])), LEAST_DEVIATION);
      if (soon(sold, back) && suspicious(back, score)) {
        report(sold, back, score);
      }
    }
  }

  private static double rate(long[] of) {
    return of[0] == 0 ? 0 : (double) of[1] / of[0];
  }

  private boolean soon(SaleFact sold, SaleFact back) {
    Instant shown = in.journal.printed(sold.sale()).orElse(sold.at());
    Duration later = Duration.between(shown, back.at());
    return !later.isNegative() && later.compareTo(rules.cancel) <= 0;
  }

  private boolean suspicious(SaleFact back, double score) {
    if (!in.watched.contains(back.terminal())) {
      return score >= Math.max(rules.cancelScore, BLIND_SCORE);
    }
    boolean customer =
        devices.any(
            back.terminal(),
            back.at().minus(rules.agree),
            back.at().plus(rules.agree),
            event -> event.kind().customer() && !isOther(event, back));
    return !customer && score >= rules.cancelScore;
  }

  /** The next customer's card is no sign of this one. */
  private static boolean isOther(DeviceEvent event, SaleFact back) {
    return !event.sale().isEmpty()
        && !event.sale().equals(back.sale())
        && !event.sale().equals(back.origin());
  }

  private void report(SaleFact sold, SaleFact back, double score) {
    boolean often = score >= BLIND_SCORE;
    found.accept(
        Finding.of(
            Detector.S10,
            back.terminal(),
            back.sale(),
            back.at(),
            new Verdict(
                often ? Severity.HIGH : Severity.MEDIUM,
                often ? Cause.FRAUD : Cause.OPERATOR,
                often
                    ? "taken back after the receipt with nobody there, by an operator who does so"
                        + " far more often than others"
                    : "taken back after the receipt with nobody there",
                Action.ASK_OPERATOR),
            List.of(
                Evidence.entry(sold.terminal(), sold.seq()),
                Evidence.entry(back.terminal(), back.seq()))));
  }
}

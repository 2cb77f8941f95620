package dev.tillwright.core.watch;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptState;
import dev.tillwright.core.payment.Converted;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.watch.Finding.Severity;
import dev.tillwright.core.watch.Finding.Verdict;
import dev.tillwright.core.watch.HostLine.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The journal's payments beside the host's file: S1, S2, S5, S6 and S7. */
final class HostDetectors {
  private static final Set<AttemptState> NOT_COUNTED =
      EnumSet.of(
          AttemptState.CREATED,
          AttemptState.SENDING,
          AttemptState.UNKNOWN,
          AttemptState.DECLINED,
          AttemptState.FORWARD_DECLINED,
          AttemptState.NOT_SENT);
  private static final Set<AttemptState> BEING_UNDONE =
      EnumSet.of(AttemptState.CANCELLED, AttemptState.REVERSAL_PENDING, AttemptState.VOID_PENDING);
  private static final Set<AttemptState> UNDONE =
      EnumSet.of(AttemptState.REVERSED, AttemptState.VOIDED);
  private static final Set<AttemptState> TAKEN =
      EnumSet.of(
          AttemptState.CAPTURED,
          AttemptState.SETTLED,
          AttemptState.DISPUTED,
          AttemptState.DISPUTE_WON);

  private final Inputs in;
  private final WatchRules rules;
  private final HostMatch match;
  private final Consumer<Finding> found;

  HostDetectors(Inputs in, WatchRules rules, Consumer<Finding> found) {
    this.in = in;
    this.rules = rules;
    this.match = new HostMatch(in.journal, in.host);
    this.found = found;
  }

  void run() {
    in.journal.payments().forEach(this::payment);
    match.unknown().forEach(this::unknown);
  }

  private void payment(PaymentFact fact) {
    if (fact.attempt().intent().tender() == TenderKind.GIFT) {
      return; // its ledger is the shop's own, and in no file
    }
    List<HostLine> lines = match.of(fact);
    Kind kind = fact.attempt().isRefund() ? Kind.REFUND : Kind.CAPTURE;
    List<HostLine> moved = new ArrayList<>(lines);
    moved.removeIf(line -> line.kind() != kind);
    List<HostLine> reversals = lines.stream().filter(it -> it.kind() == Kind.REVERSAL).toList();
    reversals.forEach(line -> undo(line, moved));
    boolean undone = !reversals.isEmpty();
    AttemptState state = fact.attempt().state();
    if (!moved.isEmpty()) {
      taken(fact, moved, state);
    } else if (TAKEN.contains(state) && (undone || !shown(state)) && whole(fact.since())) {
      add(Detector.S5, fact, missing(undone), lines);
    }
  }

  /** An earlier file had it, so this one need not. */
  private static boolean shown(AttemptState state) {
    return state != AttemptState.CAPTURED;
  }

  /** A reversal undoes one line: that of its amount, or any. */
  private static void undo(HostLine reversal, List<HostLine> moved) {
    for (HostLine line : moved) {
      if (line.amount().equals(reversal.amount())) {
        moved.remove(line);
        return;
      }
    }
    if (!moved.isEmpty()) {
      moved.remove(0);
    }
  }

  private void taken(PaymentFact fact, List<HostLine> lines, AttemptState state) {
    if (NOT_COUNTED.contains(state) && older(fact.since(), rules.stuck)) {
      add(Detector.S1, fact, lost(state), lines);
    } else if (BEING_UNDONE.contains(state) && older(fact.since(), rules.reversal)) {
      add(Detector.S2, fact, forgotten(Action.SEND_REVERSAL), lines);
    } else if (UNDONE.contains(state) && whole(fact.since())) {
      add(Detector.S2, fact, forgotten(Action.NOTE_LATE_CAPTURE), lines);
    } else if (TAKEN.contains(state) && !agrees(fact.attempt(), lines)) {
      add(Detector.S6, fact, differs(), lines);
    }
  }

  private void unknown(String name, List<HostLine> lines) {
    HostLine first = lines.get(0);
    JournalFacts.Course course = in.journal.courses().get(first.terminal());
    boolean undone = lines.stream().anyMatch(line -> line.kind() == Kind.REVERSAL);
    boolean ours =
        course != null
            && !first.at().isBefore(course.firstAt.plus(rules.agree))
            && older(first.at(), rules.stuck);
    if (!ours || undone) {
      return; // before the time that is looked at, or charged and undone: nobody lost anything
    }
    List<Evidence> evidence = lines.stream().map(Evidence::line).toList();
    found.accept(
        Finding.of(Detector.S7, first.terminal(), name, first.at(), unwritten(), evidence));
    if (first.kind() == Kind.CAPTURE) {
      found.accept(
          Finding.of(Detector.S1, first.terminal(), name, first.at(), unwritten(), evidence));
    }
  }

  private boolean agrees(Attempt attempt, List<HostLine> lines) {
    Money taken = attempt.captured().isZero() ? attempt.counted() : attempt.captured();
    Converted converted = attempt.intent().charge().converted();
    Money sum = lines.get(0).amount();
    for (HostLine line : lines.subList(1, lines.size())) {
      if (!line.amount().currency().equals(sum.currency())) {
        return false;
      }
      sum = sum.plus(line.amount());
    }
    return sum.equals(taken) || (converted != null && sum.equals(converted.amount()));
  }

  /** Whether the file is whole that must have what was done then, by the host's clock. */
  private boolean whole(Instant at) {
    return !in.hostUntil.isBefore(rules.settledBy(at.plus(rules.agree)));
  }

  private boolean older(Instant since, Duration most) {
    return Duration.between(since, in.now).compareTo(most) > 0;
  }

  private void add(Detector detector, PaymentFact fact, Verdict verdict, List<HostLine> lines) {
    List<Evidence> evidence = new ArrayList<>(fact.evidence());
    lines.forEach(line -> evidence.add(Evidence.line(line)));
    found.accept(
        Finding.of(detector, fact.terminal(), fact.key(), fact.since(), verdict, evidence));
  }

  private static Verdict lost(AttemptState state) {
    boolean open = state.restless();
    return new Verdict(
        Severity.HIGH,
        open ? Cause.NETWORK : Cause.SOFTWARE,
        open
            ? "the host took the money; the till never heard of it"
            : "the host took money that was declined here",
        open ? Action.ASK_HOST : Action.NOTE_LATE_CAPTURE);
  }

  private static Verdict forgotten(Action action) {
    return new Verdict(
        Severity.HIGH,
        Cause.NETWORK,
        "it was given up here, and the customer is still charged",
        action);
  }

  private static Verdict missing(boolean undone) {
    return new Verdict(
        Severity.HIGH,
        undone ? Cause.SOFTWARE : Cause.NETWORK,
        undone
            ? "the host undid what the till counts as taken"
            : "the till counts it as taken; the host's file does not have it",
        Action.ASK_ACQUIRER);
  }

  private static Verdict differs() {
    return new Verdict(
        Severity.MEDIUM,
        Cause.SOFTWARE,
        "the host settled another amount than the till took",
        Action.ASK_ACQUIRER);
  }

  private static Verdict unwritten() {
    return new Verdict(
        Severity.CRITICAL,
        Cause.FRAUD,
        "the host settled a payment that the journal does not know",
        Action.VERIFY_JOURNAL);
  }
}

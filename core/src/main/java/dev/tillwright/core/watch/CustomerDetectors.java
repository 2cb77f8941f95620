package dev.tillwright.core.watch;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.watch.Finding.Severity;
import dev.tillwright.core.watch.Finding.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What customers were charged twice or given for nothing: S3 and S12. */
final class CustomerDetectors {
  private final Inputs in;
  private final WatchRules rules;
  private final DeviceTimes devices;
  private final Consumer<Finding> found;

  CustomerDetectors(Inputs in, WatchRules rules, DeviceTimes devices, Consumer<Finding> found) {
    this.in = in;
    this.rules = rules;
    this.devices = devices;
    this.found = found;
  }

  void run() {
    Map<String, List<PaymentFact>> alike = new LinkedHashMap<>();
    Map<PaymentKey, Money> refunded = new HashMap<>();
    for (PaymentFact fact : in.journal.payments()) {
      if (fact.attempt().state().counts()) {
        if (fact.attempt().isRefund()) {
          refund(fact, refunded);
        } else {
          alike.computeIfAbsent(looks(fact), it -> new ArrayList<>()).add(fact);
        }
      }
    }
    alike.values().forEach(this::twins);
    in.journal.sales().forEach(this::withoutReceipt);
  }

  private static String looks(PaymentFact fact) {
    return fact.terminal() + " " + fact.token() + " " + fact.attempt().intent().amount();
  }

  // --- S3 --------------------------------------------------------------------------------------

  private void twins(List<PaymentFact> alike) {
    alike.sort(Comparator.comparing(PaymentFact::intended));
    List<PaymentFact> group = new ArrayList<>();
    for (PaymentFact fact : alike) {
      if (!group.isEmpty()
          && fact.intended().isAfter(group.get(group.size() - 1).intended().plus(rules.twin))) {
        judge(group);
        group.clear();
      }
      group.add(fact);
    }
    judge(group);
  }

  /** A customer who buys the same twice inserts his card twice. */
  private void judge(List<PaymentFact> group) {
    if (group.size() < 2) {
      return;
    }
    PaymentFact last = group.get(group.size() - 1);
    long acts =
        in.watched.contains(last.terminal())
            ? devices.count(
                last.terminal(),
                DeviceEvent.Kind.CARD_IN,
                group.get(0).intended().minus(rules.agree),
                last.intended().plus(rules.agree),
                sales(group))
            : sales(group).stream().filter(it -> in.journal.printed(it).isPresent()).count();
    if (acts >= group.size()) {
      return;
    }
    List<Evidence> evidence = new ArrayList<>();
    group.forEach(fact -> evidence.addAll(fact.evidence()));
    found.accept(
        Finding.of(
            Detector.S3,
            last.terminal(),
            last.key(),
            last.intended(),
            new Verdict(
                Severity.HIGH,
                in.watched.contains(last.terminal()) ? Cause.SOFTWARE : Cause.OPERATOR,
                "the same card was charged the same twice, and was there "
                    + (acts == 1 ? "once" : acts + " times"),
                Action.GIVE_BACK),
            evidence));
  }

  private static Set<String> sales(List<PaymentFact> group) {
    Set<String> sales = new HashSet<>();
    group.forEach(fact -> sales.add(fact.attempt().intent().sale()));
    return sales;
  }

  // --- S12 -------------------------------------------------------------------------------------

  private void refund(PaymentFact fact, Map<PaymentKey, Money> refunded) {
    PaymentKey original = fact.attempt().intent().original();
    PaymentFact purchase =
        original == null ? null : in.journal.payment(original.toString()).orElse(null);
    if (rules.staff.contains(fact.token())) {
      add(fact, Severity.HIGH, Cause.FRAUD, "money went to a card of the staff");
    } else if (original == null) {
      add(fact, Severity.MEDIUM, Cause.OPERATOR, "money went back without a purchase");
    } else if (purchase != null && !purchase.token().equals(fact.token())) {
      add(fact, Severity.HIGH, Cause.FRAUD, "money went back to another card than had paid");
    } else if (purchase != null) {
      Money sum = refunded.merge(original, fact.attempt().counted(), Money::plus);
      Money taken = purchase.attempt().counted();
      if (sum.compareTo(taken) > 0) {
        add(fact, Severity.HIGH, Cause.OPERATOR, "more went back than had been paid");
      }
    }
  }

  private void add(PaymentFact fact, Severity severity, Cause cause, String sentence) {
    found.accept(
        Finding.of(
            Detector.S12,
            fact.terminal(),
            fact.key(),
            fact.intended(),
            new Verdict(severity, cause, sentence, Action.ASK_OPERATOR),
            fact.evidence()));
  }

  private void withoutReceipt(SaleFact sale) {
    if (sale.kind().equals("RETURN_WITHOUT_RECEIPT")) {
      found.accept(
          Finding.of(
              Detector.S12,
              sale.terminal(),
              sale.sale(),
              sale.at(),
              new Verdict(
                  Severity.LOW,
                  Cause.OPERATOR,
                  "goods came back without a receipt",
                  Action.ASK_OPERATOR),
              List.of(Evidence.entry(sale.terminal(), sale.seq()))));
    }
  }
}

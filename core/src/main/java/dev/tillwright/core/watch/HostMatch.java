package dev.tillwright.core.watch;

import dev.tillwright.core.watch.HostLine.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which lines of a host's file are about which payment: by the key; where the host gives none, by
 * its own reference; else by terminal, card, amount and time, when only one payment fits.
 */
final class HostMatch {
  private static final Duration NEAR = Duration.ofMinutes(10);

  private final Map<String, List<HostLine>> byKey = new LinkedHashMap<>();
  private final Map<String, List<HostLine>> unknown = new LinkedHashMap<>();

  HostMatch(JournalFacts journal, List<HostLine> lines) {
    Map<String, String> byReference = new HashMap<>();
    Map<String, List<PaymentFact>> byLooks = new HashMap<>();
    for (PaymentFact fact : journal.payments()) {
      if (!fact.reference().isEmpty()) {
        byReference.put(fact.terminal() + " " + fact.reference(), fact.key());
      }
      byLooks.computeIfAbsent(looks(fact), it -> new ArrayList<>()).add(fact);
    }
    for (HostLine line : lines) {
      String key = journal.attempt(line.key());
      if (key.isEmpty()) {
        key = byReference.getOrDefault(line.terminal() + " " + line.reference(), "");
      }
      if (key.isEmpty()) {
        key = only(byLooks.getOrDefault(looks(line), List.of()), line);
      }
      boolean known = journal.payment(key).isPresent();
      String name = key.isEmpty() ? line.place() : key;
      (known ? byKey : unknown).computeIfAbsent(name, it -> new ArrayList<>()).add(line);
    }
  }

  private static String looks(PaymentFact fact) {
    return fact.terminal() + " " + fact.token() + " " + fact.attempt().intent().amount();
  }

  private static String looks(HostLine line) {
    return line.terminal() + " " + line.token() + " " + line.amount();
  }

  private static String only(List<PaymentFact> candidates, HostLine line) {
    List<PaymentFact> near =
        candidates.stream()
            .filter(
                fact ->
                    Duration.between(fact.intended(), line.at()).abs().compareTo(NEAR) <= 0
                        && fact.attempt().isRefund() == (line.kind() == Kind.REFUND))
            .toList();
    return near.size() == 1 ? near.get(0).key() : "";
  }

  List<HostLine> of(PaymentFact fact) {
    return byKey.getOrDefault(fact.key(), List.of());
  }

  /** Lines that are about no payment of the journal, by key, or by place without one. */
  Map<String, List<HostLine>> unknown() {
    return unknown;
  }
}

package dev.tillwright.core.reconcile;

import dev.tillwright.core.sale.TenderKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a settlement should cover.
 *
 * @param from the first moment, of intent
 * @param to the moment after the last: the host's cut-over
 * @param grace what was intended so shortly before the cut-over may be in the next file
 * @param sameCard how far apart two clocks may be where a line names a card and an amount alone
 * @param tenders whose host it is: a till may have one for cards and another for wallets; empty for
 *     one host of all
 * @param hostTerminals by journal's terminal: how the host names it (field 41); one that is not
 *     here has the same name there
 */
public record SettlementTerms(
    Instant from,
    Instant to,
    Duration grace,
    Duration sameCard,
    Set<TenderKind> tenders,
    Map<String, String> hostTerminals) {
  public SettlementTerms {
    Objects.requireNonNull(from, "from");
    tenders = Set.copyOf(tenders);
    hostTerminals = Map.copyOf(hostTerminals);
    if (!from.isBefore(to) || grace.isNegative() || sameCard.isNegative()) {
      throw new IllegalArgumentException("a settlement covers a time, and no grace is negative");
    }
  }

  /** Fifteen minutes of grace, ten between clocks, one host for all tenders. */
  public static SettlementTerms between(Instant from, Instant to) {
    return new SettlementTerms(
        from, to, Duration.ofMinutes(15), Duration.ofMinutes(10), Set.of(), Map.of());
  }

  /** The same, of the host that has these tenders alone. */
  public SettlementTerms of(TenderKind... its) {
    return new SettlementTerms(from, to, grace, sameCard, Set.of(its), hostTerminals);
  }

  /** The same, for a terminal that the host names otherwise. */
  public SettlementTerms with(String terminal, String hostTerminal) {
    Map<String, String> names = new HashMap<>(hostTerminals);
    names.put(terminal, hostTerminal);
    return new SettlementTerms(from, to, grace, sameCard, tenders, names);
  }

  /** Whether a movement is one for this host; of older books the tender is not known. */
  boolean covers(String tender) {
    return tenders.isEmpty()
        || tender.isEmpty()
        || tenders.stream().anyMatch(it -> it.name().equals(tender));
  }

  String hostTerminal(String terminal) {
    return hostTerminals.getOrDefault(terminal, terminal);
  }
}

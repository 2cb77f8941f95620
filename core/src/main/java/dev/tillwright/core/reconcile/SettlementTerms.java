package dev.tillwright.core.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a settlement should cover.
 *
 * @param from the first moment, of intent
 * @param to the moment after the last: the host's cut-over
 * @param grace what was intended so shortly before the cut-over may be in the next file
 * @param sameCard how far apart two clocks may be where a line names a card and an amount alone
 * @param hostTerminals by journal's terminal: how the host names it (field 41); one that is not
 *     here has the same name there
 */
public record SettlementTerms(
    Instant from,
    Instant to,
    Duration grace,
    Duration sameCard,
    Map<String, String> hostTerminals) {
  public SettlementTerms {
    Objects.requireNonNull(from, "from");
    hostTerminals = Map.copyOf(hostTerminals);
    if (!from.isBefore(to) || grace.isNegative() || sameCard.isNegative()) {
      throw new IllegalArgumentException("a settlement covers a time, and no grace is negative");
    }
  }

  /** Fifteen minutes of grace, ten between clocks. */
  public static SettlementTerms between(Instant from, Instant to) {
    return new SettlementTerms(from, to, Duration.ofMinutes(15), Duration.ofMinutes(10), Map.of());
  }

  /** The same, for a terminal that the host names otherwise. */
  public SettlementTerms with(String terminal, String hostTerminal) {
    Map<String, String> names = new HashMap<>(hostTerminals);
    names.put(terminal, hostTerminal);
    return new SettlementTerms(from, to, grace, sameCard, names);
  }

  String hostTerminal(String terminal) {
    return hostTerminals.getOrDefault(terminal, terminal);
  }
}

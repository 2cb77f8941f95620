package dev.tillwright.core.watch;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.reconcile.SettlementLine;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One line of what a host settled.
 *
 * @param place where it stands: file and line
 * @param kind money taken, given back, or a charge undone
 * @param terminal at which till
 * @param key the payment's key; empty when the host does not give it
 * @param reference the host's own; empty for none
 * @param token the card's; empty when the host's file has none
 * @param amount positive
 * @param at when, by the host
 */
public record HostLine(
    String place,
    Kind kind,
    String terminal,
    String key,
    String reference,
    String token,
    Money amount,
    Instant at) {
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9-]{1,16}/[1-9][0-9]{0,8}/[1-9][0-9]{0,17}");

  public HostLine {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(at, "at");
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("an amount that was settled is positive");
    }
  }

  /**
   * What a host's file says, as the detectors read it; lines without an amount are left out.
   *
   * @param file its name, which findings show with the line; another one each day, for what no key
   *     names is told apart by it
   * @param till which of our tills a terminal of the host is; asked where a line has no key of ours
   */
  public static List<HostLine> of(
      String file, List<SettlementLine> lines, UnaryOperator<String> till) {
    return lines.stream()
        .filter(line -> line.amount().isPositive())
        .map(line -> of(file, line, till))
        .toList();
  }

  private static HostLine of(String file, SettlementLine line, UnaryOperator<String> till) {
    boolean ours = KEY.matcher(line.key()).matches();
    CardToken card = line.token();
    return new HostLine(
        file + " line " + line.position(),
        Kind.valueOf(line.type().name()),
        ours ? line.key().substring(0, line.key().indexOf('/')) : till.apply(line.terminal()),
        ours ? line.key() : "",
        line.rrn(),
        card == null ? "" : card.value(),
        line.amount(),
        line.at());
  }

  /** Which way the money went. */
  public enum Kind {
    CAPTURE,
    REFUND,
    REVERSAL
  }
}

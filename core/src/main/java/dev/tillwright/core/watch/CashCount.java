package dev.tillwright.core.watch;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;

/**
 * What was counted when a day was closed.
 *
 * @param terminal whose drawer
 * @param day number of the Z
 * @param at when
 * @param expected by the books
 * @param counted by hand
 * @param written how often the journal says the drawer opened
 * @param opened how often the drawer says so; less than 0 when it cannot tell
 */
public record CashCount(
    String terminal,
    long day,
    Instant at,
    Money expected,
    Money counted,
    long written,
    long opened) {
  public CashCount {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(counted, "counted");
  }
}

package dev.tillwright.core.access;

import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * More moved over all tills than a shared limit allows, and nobody was asked for more.
 *
 * @param limit its name
 * @param subject the card's or member's index, as the store has it
 * @param sum the most that counted together
 * @param most what the limit allows
 * @param at when that was reached
 * @param entries the tenders that make up the sum, oldest first, the last {@value #MAX_ENTRIES}
 */
public record Overshoot(
    String limit, String subject, Money sum, Money most, Instant at, List<Spent> entries) {
  /** So many entries are named. */
  public static final int MAX_ENTRIES = 100;

  public Overshoot {
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(sum, "sum");
    Objects.requireNonNull(most, "most");
    Objects.requireNonNull(at, "at");
    entries = List.copyOf(entries);
  }

  /**
   * One tender in a terminal's journal.
   *
   * @param seq of its entry
   * @param amount that counts
   */
  public record Spent(String terminal, long seq, Instant at, Money amount) {
    public Spent {
      Objects.requireNonNull(terminal, "terminal");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(amount, "amount");
    }
  }
}

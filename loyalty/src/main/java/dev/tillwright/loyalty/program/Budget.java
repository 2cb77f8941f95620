package dev.tillwright.loyalty.program;

import java.util.Objects;

/**
 * Points for all members together. Rules that name it draw on it, in the program's order.
 *
 * @param id unique among budgets; as a rule's id
 * @param points positive
 * @param cut what becomes of an award that is above what is left
 */
public record Budget(String id, long points, Limit.Cut cut) {
  public Budget {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(cut, "cut");
  }
}

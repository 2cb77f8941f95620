package dev.tillwright.core.access;

import java.time.Instant;
import java.util.Objects;

/**
 * One act of security, which is the entry that it points at.
 *
 * @param terminal whose journal
 * @param epoch of the entry
 * @param seq its position
 * @param at when
 * @param kind of the entry
 * @param who did it or tried to; empty for nobody who is known
 * @param about what: a permission, a sale, an operator, an export
 * @param refusal why it was refused, or what a check said; empty when it was done
 */
public record SecurityAct(
    String terminal,
    int epoch,
    long seq,
    Instant at,
    String kind,
    String who,
    String about,
    String refusal) {
  public SecurityAct {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
  }

  /** Whether it was refused, asked more for, or is to be looked at. */
  public boolean isRefused() {
    return !refusal.isEmpty();
  }
}
